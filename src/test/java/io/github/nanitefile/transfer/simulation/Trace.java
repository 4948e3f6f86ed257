package io.github.nanitefile.transfer.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * What happened, line by line: all of it as one hash, the last lines as text where somebody will
 * read them. Lines are made of texts and numbers only, so that the same run has the same hash.
 */
final class Trace {

    private final int kept;
    private final Deque<String> lines = new ArrayDeque<>();
    private long hash = 17;

    /**
     * @param kept how many of the last lines are kept as text
     */
    Trace(int kept) {
        this.kept = kept;
    }

    void line(long now, Object... words) {
        hash = hash * 31 + now;
        for (Object word : words) {
            hash = hash * 1_000_003 + word.hashCode();
        }
        if (kept > 0) {
            lines.add(format(now, words));
            if (lines.size() > kept) {
                lines.remove();
            }
        }
    }

    private static String format(long now, Object... words) {
        StringBuilder line = new StringBuilder(String.format("%12.6f", now / 1e9));
        for (Object word : words) {
            line.append(' ').append(word);
        }
        return line.toString();
    }

    long hash() {
        return hash;
    }

    String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
