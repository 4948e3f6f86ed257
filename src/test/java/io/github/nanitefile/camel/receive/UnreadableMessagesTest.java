package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.testing.LogOf;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnreadableMessagesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String FIRST =
            "A message of domain 'd' cannot be read: a. It is rejected, to";

    private final LogOf log = new LogOf("io.github.nanitefile.camel.receive.UnreadableMessages");
    private final UnreadableMessages messages = new UnreadableMessages("to the dead letters");

    @AfterEach
    void close() {
        log.close();
    }

    private void rejected(String why, long now) {
        messages.rejected("domain 'd'", new UnreadableMessageException(why), now);
    }

    @Test
    void shouldWarnOfTheFirstAtOnce() {
        rejected("a", 0);
        assertThat(log.lines()).hasSize(1).first().asString().startsWith(FIRST);
    }

    @Test
    void shouldCountThoseThatFollow() {
        for (int i = 0; i < 1000; i++) {
            rejected("a", i);
        }
        rejected("b", 9 * SECOND);
        messages.tick(9 * SECOND);
        assertThat(log.lines()).hasSize(1);

        messages.tick(10 * SECOND);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1))
                .startsWith("A message of domain 'd' cannot be read: b. With it 1000 more");
    }

    @Test
    void shouldWarnAtOnceAgainAfterAPause() {
        rejected("a", 0);
        messages.tick(10 * SECOND);
        rejected("a", 11 * SECOND);
        assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith(FIRST));
    }
}
