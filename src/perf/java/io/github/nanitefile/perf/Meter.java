package io.github.nanitefile.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what a JVM takes between two moments. Objects are counted by the log of its garbage
 * collector: what the heap grew by from the end of each collection to the beginning of the next,
 * with a full collection at both moments, outside of them.
 */
final class Meter {

    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\(");
    private static final double MIB = 1 << 20;

    private final Jvm jvm;
    private final int logged;
    private final double cpuBefore;

    private Meter(Jvm jvm) throws IOException, InterruptedException {
        this.jvm = jvm;
        collect(jvm);
        logged = Files.readAllLines(jvm.gcLog()).size();
        Proc.forgetPeak(jvm.pid());
        cpuBefore = Proc.cpuSeconds(jvm.pid());
    }

    /** Begins. */
    static Meter of(Jvm jvm) throws IOException, InterruptedException {
        return new Meter(jvm);
    }

    /** What was used of the processor since, and the memory at its peak. */
    Cost read() throws IOException {
        double cpu = Proc.cpuSeconds(jvm.pid()) - cpuBefore;
        return new Cost(cpu, Proc.peakBytes(jvm.pid()), Double.NaN);
    }

    /** The same with what was allocated. */
    Cost withAllocated(Cost cost) throws IOException, InterruptedException {
        collect(jvm);
        List<String> lines = Files.readAllLines(jvm.gcLog());
        return new Cost(
                cost.cpuSeconds(),
                cost.peakBytes(),
                allocated(lines.subList(logged - 1, lines.size())));
    }

    /** From the first collection of a log to its last. */
    static double allocated(List<String> lines) {
        long sum = 0;
        long left = -1;
        for (String line : lines) {
            Matcher matcher = COLLECTION.matcher(line);
            if (matcher.find()) {
                sum += left < 0 ? 0 : Long.parseLong(matcher.group(1)) - left;
                left = Long.parseLong(matcher.group(2));
            }
        }
        return sum * MIB;
    }

    private static void collect(Jvm jvm) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(Jvm.tool("jcmd"), Long.toString(jvm.pid()), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("Cannot collect the garbage of process " + jvm.pid());
        }
    }
}
