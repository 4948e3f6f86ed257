package io.github.nanitefile.faults;

import io.github.nanitefile.testing.RabbitNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code mvn -Pfaults} runs: every fault, or one, so many times. */
public final class FaultsRun {

    private static final Path FOLDER = Path.of("target", "faults");
    private static final Path TABLE = Path.of("target", "faults.md");

    private FaultsRun() {}

    /**
     * Plays them; ends with 1 if anything was not as promised.
     *
     * @param args how many rounds; the fault's name, or {@code all}; the seed, or {@code random}
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        List<Fault> faults = args[1].equals("all") ? Faults.ALL : List.of(Faults.named(args[1]));
        long seed =
                args[2].equals("random")
                        ? System.currentTimeMillis() % 1_000_000 * 1000
                        : Long.parseLong(args[2]);
        System.out.println("faults: seed " + seed);
        Path folder = FOLDER.resolve(Long.toString(System.currentTimeMillis())).toAbsolutePath();
        List<FaultReport> reports = new ArrayList<>();
        for (Fault fault : faults) {
            reports.add(play(fault, rounds, seed, folder.resolve(fault.name())));
            write(reports);
        }
        reports.forEach(report -> report.failures().forEach(System.out::println));
        System.out.println(Files.readString(TABLE));
        // Threads of a relay or of a client that a fault left must not keep this from ending.
        System.exit(reports.stream().anyMatch(FaultReport::failed) ? 1 : 0);
    }

    private static FaultReport play(Fault fault, int rounds, long seed, Path folder)
            throws Exception {
        try (RabbitNode broker = RabbitNode.start();
                FaultRunner runner = new FaultRunner(fault, broker, folder)) {
            return runner.play(rounds, seed);
        }
    }

    /** After each, so that a run that is ended half way has its table too. */
    private static void write(List<FaultReport> reports) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FaultReport.head());
        reports.forEach(report -> lines.add(report.line()));
        Files.write(TABLE, lines);
    }
}
