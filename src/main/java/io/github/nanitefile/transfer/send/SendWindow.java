package io.github.nanitefile.transfer.send;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One byte budget for everything that is read but not confirmed yet, over all transfers to one
 * broker: one that stands still must not take what others need. Owned by the sender's thread, but
 * for the number of bytes, which anybody may look at.
 *
 * <p>Does not wait and does not choose who goes next.
 */
public final class SendWindow {

    private final long size;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param size in bytes, from 1
     */
    public SendWindow(long size) {
        this.size = size;
    }

    /**
     * Takes up to {@code most} bytes, but not fewer than {@code least}. An empty window gives
     * {@code least} even where it is smaller than that, so that a chunk larger than the window gets
     * through.
     *
     * @return what was taken; 0 if there was not enough
     */
    int reserve(int least, int most) {
        while (true) {
            long taken = used.get();
            long free = size - taken;
            int got = (int) Math.min(most, Math.max(free, taken == 0 ? least : 0));
            if (got < least) {
                return 0;
            }
            if (used.compareAndSet(taken, taken + got)) {
                return got;
            }
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** How many bytes are read but not confirmed. */
    public long used() {
        return used.get();
    }

    public long size() {
        return size;
    }
}
