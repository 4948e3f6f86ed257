package io.github.nanitefile.camel.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.nanitefile.interop.RubyKeys;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.RequiresRuby;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a Ruby that signs and encrypts as Nanite does: we are alpha, it is beta. */
@RequiresRabbitMq
@RequiresRuby("bunny")
class RubySecurePeersTest extends RubyContract {

    private void giveRubyKeys(boolean encrypting) {
        List<String> alpha = List.of("alpha");
        ruby.ask("keys", RubyKeys.of("beta", encrypting ? alpha : List.of(), alpha));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSendFilesOfAnyContentThatRubyReceives(boolean encrypted) throws Exception {
        giveRubyKeys(encrypted);
        declareInRuby(false);
        receiveInRuby("secure");
        String recipients =
                encrypted ? "&secureRecipients=" + SecureContract.certificate("beta") : "";

        assertSentToRuby(
                startHere(false),
                in("?format=secure&" + SecureContract.as("alpha") + recipients),
                samples());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReceiveTextsThatRubySends(boolean encrypted) throws Exception {
        giveRubyKeys(encrypted);
        declareInRuby(false);
        Inbox inbox = new Inbox();
        String options =
                SecureContract.as("alpha") + "&secureTrusted=" + SecureContract.certificate("beta");
        startHere(true, route -> route.from(in("?" + options)).process(inbox));

        assertSentFromRuby("secure", inbox, textsInWholeCharacters());
    }

    /** What Nanite can send: each chunk of them is UTF-8. */
    private static Map<String, byte[]> textsInWholeCharacters() {
        Map<String, byte[]> texts = samples();
        texts.keySet().retainAll(Set.of("empty", "ascii.txt", "ascii, then text"));
        texts.put("Grüße.txt", "é日本🙂\r\n".repeat(1000).getBytes(UTF_8));
        return texts;
    }
}
