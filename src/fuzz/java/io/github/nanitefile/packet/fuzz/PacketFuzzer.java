package io.github.nanitefile.packet.fuzz;

import io.github.nanitefile.packet.FuzzTarget;
import io.github.nanitefile.packet.ReaderOracle;
import io.github.nanitefile.packet.Vectors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What Jazzer calls, again and again. Told by its one argument which reader it is about. */
public final class PacketFuzzer {

    /** Twice what tests allow, as the code is slower that Jazzer watches. */
    private static final Duration PLENTY = Duration.ofSeconds(2);

    /** Of the processor, so that a busy machine makes no finding. */
    private static final ThreadMXBean TIME = ManagementFactory.getThreadMXBean();

    private static ReaderOracle oracle;

    private PacketFuzzer() {}

    /** Called once, before the first input: loads all classes, which takes its time. */
    public static void fuzzerInitialize(String[] args) {
        FuzzTarget target = FuzzTarget.named(args[0]);
        oracle = target.oracle();
        for (String format : target.seeds()) {
            Vectors.of(format).forEach(vector -> oracle.check(vector.body()));
        }
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        long start = TIME.getCurrentThreadCpuTime();
        oracle.read(input.clone());
        Duration took = Duration.ofNanos(TIME.getCurrentThreadCpuTime() - start);
        if (took.compareTo(PLENTY) > 0) {
            throw new AssertionError("it took " + took);
        }
        oracle.check(input); // writes megabytes of what aliases unfold into, which takes its time
    }
}
