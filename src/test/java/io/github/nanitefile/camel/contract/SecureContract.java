package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.packet.VectorValue;
import io.github.nanitefile.packet.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed and encrypted transfers: alpha sends to beta. */
abstract class SecureContract extends Contract {

    private static final String KEYS = "classpath:nanite-vectors/keys/";

    /** What Nanite's oldest peers take. */
    private static final int LARGEST_BODY = 131_064;

    /** The options of whoever has that name. */
    static String as(String name) {
        return "secureKey=%s%s_key.pem&secureCertificate=%s%s_cert.pem"
                .formatted(KEYS, name, KEYS, name);
    }

    static String certificate(String name) {
        return KEYS + name + "_cert.pem";
    }

    private String signing(String name) {
        return in("?format=secure&" + as(name));
    }

    private String sealing(String name) {
        return signing(name)
                + "&secureRecipients="
                + certificate("gamma")
                + ","
                + certificate("beta");
    }

    private Inbox betaTrustsAlpha(String more) throws Exception {
        return receive("?" + as("beta") + "&secureTrusted=" + certificate("alpha") + more);
    }

    private static void sendTo(CamelContext context, String uri, String name, Object body) {
        Exchange sent = trySend(context, uri, body, Map.of(Exchange.FILE_NAME, name));
        assertThat(sent.getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSendFilesOfAnyContent(boolean sealed) throws Exception {
        Inbox inbox = betaTrustsAlpha("");
        List<byte[]> bodies = wire().bodies();
        CamelContext sender = sender();
        List<byte[]> contents =
                List.of(
                        "Grüße\n".repeat(5000).getBytes(StandardCharsets.UTF_8),
                        bytes(100_000),
                        new byte[100_000],
                        new byte[0]);
        for (byte[] content : contents) {
            sendTo(sender, sealed ? sealing("alpha") : signing("alpha"), "f", content);
        }
        inbox.await(contents.size());
        assertThat(inbox.all()).map(Inbox.Mail::bytes).containsExactlyElementsOf(contents);
        assertThat(inbox.all())
                .allSatisfy(
                        mail -> assertThat(mail.header("CamelNaniteFileVerified")).isEqualTo(true));
        assertThat(bodies)
                .hasSizeGreaterThan(20)
                .allSatisfy(body -> assertThat(body).hasSizeLessThan(LARGEST_BODY))
                .allSatisfy(
                        body ->
                                assertThat(new String(body, StandardCharsets.ISO_8859_1))
                                        .contains("\"encrypted\":" + sealed)
                                        .startsWith("{\"id\":\"alpha\""));
    }

    @Test
    void shouldReadWhatNaniteSent() throws Exception {
        Inbox inbox = betaTrustsAlpha("");
        Wire wire = wire();
        JsonNode transfer =
                Vectors.transfers().stream()
                        .filter(each -> each.get("asked").asText().equals("secure"))
                        .findFirst()
                        .orElseThrow();
        transfer.get("files").forEach(file -> wire.publish(Vectors.bytes(file.asText()), Map.of()));
        assertThat(inbox.one().name()).isEqualTo(transfer.get("dest").asText());
        assertThat(inbox.one().bytes()).hasSize(transfer.get("bytes").asInt());
        assertThat(VectorValue.sha256(inbox.one().bytes()))
                .isEqualTo(transfer.get("sha256").asText());
    }

    @Test
    void shouldRefuseWhomItDoesNotTrust() throws Exception {
        Inbox inbox = betaTrustsAlpha("");
        CamelContext sender = sender();
        sendTo(sender, sealing("gamma"), "stranger", "?");
        sendTo(sender, sealing("alpha"), "friend", "!");
        assertThat(inbox.one().name()).isEqualTo("friend");
    }

    @Test
    void shouldRefuseWhatIsNotSigned() throws Exception {
        Inbox inbox = betaTrustsAlpha("");
        CamelContext sender = sender();
        sendTo(sender, in(""), "unsigned", "?");
        sendTo(sender, sealing("alpha"), "signed", "!");
        assertThat(inbox.one().name()).isEqualTo("signed");
    }

    @Test
    void shouldReadWhatIsNotSignedIfToldSo() throws Exception {
        Inbox inbox = betaTrustsAlpha("&requireSecure=false");
        CamelContext sender = sender();
        sendTo(sender, in(""), "unsigned", "?");
        sendTo(sender, sealing("alpha"), "signed", "!");
        inbox.await(2);
        assertThat(inbox.names()).containsExactly("unsigned", "signed");
    }

    @Test
    void shouldRefuseWhatIsSignedWhereNobodyIsTrusted() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = sender();
        sendTo(sender, signing("alpha"), "signed", "?");
        sendTo(sender, in(""), "plain", "!");
        assertThat(inbox.one().name()).isEqualTo("plain");
    }

    @Test
    void shouldNameTheSenderAsTold() throws Exception {
        betaTrustsAlpha("");
        List<byte[]> bodies = wire().bodies();
        sendTo(sender(), signing("alpha") + "&secureIdentity=somebody", "f", "");
        await("both packets").until(() -> bodies.size() == 2);
        assertThat(new String(bodies.get(0), StandardCharsets.ISO_8859_1))
                .startsWith("{\"id\":\"somebody\"");
    }
}
