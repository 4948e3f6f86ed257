package io.github.nanitefile.packet.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FormatVectorsContract;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.Vectors;
import io.github.nanitefile.packet.Vectors.Vector;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonVectorsTest extends FormatVectorsContract {

    @Override
    protected PacketFormat format() {
        return new JsonFormat();
    }

    @Override
    protected Map<String, Long> counts() {
        return Map.of("packet", 216L, "ignore", 30L, "reject", 12L, "either", 6L);
    }

    @Override
    protected Set<String> ignoredByRefusing() {
        return Set.of();
    }

    @Override
    protected Set<String> readOfEither() {
        return Set.of("hand-json-huge-exponent");
    }

    private static Stream<Vector> packetsOfRuby31() {
        return Vectors.of("json").stream()
                .filter(vector -> vector.id().startsWith("r31-"))
                .filter(vector -> vector.expect().equals("packet"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packetsOfRuby31")
    void shouldWriteTheBytesThatRubyWrites(Vector vector) throws UnreadableMessageException {
        Packet packet = format().read(vector.body()).orElseThrow();

        assertThat(format().write(packet)).isEqualTo(vector.body());
    }

    @Test
    void shouldViewTheChunkInsideTheMessage() throws UnreadableMessageException {
        byte[] body = Vectors.bytes("v/r31-json-chunk-len-122.bin");

        FileChunk packet = (FileChunk) format().read(body).orElseThrow();

        assertThat(packet.chunk().array()).isSameAs(body);
        assertThat(packet.chunk().remaining()).isEqualTo(122);
    }
}
