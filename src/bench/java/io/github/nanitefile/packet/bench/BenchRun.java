package io.github.nanitefile.packet.bench;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What {@code mvn -Pbench} runs: the benchmarks, then their table for docs/benchmarks.md, where
 * only what does not depend on the machine stands: ratios to the copy of the same run, and bytes.
 */
public final class BenchRun {

    private static final String COPY = FormatBenchmark.class.getName() + ".copy";

    private BenchRun() {}

    /**
     * Measures and prints.
     *
     * @param args a regular expression of the benchmarks to run; the copy always runs with them
     */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(args[0])
                                        .include(COPY)
                                        .addProfiler(GCProfiler.class)
                                        .shouldFailOnError(true)
                                        .build())
                        .run();
        double copy =
                results.stream()
                        .filter(result -> result.getParams().getBenchmark().equals(COPY))
                        .mapToDouble(BenchRun::time)
                        .min()
                        .orElseThrow();
        System.out.println("| benchmark | format | content | time, copy = 1 | bytes allocated |");
        System.out.println("|---|---|---|---|---|");
        results.stream()
                .map(result -> row(result, copy))
                .sorted(Comparator.naturalOrder())
                .forEach(System.out::println);
        printLengths();
    }

    private static void printLengths() {
        System.out.println();
        System.out.println("| format | bytes of a message with 16,384 of text | of noise |");
        System.out.println("|---|---|---|");
        for (String format : List.of("marshal", "json", "yaml", "secure")) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,d |%n",
                    format,
                    FormatBenchmark.lengthOfMessage(format, "text"),
                    FormatBenchmark.lengthOfMessage(format, "binary"));
        }
    }

    private static String row(RunResult result, double copy) {
        BenchmarkParams params = result.getParams();
        String name = params.getBenchmark();
        return "| %s | %s | %s | %.2f | %,.0f |"
                .formatted(
                        name.substring(name.lastIndexOf('.') + 1),
                        param(params, "format"),
                        param(params, "content"),
                        time(result) / copy,
                        allocated(result));
    }

    /** Of the quickest iteration: what else the machine has to do only ever slows one down. */
    private static double time(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMin();
    }

    private static String param(BenchmarkParams params, String name) {
        return params.getParamsKeys().contains(name) ? params.getParam(name) : "";
    }

    private static double allocated(RunResult result) {
        return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    }
}
