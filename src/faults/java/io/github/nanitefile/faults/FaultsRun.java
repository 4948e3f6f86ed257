package io.github.nanitefile.faults;

import io.github.nanitefile.testing.RabbitCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What {@code mvn -Pfaults} runs: every fault, or some, so many times. Lanes play side by side,
 * each with a broker and processes of its own; a fault stays in one lane.
 */
public final class FaultsRun {

    private static final Path FOLDER = Path.of("target", "faults");
    private static final Path TABLE = Path.of("target", "faults.md");

    private FaultsRun() {}

    /**
     * Plays them; ends with 1 if anything was not as promised.
     *
     * @param args how many rounds; the names of the faults with commas between them, or {@code
     *     all}; the seed, or {@code random}; how many lanes
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        List<Fault> faults = Faults.named(args[1]);
        long seed =
                args[2].equals("random")
                        ? System.currentTimeMillis() % 1_000_000 * 1000
                        : Long.parseLong(args[2]);
        System.out.println("faults: seed " + seed);
        Path folder = FOLDER.resolve(Long.toString(System.currentTimeMillis())).toAbsolutePath();
        ExecutorService lanes = Executors.newFixedThreadPool(Integer.parseInt(args[3]));
        CompletionService<FaultReport> ended = new ExecutorCompletionService<>(lanes);
        faults.forEach(
                fault ->
                        ended.submit(
                                () -> play(fault, rounds, seed, folder.resolve(fault.name()))));
        Map<Integer, FaultReport> reports = new TreeMap<>();
        try {
            for (int i = 0; i < faults.size(); i++) {
                FaultReport report = ended.take().get();
                reports.put(faults.indexOf(report.fault()), report);
                write(reports);
            }
        } finally {
            lanes.shutdownNow(); // a stage that does not come about ends the run
        }
        reports.values().forEach(report -> report.failures().forEach(System.out::println));
        System.out.println(Files.readString(TABLE));
        // Threads of a relay or of a client that a fault left must not keep this from ending.
        System.exit(reports.values().stream().anyMatch(FaultReport::failed) ? 1 : 0);
    }

    private static FaultReport play(Fault fault, int rounds, long seed, Path folder)
            throws Exception {
        try (RabbitCluster broker = RabbitCluster.start(fault.setup().nodes());
                FaultRunner runner = new FaultRunner(fault, broker, folder)) {
            return runner.play(rounds, seed);
        }
    }

    /** After each, so that a run that is ended half way has its table too. */
    private static void write(Map<Integer, FaultReport> reports) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FaultReport.head());
        reports.values().forEach(report -> lines.add(report.line()));
        Files.write(TABLE, lines);
    }
}
