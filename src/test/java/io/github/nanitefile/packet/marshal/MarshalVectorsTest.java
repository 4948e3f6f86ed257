package io.github.nanitefile.packet.marshal;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Metas;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.VectorValue;
import io.github.nanitefile.packet.Vectors;
import io.github.nanitefile.packet.Vectors.Vector;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the vectors that is in Marshal, whoever asked for it. */
class MarshalVectorsTest {

    /** Broken beyond doubt, though "ignore" would do: the name of a class is no symbol. */
    private static final Set<String> IGNORED_BY_REFUSING = Set.of("hand-marshal-class-not-symbol");

    /** What we read of what may be refused; the rest are objects, cycles, depths and bombs. */
    private static final Set<String> READ_OF_EITHER =
            Set.of("hand-marshal-minor-7", "hand-marshal-trailing-bytes");

    private static final Duration PLENTY = Duration.ofSeconds(1);

    static List<Vector> vectors() {
        return Vectors.of("marshal");
    }

    static Stream<Vector> packets() {
        return vectors().stream().filter(vector -> vector.expect().equals("packet"));
    }

    static Stream<Vector> chunks() {
        return packets()
                .filter(vector -> vector.entry().get("packet").asText().equals("FileChunk"));
    }

    static Stream<Named<JsonNode>> transfers() {
        return Vectors.transfers().stream()
                .map(transfer -> Named.of(transfer.get("id").asText(), transfer));
    }

    @Test
    void shouldRunEveryMarshalVector() {
        assertThat(vectors().stream().collect(groupingBy(Vector::expect, counting())))
                .isEqualTo(Map.of("packet", 281L, "ignore", 35L, "reject", 34L, "either", 14L));
        assertThat(transfers()).hasSize(6);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldReadIgnoreOrRefuseAsTheVectorSays(Vector vector) {
        byte[] body = vector.body();
        Assertions.assertTimeoutPreemptively(PLENTY, () -> check(vector, body));
    }

    private static void check(Vector vector, byte[] body) throws UnreadableMessageException {
        switch (vector.expect()) {
            case "packet" -> assertPacket(vector, PacketFormats.read(body));
            case "ignore" -> {
                if (IGNORED_BY_REFUSING.contains(vector.id())) {
                    assertRefused(body);
                } else {
                    assertThat(PacketFormats.read(body)).isEmpty();
                }
            }
            case "reject" -> assertRefused(body);
            case "either" -> {
                if (READ_OF_EITHER.contains(vector.id())) {
                    assertPacket(vector, PacketFormats.read(body));
                } else {
                    assertRefused(body);
                }
            }
            default -> throw new AssertionError("unknown expectation of " + vector);
        }
    }

    private static void assertPacket(Vector vector, Optional<Packet> read) {
        Packet packet = read.orElseThrow();
        assertThat(packet.type()).isEqualTo(vector.entry().get("packet").asText());
        VectorValue.assertFields(packet, vector.entry().get("fields"));
    }

    private static void assertRefused(byte[] body) {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> PacketFormats.read(body));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void shouldWriteWhatWasReadSoThatItReadsTheSame(Vector vector)
            throws UnreadableMessageException {
        Packet packet = PacketFormats.read(vector.body()).orElseThrow();

        Packet again = PacketFormats.read(new MarshalFormat().write(packet)).orElseThrow();

        assertThat(Metas.comparable(again)).isEqualTo(Metas.comparable(packet));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunks")
    void shouldViewTheChunkInsideTheMessage(Vector vector) throws UnreadableMessageException {
        byte[] body = vector.body();

        FileChunk packet = (FileChunk) PacketFormats.read(body).orElseThrow();

        assertThat(packet.chunk().array()).isSameAs(body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transfers")
    void shouldPutTheFileTogetherByItsToken(JsonNode transfer) throws UnreadableMessageException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Token token = null;
        FileEnd end = null;
        for (JsonNode path : transfer.get("files")) {
            Packet packet = PacketFormats.read(Vectors.bytes(path.asText())).orElseThrow();
            if (packet instanceof FileStart start) {
                token = start.token();
                assertThat(start.filename()).isEqualTo(transfer.get("filename").asText());
                assertThat(start.dest()).isEqualTo(transfer.get("dest").asText());
            } else if (packet instanceof FileChunk chunk) {
                file.write(
                        chunk.chunk().array(),
                        chunk.chunk().arrayOffset(),
                        chunk.chunk().remaining());
            } else {
                end = (FileEnd) packet;
            }
            assertThat(packet.token()).isEqualTo(token);
        }

        assertThat(end).isNotNull();
        VectorValue.assertValue(end.meta(), transfer.get("meta"), "meta");
        assertThat(file.size()).isEqualTo(transfer.get("bytes").asInt());
        assertThat(VectorValue.sha256(file.toByteArray()))
                .isEqualTo(transfer.get("sha256").asText());
    }
}
