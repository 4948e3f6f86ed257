package io.github.nanitefile.perf;

import io.github.nanitefile.testing.RabbitNode;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The time between two measurements: the disk gets what is meant for it, the broker its rest. */
final class Calm {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Below this part of a processor the broker is at rest. */
    private static final double REST = 0.1;

    private Calm() {}

    /** Waits for both, for the broker half a minute at most. */
    static void await(RabbitNode broker) throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        double[] last = {Proc.cpuSecondsOfAll(broker.pid())};
        try {
            Awaitility.await("calm")
                    .atMost(PATIENCE)
                    .pollDelay(LOOK)
                    .pollInterval(LOOK)
                    .until(
                            () -> {
                                double now = Proc.cpuSecondsOfAll(broker.pid());
                                double used = now - last[0];
                                last[0] = now;
                                return used < REST * LOOK.toMillis() / 1000;
                            });
        } catch (ConditionTimeoutException busy) {
            System.out.println("perf: the broker stays busy, measuring nevertheless");
        }
    }
}
