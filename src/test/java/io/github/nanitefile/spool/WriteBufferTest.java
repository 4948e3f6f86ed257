package io.github.nanitefile.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WriteBufferTest {

    private final WriteBuffer buffer = new WriteBuffer();
    private final Written a = new Written();
    private final Written b = new Written();

    /** Counts writes, and can have so much room only. */
    private static final class Written implements WriteBuffer.Target {

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int writes;
        int room = Integer.MAX_VALUE;

        @Override
        public void write(ByteBuffer more) throws IOException {
            writes++;
            while (more.hasRemaining()) {
                if (room == 0) {
                    throw new IOException("no room");
                }
                room--;
                bytes.write(more.get());
            }
        }
    }

    private void append(Written to, int count, int value) throws IOException {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        buffer.append(to, ByteBuffer.wrap(bytes));
    }

    @Test
    void shouldWriteOnceForSeveralChunks() throws IOException {
        append(a, 16_384, 1);
        append(a, 16_384, 2);
        append(a, 16_384, 3);
        assertThat(a.writes).isZero();

        buffer.flush(a);

        assertThat(a.writes).isOne();
        assertThat(a.bytes.size()).isEqualTo(3 * 16_384);
        assertThat(a.bytes.toByteArray()[16_384]).isEqualTo((byte) 2);
    }

    @Test
    void shouldKeepTheOrderAroundAChunkThatIsLargerThanItself() throws IOException {
        append(a, 10, 1);
        append(a, 1 << 20, 2);
        append(a, 10, 3);
        buffer.flush(a);

        byte[] bytes = a.bytes.toByteArray();
        assertThat(bytes).hasSize(20 + (1 << 20));
        assertThat(bytes[9]).isEqualTo((byte) 1);
        assertThat(bytes[10]).isEqualTo((byte) 2);
        assertThat(bytes[bytes.length - 11]).isEqualTo((byte) 2);
        assertThat(bytes[bytes.length - 10]).isEqualTo((byte) 3);
    }

    @Test
    void shouldWriteOneFilesBytesBeforeItTakesAnothers() throws IOException {
        append(a, 10, 1);
        append(b, 10, 2);
        assertThat(a.bytes.size()).isEqualTo(10);
        assertThat(b.bytes.size()).isZero();

        buffer.flush(a);
        assertThat(b.bytes.size()).as("it was not asked for").isZero();
    }

    @Test
    void shouldWriteTheRestWhenThereIsRoomAgain() throws IOException {
        append(a, 10, 1);
        a.room = 4;
        assertThatThrownBy(() -> buffer.flush(a)).hasMessage("no room");
        assertThatThrownBy(() -> append(b, 10, 2)).hasMessage("no room");
        a.room = Integer.MAX_VALUE;

        append(a, 2, 3);
        buffer.flush(a);

        assertThat(a.bytes.toByteArray()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3);
        assertThat(b.bytes.size()).isZero();
    }

    @Test
    void shouldForgetTheBytesOfAFileThatIsGone() throws IOException {
        append(a, 10, 1);
        buffer.drop(b);
        buffer.drop(a);
        append(b, 10, 2);
        buffer.flush(b);

        assertThat(a.bytes.size()).isZero();
        assertThat(b.bytes.size()).isEqualTo(10);
    }
}
