package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the rounds of a fault. */
final class FaultReport {

    private final Fault fault;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> notes = new TreeMap<>();
    private String unavailable;
    private int rounds;
    private Duration took = Duration.ZERO;

    FaultReport(Fault fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    void unavailable(String why) {
        unavailable = why;
    }

    /**
     * Adds a round.
     *
     * @param which to name it by
     * @param findings what should not have been; none for a good round
     */
    void round(String which, List<String> findings, Map<String, Integer> counted, Duration time) {
        rounds++;
        took = took.plus(time);
        counted.forEach((what, count) -> notes.merge(what, count, Integer::sum));
        if (!findings.isEmpty()) {
            failure(which + ": " + String.join("; ", findings));
        }
    }

    /** What should not have been. */
    void failure(String what) {
        failures.add(what);
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    /** One for each bad round. */
    List<String> failures() {
        return failures;
    }

    /** Its line of the table, in Markdown. */
    String line() {
        return "| %s | %s | %s | %d | %s | %s |"
                .formatted(
                        fault.title(),
                        fault.name(),
                        fault.configuration(),
                        rounds,
                        outcome(),
                        rounds == 0 ? "" : "%.1f".formatted(took.toMillis() / 1000.0 / rounds));
    }

    /** The head of the table. */
    static String head() {
        return "| fault | name | configuration | rounds | outcome | seconds a round |\n"
                + "|---|---|---|---|---|---|";
    }

    private String outcome() {
        if (unavailable != null) {
            return "SKIPPED: " + unavailable;
        }
        List<String> words = new ArrayList<>();
        if (failed()) {
            words.add("**failed %d of %d**".formatted(failures.size(), rounds));
        } else {
            words.add("as promised");
        }
        notes.forEach((what, count) -> words.add(count + " " + what));
        return String.join(", ", words);
    }
}
