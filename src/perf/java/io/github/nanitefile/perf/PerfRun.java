package io.github.nanitefile.perf;

import io.github.nanitefile.testing.RabbitNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code mvn -Pperf} runs: every case, or some, on both types of queue. */
public final class PerfRun {

    private static final Path FOLDER = Path.of("target", "perf");
    private static final Path TABLE = Path.of("target", "performance.md");

    private PerfRun() {}

    /**
     * Measures; ends with 1 if a file was wrong, or if we could not do it.
     *
     * @param args how many rounds; the names of the cases with commas between them, or {@code all};
     *     MiB of the large file; heap of our JVMs, as {@code -Xmx} takes it; the names of the
     *     contenders with commas between them, or {@code all}
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        List<PerfCase> cases = PerfCase.named(args[1], Integer.parseInt(args[2]));
        PerfReport report = new PerfReport(conditions(args));
        Path folder = FOLDER.resolve(Long.toString(System.currentTimeMillis())).toAbsolutePath();
        for (PerfCase perfCase : cases) {
            for (String type : List.of("classic", "quorum")) {
                System.out.println("perf: " + perfCase.name() + ", " + type);
                Path place = folder.resolve(perfCase.name() + "-" + type);
                try (RabbitNode broker = RabbitNode.start();
                        Trial trial =
                                new Trial(
                                        new Scene(perfCase, type, broker, place, args[3]),
                                        args[4])) {
                    trial.play(rounds);
                    report.add(trial);
                }
                // After each, so that a run that is ended half way has its table too.
                Files.write(TABLE, report.lines());
            }
        }
        System.out.println(Files.readString(TABLE));
        report.failures().forEach(failure -> System.out.println("perf: failed: " + failure));
        System.exit(report.failures().isEmpty() ? 0 : 1);
    }

    private static String conditions(String[] args) {
        String rabbit;
        try (RabbitNode broker = RabbitNode.start()) {
            rabbit = broker.ctl("version").strip();
        }
        return "Rounds: %s; large file: %s MiB; heap of nanitefile's JVMs: %s; %d processors, %s, Java %s, RabbitMQ %s."
                .formatted(
                        args[0],
                        args[2],
                        args[3],
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        rabbit);
    }
}
