package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.VectorValue;
import io.github.nanitefile.packet.Vectors;
import io.github.nanitefile.packet.Vectors.Vector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of real peers, and those made to hurt, on their way through a broker. */
abstract class ReceivingVectorsContract extends Contract {

    static List<JsonNode> transfers() {
        return Vectors.transfers().stream()
                .filter(transfer -> !transfer.get("asked").asText().equals("secure"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void shouldPutTogetherTheFileOfARealPeer(JsonNode transfer) throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();

        for (JsonNode file : transfer.get("files")) {
            wire.publish(Vectors.bytes(file.asText()), null);
        }

        Inbox.Mail mail = inbox.one();
        assertThat(mail.name()).isEqualTo(transfer.get("dest").asText());
        assertThat(mail.header(NaniteFileConstants.FILENAME))
                .isEqualTo(transfer.get("filename").asText());
        assertThat(mail.bytes()).hasSize(transfer.get("bytes").asInt());
        assertThat(VectorValue.sha256(mail.bytes())).isEqualTo(transfer.get("sha256").asText());
        VectorValue.assertValue(
                mail.header(NaniteFileConstants.META),
                withStringsForSymbols(transfer.get("meta")),
                "meta");
        assertThat(mail.header(NaniteFileConstants.VERIFIED)).isEqualTo(false);
    }

    /** As headers have them. */
    private static JsonNode withStringsForSymbols(JsonNode meta) {
        JsonNode copy = meta.deepCopy();
        copy.findParents("type").stream()
                .filter(value -> value.get("type").asText().equals("symbol"))
                .forEach(value -> ((ObjectNode) value).put("type", "string"));
        return copy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"marshal", "json", "yaml", "secure"})
    void shouldTakeTheNextFileAfterWhateverCame(String format) throws Exception {
        Inbox inbox = receive("?transferTimeout=600s");
        Wire wire = wire();

        for (Vector vector : Vectors.of(format)) {
            wire.publish(vector.body(), null);
            if (!vector.expect().equals("packet")) {
                wire.annotatedFile("after " + vector.id(), bytes(10));
                Contract.await("the file after " + vector.id())
                        .until(() -> inbox.names().contains("after " + vector.id()));
            }
        }

        assertThat(inbox.all())
                .filteredOn(mail -> mail.name().startsWith("after "))
                .allSatisfy(mail -> assertThat(mail.bytes()).isEqualTo(bytes(10)))
                .hasSize(negatives(format));
    }

    private static int negatives(String format) {
        return Map.of("marshal", 83, "json", 48, "yaml", 52, "secure", 21).get(format);
    }
}
