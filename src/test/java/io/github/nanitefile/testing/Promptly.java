package io.github.nanitefile.testing;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/**
 * Tells work that is long from a machine that is busy: what counts is the processor's time, which
 * other work does not make longer.
 */
public final class Promptly {

    private static final ThreadMXBean TIME = ManagementFactory.getThreadMXBean();

    /** By then nobody hopes for an end. */
    private static final Duration HOPELESS = Duration.ofMinutes(1);

    private Promptly() {}

    /** Fails if the work takes more of the processor's time, or does not end. */
    public static void within(Duration ofProcessor, Executable work) {
        within(ofProcessor, work, () -> "");
    }

    /** As above, and says what the work was about. */
    public static void within(Duration ofProcessor, Executable work, Supplier<String> what) {
        assertTimeoutPreemptively(
                HOPELESS,
                () -> {
                    long start = TIME.getCurrentThreadCpuTime();
                    work.execute();
                    Duration took = Duration.ofNanos(TIME.getCurrentThreadCpuTime() - start);
                    Assertions.assertThat(took).as(what).isLessThanOrEqualTo(ofProcessor);
                },
                what);
    }
}
