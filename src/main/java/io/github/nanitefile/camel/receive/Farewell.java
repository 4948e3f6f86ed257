package io.github.nanitefile.camel.receive;

/**
 * For how long a queue may stand still so that it can be left. Nothing new comes into its route
 * then, or there would hardly be a moment without a file in it where files flow; but one file that
 * takes hours would keep all others waiting as long.
 *
 * <p>So this takes two seconds at most, which is enough for most routes. If it was in vain the
 * queue goes on for ten times as long, and has twice as long the next time, up to a minute: slower
 * routes come to it too, and a queue that cannot be left loses no more than a tenth of its time.
 *
 * <p>No clock and no thread: owned by who tells it of every second.
 */
final class Farewell {

    static final int FIRST = 2;
    static final int LONGEST = 60;
    static final int TIMES_IN_BETWEEN = 10;

    private int patience = FIRST;
    private int left;
    private int rest;

    /** A second has passed. */
    void tick() {
        left = Math.max(0, left - 1);
        rest = Math.max(0, rest - 1);
    }

    /** Whether the last one that was in vain is long enough ago. */
    boolean mayBegin() {
        return rest == 0;
    }

    void begin() {
        left = patience;
    }

    /** Whether the one that began has taken too long. */
    boolean isOver() {
        return left == 0;
    }

    /** The queue could not be left. */
    void failed() {
        rest = patience * TIMES_IN_BETWEEN;
        patience = Math.min(patience * 2, LONGEST);
    }

    /** The queue was left. */
    void succeeded() {
        patience = FIRST;
    }
}
