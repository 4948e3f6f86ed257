package io.github.nanitefile.packet.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FormatVectorsContract;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.Vectors;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarshalVectorsTest extends FormatVectorsContract {

    @Override
    protected PacketFormat format() {
        return new MarshalFormat();
    }

    @Override
    protected Map<String, Long> counts() {
        return Map.of("packet", 281L, "ignore", 35L, "reject", 34L, "either", 14L);
    }

    /** Broken beyond doubt: the name of a class is no symbol. */
    @Override
    protected Set<String> ignoredByRefusing() {
        return Set.of("hand-marshal-class-not-symbol");
    }

    /** The rest are objects, cycles, depths and bombs. */
    @Override
    protected Set<String> readOfEither() {
        return Set.of("hand-marshal-minor-7", "hand-marshal-trailing-bytes");
    }

    @Test
    void shouldViewTheChunkInsideTheMessage() throws UnreadableMessageException {
        byte[] body = Vectors.bytes("v/r31-transfer-marshal-bin3-1.bin");

        FileChunk packet = (FileChunk) format().read(body).orElseThrow();

        assertThat(packet.chunk().array()).isSameAs(body);
    }
}
