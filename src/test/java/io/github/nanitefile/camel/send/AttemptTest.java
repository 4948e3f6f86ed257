package io.github.nanitefile.camel.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import io.github.nanitefile.transfer.send.SendTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptTest {

    @TempDir Path dir;

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @BeforeEach
    void body() {
        exchange.getMessage().setBody("body");
    }

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

    @Test
    void shouldTakeAnotherBodyForAnotherFile() {
        exchange.getMessage().setBody("the file");
        Attempt failed = fail();
        exchange.getMessage().setBody("what went wrong");

        assertIsNew(next(), failed);
    }

    @Test
    void shouldTakeTheSameBodyUnderAnotherNameForAnotherFile() {
        exchange.getMessage().setBody("the file");
        Attempt failed = fail();
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "failed/a");

        assertIsNew(next(), failed);
    }

    @Test
    void shouldTakeAFileThatWasChangedForAnother() throws IOException {
        Path file = Files.writeString(dir.resolve("a"), "1");
        exchange.getMessage().setBody(file);
        Attempt failed = fail();
        Files.writeString(file, "22");

        assertIsNew(next(), failed);
    }

    @Test
    void shouldKnowAFileAgainByItsPath() throws IOException {
        Path file = Files.writeString(dir.resolve("a"), "1");
        exchange.getMessage().setBody(file.toFile());
        fail();
        exchange.getMessage().setBody(Path.of(file.toString()));

        assertThat(next().number()).isEqualTo(2);
    }

    @Test
    void shouldKnowTheSameObjectAgain() {
        Object[] bodies = {"text", new byte[1], new ByteArrayInputStream(new byte[1])};
        for (Object body : bodies) {
            exchange.getMessage().setBody(body);
            Attempt first = fail();

            assertThat(next().token()).isEqualTo(first.token());
            assertThat(next().number()).isEqualTo(2);
        }
    }

    private Attempt next() {
        return Attempt.of(exchange, "d", null, null);
    }

    private Attempt fail() {
        Attempt attempt = next();
        attempt.remember(exchange, transfer(attempt.token().value(), attempt.number()));
        return attempt;
    }

    private static void assertIsNew(Attempt attempt, Attempt failed) {
        assertThat(attempt.isFirst()).isTrue();
        assertThat(attempt.token()).isNotEqualTo(failed.token());
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
                new SendTerms(1, Duration.ofSeconds(1), false, 0),
                new RecordingListener());
    }
}
