package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GatheringSocketTest {

    private static final long SEED = 7;

    private ServerSocket server;
    private GatheringSocket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket =
                (GatheringSocket)
                        new GatheringSockets()
                                .createSocket(server.getInetAddress(), server.getLocalPort());
        socket.getOutputStream();
        peer = server.accept();
    }

    @Test
    void shouldLeaveAloneWhatIsWrittenToAnotherSocketWhileItIsNotConnected() throws IOException {
        try (GatheringSocket next = new GatheringSocket()) {
            next.unflushed(() -> write("now"));
            next.flush();
        }
        assertThat(peer.getInputStream().readNBytes(3)).asString().isEqualTo("now");
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        server.close();
    }

    @Test
    void shouldSendWhatIsFlushedAtOnce() throws IOException {
        write("now");
        assertThat(peer.getInputStream().readNBytes(3)).asString().isEqualTo("now");
    }

    @Test
    void shouldHoldBackWhatIsPublishedUnflushed() throws IOException {
        socket.unflushed(() -> write("first "));
        socket.unflushed(() -> write("second"));
        assertThat(hasArrived()).isFalse();
        socket.flush();
        assertThat(peer.getInputStream().readNBytes(12)).asString().isEqualTo("first second");
    }

    @Test
    void shouldSendWhatWasHeldBackBeforeWhatIsFlushedLater() throws IOException {
        socket.unflushed(() -> write("first "));
        write("second");
        assertThat(peer.getInputStream().readNBytes(12)).asString().isEqualTo("first second");
    }

    @Test
    void shouldSendAtOnceWhatAnotherThreadFlushesMeanwhile() throws IOException {
        socket.unflushed(
                () -> {
                    write("first ");
                    CompletableFuture.runAsync(() -> writeUnchecked("second")).join();
                    assertThat(peer.getInputStream().readNBytes(12))
                            .asString()
                            .isEqualTo("first second");
                });
    }

    @Test
    void shouldFlushAgainAfterWhatIsUnflushedHasFailed() throws IOException {
        try {
            socket.unflushed(
                    () -> {
                        throw new IOException("as a message that cannot be written");
                    });
        } catch (IOException expected) {
            write("later");
        }
        assertThat(peer.getInputStream().readNBytes(5)).asString().isEqualTo("later");
    }

    @Test
    void shouldKeepEveryByteInItsOrderWhateverTheSizes() throws IOException {
        Random random = new Random(SEED);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        CompletableFuture<byte[]> received =
                CompletableFuture.supplyAsync(() -> readAll(peer, random.nextLong()));
        OutputStream out = socket.getOutputStream();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[1 << random.nextInt(18)];
            random.nextBytes(bytes);
            sent.write(bytes);
            int one = random.nextInt(256);
            sent.write(one);
            socket.unflushed(
                    () -> {
                        out.write(bytes);
                        out.write(one);
                        out.flush();
                    });
        }
        socket.flush();
        socket.shutdownOutput();
        assertThat(received.join()).isEqualTo(sent.toByteArray());
    }

    @Test
    void shouldReadEveryByteInItsOrderWhateverTheSizes() throws IOException {
        Random random = new Random(SEED);
        byte[] sent = new byte[3_000_000];
        random.nextBytes(sent);
        CompletableFuture<byte[]> received =
                CompletableFuture.supplyAsync(() -> readAll(socket, random.nextLong()));
        peer.getOutputStream().write(sent);
        peer.shutdownOutput();
        assertThat(received.join()).isEqualTo(sent);
    }

    @Test
    void shouldSayWhatIsThereToBeRead() throws IOException {
        peer.getOutputStream().write(new byte[] {1, -1, 3, 4});
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.read()).isEqualTo(255);
        assertThat(in.available()).isEqualTo(2);
        assertThat(in.skip(1)).isEqualTo(1);
        assertThat(in.read()).isEqualTo(4);
        assertThat(in.available()).isZero();
        peer.close();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[1])).isEqualTo(-1);
    }

    private void write(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.flush();
    }

    private void writeUnchecked(String text) {
        try {
            write(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a byte came; what was sent on loopback is there at once. */
    private boolean hasArrived() throws IOException {
        return peer.getInputStream().available() > 0;
    }

    private static byte[] readAll(Socket from, long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            byte[] bytes = new byte[200_000];
            int one = in.read();
            while (one >= 0) {
                all.write(one);
                int count = Math.max(0, in.read(bytes, 0, 1 + random.nextInt(bytes.length)));
                all.write(bytes, 0, count);
                one = in.read();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all.toByteArray();
    }
}
