package io.github.nanitefile.camel.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.SendTerms;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class AttemptTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    /** It started over twice by itself, and once under a new token, before it failed. */
    @Test
    void shouldCountOnFromTheLastAttemptThatWasMade() {
        Attempt first = Attempt.of(exchange, "d", null, new Token("asked-for"));

        first.remember(exchange, transfer("last", 3));

        Attempt next = Attempt.of(exchange, "d", null, null);
        assertThat(next.token()).isEqualTo(new Token("last"));
        assertThat(next.number()).isEqualTo(4);
        assertThat(next.isFirst()).isFalse();
    }

    @Test
    void shouldRememberNothingOfASuccess() {
        Attempt first = Attempt.of(exchange, "d", null, null);
        first.remember(exchange, transfer("t", 1));

        first.forget(exchange);

        assertThat(Attempt.of(exchange, "d", null, null).isFirst()).isTrue();
    }

    private static OutgoingTransfer transfer(String token, int attempt) {
        return new OutgoingTransfer(
                "d",
                new Token(token),
                attempt,
                "f",
                "f",
                null,
                null,
                new SendTerms(1, Duration.ofSeconds(1), false, 0));
    }
}
