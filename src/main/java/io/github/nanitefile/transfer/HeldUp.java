package io.github.nanitefile.transfer;

/**
 * Tells whether an owner was held up between two of its ticks: by a broker that does not read, a
 * slow disk, a stopped process. What came meanwhile waits behind the tick, so the time since then
 * says nothing about who is idle. Owned by that owner's thread.
 */
public final class HeldUp {

    private final long longest;
    private long last;
    private boolean ticked;

    /**
     * @param longestNanos between two ticks of an owner that does its work
     */
    public HeldUp(long longestNanos) {
        this.longest = longestNanos;
    }

    /** Takes note of a tick; says whether it is one that comes late. */
    public boolean tick(long now) {
        boolean late = ticked && now - last > longest;
        ticked = true;
        last = now;
        return late;
    }
}
