package io.github.nanitefile.perf;

import io.github.nanitefile.testing.RabbitNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How what one domain carries grows with senders, partitions and members: {@code mvn -Pperf
 * -Dnanitefile.perf.run=GrowthRun}; see docs/clustering.md.
 */
public final class GrowthRun {

    private static final Path FOLDER = Path.of("target", "perf");
    private static final Path TABLE = Path.of("target", "growth.md");
    private static final int MIB = 1 << 20;
    private static final int LARGE_FILES = 16;
    private static final int SMALL_FILES = 1000;
    private static final int SMALL_BYTES = 10 * 1024;
    private static final Duration SETTLING = Duration.ofMinutes(3);

    /** By then Java has compiled what matters. */
    private static final int WARM_UP_TURNS = 2;

    private final GrowthStage stage;
    private final List<GrowthCase> cases;
    private final Cargo large;
    private final Cargo small;
    private final long largeBytes;
    private final Map<GrowthCase, List<Sample>> largeSamples = new LinkedHashMap<>();
    private final Map<GrowthCase, List<Sample>> smallSamples = new LinkedHashMap<>();

    private GrowthRun(GrowthStage stage, List<GrowthCase> cases, Path folder, int megabytes)
            throws IOException {
        this.stage = stage;
        this.cases = cases;
        largeBytes = (long) megabytes * MIB;
        large = new Cargo(folder, LARGE_FILES, largeBytes / LARGE_FILES, folder.resolve("seen"));
        small = new Cargo(folder, SMALL_FILES, SMALL_BYTES, folder.resolve("seen-small"));
        for (GrowthCase one : cases) {
            largeSamples.put(one, new ArrayList<>());
            smallSamples.put(one, new ArrayList<>());
        }
    }

    /**
     * Measures.
     *
     * @param args as those of {@link PerfRun}: how many rounds; ignored; MiB of the large files
     *     together; heap of each JVM
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        int megabytes = Integer.parseInt(args[2]);
        List<GrowthCase> cases = GrowthCase.all();
        Path folder = FOLDER.resolve("growth-" + System.currentTimeMillis()).toAbsolutePath();
        try (RabbitNode broker = RabbitNode.start()) {
            broker.enablePlugin("rabbitmq_consistent_hash_exchange");
            try (GrowthStage stage = new GrowthStage(broker, cases, folder, args[3])) {
                GrowthRun run = new GrowthRun(stage, cases, folder, megabytes);
                stage.start();
                run.settle();
                for (int round = 1; round <= rounds; round++) {
                    run.round(broker, round);
                }
                Files.write(TABLE, run.lines(rounds, megabytes, broker.ctl("version").strip()));
            }
        }
        System.out.println(Files.readString(TABLE));
    }

    /** Moves files until every case has its members served, and Java is warm. */
    private void settle() throws IOException, InterruptedException {
        for (GrowthCase one : cases) {
            System.out.println("growth: settling " + one);
            long deadline = System.nanoTime() + SETTLING.toNanos();
            int turns = 0;
            while (turns < WARM_UP_TURNS || !stage.isSettled(one)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Members of " + one + " get no share");
                }
                stage.measure(one, small);
                turns++;
            }
            stage.measure(one, large);
        }
    }

    /** Each case once, begun by another each time. */
    private void round(RabbitNode broker, int number) throws IOException, InterruptedException {
        List<GrowthCase> turns = new ArrayList<>(cases);
        Collections.rotate(turns, -number);
        for (GrowthCase one : turns) {
            Calm.await(broker);
            largeSamples.get(one).add(stage.measure(one, large));
            Calm.await(broker);
            smallSamples.get(one).add(stage.measure(one, small));
            if (!stage.isSettled(one)) {
                throw new IllegalStateException("Partitions of " + one + " moved meanwhile");
            }
        }
    }

    private List<String> lines(int rounds, int megabytes, String rabbit) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Rounds: %d; %d files of %d MiB together, %d files of %d KiB; %d processors, %s, Java %s, RabbitMQ %s."
                        .formatted(
                                rounds,
                                LARGE_FILES,
                                megabytes,
                                SMALL_FILES,
                                SMALL_BYTES / 1024,
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.name")
                                        + " "
                                        + System.getProperty("os.version"),
                                System.getProperty("java.version"),
                                rabbit));
        lines.add("");
        lines.add(
                "| senders | partitions | members | MB/s | least to most | times the first | files/s | least to most"
                        + " | times the first | CPU s of large files: senders | members | broker |");
        lines.add("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        cases.forEach(one -> lines.add(line(one)));
        return lines;
    }

    private String line(GrowthCase one) {
        List<String> cells = new ArrayList<>();
        for (int count : new int[] {one.senders(), one.partitions(), one.members()}) {
            cells.add(Integer.toString(count));
        }
        ToDoubleFunction<Sample> megabytes = sample -> largeBytes / sample.seconds() / 1e6;
        ToDoubleFunction<Sample> files = sample -> SMALL_FILES / sample.seconds();
        addRates(cells, largeSamples, one, megabytes, 1);
        addRates(cells, smallSamples, one, files, 0);
        List<Sample> samples = largeSamples.get(one);
        cells.add(number(median(samples, sample -> sample.sender().cpuSeconds()), 1));
        cells.add(number(median(samples, sample -> sample.receiver().cpuSeconds()), 1));
        cells.add(number(median(samples, Sample::brokerCpu), 1));
        return "| " + String.join(" | ", cells) + " |";
    }

    private void addRates(
            List<String> cells,
            Map<GrowthCase, List<Sample>> samples,
            GrowthCase one,
            ToDoubleFunction<Sample> rate,
            int decimals) {
        double[] sorted = sorted(samples.get(one), rate);
        double first = median(samples.get(cases.get(0)), rate);
        double median = median(samples.get(one), rate);
        cells.add(number(median, decimals));
        cells.add(
                number(sorted[0], decimals) + " to " + number(sorted[sorted.length - 1], decimals));
        cells.add(number(median / first, 2));
    }

    private static double[] sorted(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).sorted().toArray();
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = sorted(samples, value);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
