package io.github.nanitefile.transfer;

import java.time.Duration;

/** Durations as the owners' clocks count them. */
public final class Nanos {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Nanos() {}

    /** In nanoseconds; what is longer than can be counted (292 years) is never reached. */
    public static long of(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
