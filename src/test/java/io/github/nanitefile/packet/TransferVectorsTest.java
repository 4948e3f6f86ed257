package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole transfers of the vectors, put together from their packets alone. */
class TransferVectorsTest {

    /** The formats that the senders were set to. */
    private static final Set<String> ASKED = Set.of("marshal", "json", "yaml");

    static Stream<Named<JsonNode>> transfers() {
        return Vectors.transfers().stream()
                .filter(transfer -> ASKED.contains(transfer.get("asked").asText()))
                .map(transfer -> Named.of(transfer.get("id").asText(), transfer));
    }

    @Test
    void shouldRunEveryTransfer() {
        assertThat(transfers()).hasSize(15);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transfers")
    void shouldPutTheFileTogetherByItsToken(JsonNode transfer) throws UnreadableMessageException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Token token = null;
        FileEnd end = null;
        for (JsonNode path : transfer.get("files")) {
            Packet packet = PacketFormats.plain().read(Vectors.bytes(path.asText())).orElseThrow();
            if (packet instanceof FileStart start) {
                token = start.token();
                assertThat(start.filename()).isEqualTo(transfer.get("filename").asText());
                assertThat(start.dest()).isEqualTo(transfer.get("dest").asText());
            } else if (packet instanceof FileChunk chunk) {
                byte[] bytes = new byte[chunk.chunk().remaining()];
                chunk.chunk().duplicate().get(bytes);
                file.writeBytes(bytes);
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
