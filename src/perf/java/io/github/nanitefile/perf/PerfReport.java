package io.github.nanitefile.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table: a line for each contender of each case, as they stand now. */
final class PerfReport {

    private static final String HEAD =
            """
            | case | queue | contender | MB/s | least to most | files/s | of PerfTest \
            | CPU s: sender | receiver | broker | peak RSS MB: sender | receiver \
            | bytes allocated a byte: sender | receiver |
            |---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|""";

    private final List<String> lines = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param conditions in one line
     */
    PerfReport(String conditions) {
        lines.add(conditions);
        lines.add("");
        lines.add(HEAD);
    }

    /** Adds those of a trial that was played. */
    void add(Trial trial) {
        Scene scene = trial.scene();
        for (Standing standing : trial.standings()) {
            String where = scene.perfCase().name() + " | " + scene.queueType();
            String what = "| " + where + " | " + standing.contender().name() + " | ";
            lines.add(
                    what
                            + (standing.isOut()
                                    ? "– | " + standing.shortFailure() + " |"
                                    : numbers(standing, trial)));
            if (standing.isOut()) {
                System.out.println("perf: out: " + what + standing.failure());
            }
            if (standing.failsTheRun()) {
                failures.add(where + " | " + standing.contender().name());
            }
        }
    }

    private static String numbers(Standing standing, Trial trial) {
        PerfCase perfCase = trial.scene().perfCase();
        ToDoubleFunction<Sample> rate = sample -> perfCase.receivedBytes() / sample.seconds() / 1e6;
        double files = perfCase.files() / standing.median(Sample::seconds);
        List<String> cells = new ArrayList<>();
        cells.add(number(standing.median(rate), 1));
        cells.add(number(standing.least(rate), 1) + " to " + number(standing.most(rate), 1));
        cells.add(perfCase.isSmall() ? number(files, 0) : "");
        cells.add(number(standing.median(rate) / perfTest(trial).median(rate), 2));
        cells.add(number(standing.median(sample -> sample.sender().cpuSeconds()), 2));
        cells.add(number(standing.median(sample -> sample.receiver().cpuSeconds()), 2));
        cells.add(number(standing.median(Sample::brokerCpu), 2));
        cells.add(number(standing.median(sample -> sample.sender().peakBytes()) / 1e6, 0));
        cells.add(number(standing.median(sample -> sample.receiver().peakBytes()) / 1e6, 0));
        double sent = perfCase.sentBytes();
        cells.add(number(standing.median(sample -> sample.sender().allocated()) / sent, 2));
        double received = perfCase.receivedBytes();
        cells.add(number(standing.median(sample -> sample.receiver().allocated()) / received, 2));
        return String.join(" | ", cells) + " |";
    }

    private static Standing perfTest(Trial trial) {
        return trial.standings().stream()
                .filter(standing -> standing.contender().name().equals(PerfTestContender.NAME))
                .findFirst()
                .orElseThrow();
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** What failed of ours, or brought wrong files. */
    List<String> failures() {
        return failures;
    }

    List<String> lines() {
        return lines;
    }
}
