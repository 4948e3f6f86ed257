package io.github.nanitefile.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a contender stands in a case: a sample for each round, until it fails. */
final class Standing {

    private static final int MOST_CHARACTERS = 200;

    private final Contender contender;
    private final List<Sample> samples = new ArrayList<>();
    private String failure;
    private boolean wrong;

    Standing(Contender contender) {
        this.contender = contender;
    }

    Contender contender() {
        return contender;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** It is out. */
    void fail(Exception why) {
        failure = String.valueOf(why.getMessage()).replaceAll("\\s+", " ").replace("|", "/");
        wrong = why instanceof WrongFilesException;
    }

    boolean isOut() {
        return failure != null;
    }

    /** Why it is out, if it is, in one line. */
    String failure() {
        return failure;
    }

    /** The same as far as it fits into a table. */
    String shortFailure() {
        return failure.length() <= MOST_CHARACTERS
                ? failure
                : failure.substring(0, MOST_CHARACTERS) + " …";
    }

    /** Whether the run as a whole has failed with it. */
    boolean failsTheRun() {
        return isOut() && (wrong || contender.isOurs());
    }

    /** The middle of what its samples have, or not a number without samples. */
    double median(ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least(ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).min().orElse(Double.NaN);
    }

    double most(ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).max().orElse(Double.NaN);
    }
}
