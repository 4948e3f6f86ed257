package io.github.nanitefile.amqp;

import java.time.Duration;

/**
 * How long to wait before a lost connection is tried again: a second at first, twice as long each
 * time, up to a limit.
 */
public final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** How long to wait now; the next wait will be longer. */
    public Duration next() {
        Duration now = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return now;
    }

    /** It worked: the next wait is short again. */
    public void reset() {
        next = FIRST;
    }
}
