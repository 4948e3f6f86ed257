package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.RequiresRuby;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresRabbitMq
@RequiresRuby("bunny")
class RubyPeersTest extends RubyContract {

    private static final String TOPOLOGY = "io.github.nanitefile.amqp.Topology";

    @ParameterizedTest
    @CsvSource({"marshal, false", "marshal, true", "json, false", "yaml, false"})
    void shouldSendFilesThatRubyReceives(String format, boolean durable) throws Exception {
        declareInRuby(durable);
        receiveInRuby(format);

        assertSentToRuby(startHere(durable), in("?format=" + format), samples());
    }

    @ParameterizedTest
    @ValueSource(strings = {"marshal", "json", "yaml"})
    void shouldReceiveFilesThatRubySends(String format) throws Exception {
        declareInRuby(false);
        Inbox inbox = new Inbox();
        startHere(true, route -> route.from(in("")).process(inbox));

        assertSentFromRuby(format, inbox, samples());
    }

    @Test
    void shouldReceiveAFileWhosePacketsAreInSeveralFormats() throws Exception {
        declareInRuby(false);
        Inbox inbox = new Inbox();
        startHere(true, route -> route.from(in("")).process(inbox));
        byte[] content = samples().get("text, then bytes");

        JsonNode sent = sendFromRuby(file("mixed", content), "json", ":done");

        Set<Byte> firstBytes = new HashSet<>();
        sent.get("bodies")
                .forEach(body -> firstBytes.add(Base64.getDecoder().decode(body.asText())[0]));
        assertThat(firstBytes).containsExactlyInAnyOrder((byte) '{', (byte) 4);
        assertThat(inbox.one().bytes()).isEqualTo(content);
        assertThat(inbox.one().headers()).containsEntry(NaniteFileConstants.META, "done");
    }

    @Test
    void shouldUseTheExchangeThatRubyDeclaredAndSaySoOnce() throws Exception {
        declareInRuby(false);
        receiveInRuby("marshal");
        try (LogOf log = new LogOf(TOPOLOGY)) {
            CamelContext sender = startHere(true);
            trySend(sender, in(""), "one", Map.of(Exchange.FILE_NAME, "1"));
            trySend(sender, in(""), "two", Map.of(Exchange.FILE_NAME, "2"));

            assertThat(awaitInRuby(2)).hasSize(2);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("Exchange 'file broadcast' at ")
                    .contains("other properties than exchangeDurable=true asks for");
        }
    }

    @Test
    void shouldLetRubyComeSecondWhereTheExchangeIsNotDurable() throws Exception {
        Inbox inbox = new Inbox();
        startHere(false, route -> route.from(in("")).process(inbox));

        declareInRuby(false);
        sendFromRuby(file("second", bytes(20_000)), "marshal", "nil");

        assertThat(inbox.one().bytes()).isEqualTo(bytes(20_000));
    }

    /** What exchangeDurable=false is for. */
    @Test
    void shouldKeepOutARubyThatComesSecondWhereTheExchangeIsDurable() throws Exception {
        startHere(true, route -> route.from(in("")).process(new Inbox()));

        assertThatThrownBy(() -> declareInRuby(false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PRECONDITION_FAILED");
    }
}
