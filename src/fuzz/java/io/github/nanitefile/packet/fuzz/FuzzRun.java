package io.github.nanitefile.packet.fuzz;

import io.github.nanitefile.packet.FuzzTarget;
import io.github.nanitefile.packet.fuzz.Jazzer.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code mvn -Pfuzz} runs: Jazzer on one reader, or on each in turn. */
public final class FuzzRun {

    private FuzzRun() {}

    /**
     * Fuzzes; ends with 1 if anything was found.
     *
     * @param args the reader, or {@code all}; for how many seconds each; whether to keep in the
     *     repository what reaches new code
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<FuzzTarget> targets =
                args[0].equals("all") ? FuzzTarget.ALL : List.of(FuzzTarget.named(args[0]));
        int seconds = Integer.parseInt(args[1]);
        boolean keep = Boolean.parseBoolean(args[2]);

        List<String> summary = new ArrayList<>();
        boolean failed = false;
        for (FuzzTarget target : targets) {
            FuzzFolders folders = FuzzFolders.of(target);
            Jazzer jazzer = new Jazzer(target, folders);
            Outcome outcome = jazzer.fuzz(seconds);
            if (keep && !outcome.failed()) {
                folders.keepTheFewest(jazzer);
            }
            summary.add(line(target, folders, outcome));
            failed |= outcome.failed();
        }
        summary.forEach(System.out::println);
        if (failed) {
            System.exit(1);
        }
    }

    private static String line(FuzzTarget target, FuzzFolders folders, Outcome outcome)
            throws IOException {
        return "fuzz: %s: %d executions, %s, %d files in its corpus"
                .formatted(
                        target.name(),
                        outcome.executions(),
                        outcome.failed()
                                ? "FAILED: see above, and " + folders.findings()
                                : "no finding",
                        folders.keptFiles());
    }
}
