package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferLogTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LogOf lines = new LogOf("io.github.nanitefile.transfers");
    private final TransferLog log = new TransferLog("", 2);

    @AfterEach
    void close() {
        lines.close();
    }

    private static Transfer transfer(String token) {
        return transfer(token, 100L);
    }

    private static Transfer transfer(String token, Long length) {
        return new Transfer(Direction.RECEIVING, "d", new Token(token), token, length);
    }

    @Test
    void shouldSayOfASmallFileOnlyThatItCame() {
        log.started(transfer("a", 1L << 20), 0);
        log.completed(transfer("a", 1L << 20), 1L << 20, 0);
        assertThat(lines.lines()).singleElement().asString().startsWith("Received 'a'");
    }

    @Test
    void shouldSayThatALargeFileBeginsOrOneThatMayBe() {
        log.started(transfer("a", (1L << 20) + 1), 0);
        log.started(transfer("b", null), 0);
        assertThat(lines.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Receiving 'a'"),
                        line -> assertThat(line).startsWith("Receiving 'b'"));
    }

    @Test
    void shouldForgetTheQuietestOfManyThatNeverEnd() {
        log.started(transfer("a"), 0);
        log.started(transfer("b"), 0);
        log.progressed(transfer("a"), 10, SECOND);
        log.started(transfer("c"), SECOND);
        int before = lines.lines().size();

        log.progressed(transfer("a"), 20, 5 * SECOND);
        log.progressed(transfer("b"), 20, 5 * SECOND);
        log.progressed(transfer("c"), 20, 5 * SECOND);

        assertThat(lines.lines().subList(before, lines.lines().size()))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains("'a'"),
                        line -> assertThat(line).contains("'c'"));
    }
}
