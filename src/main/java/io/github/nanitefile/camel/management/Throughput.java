package io.github.nanitefile.camel.management;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many bytes went through in the last seconds. One thread adds, any may look: a sum that is
 * read while that thread writes may be off by what it adds.
 */
final class Throughput {

    static final int SECONDS = 10;
    private static final int SLOTS = SECONDS + 2;
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLongArray bytes = new AtomicLongArray(SLOTS);
    private final AtomicLongArray second = new AtomicLongArray(SLOTS);

    Throughput() {
        for (int i = 0; i < SLOTS; i++) {
            second.set(i, NEVER);
        }
    }

    void add(long more, long nowNanos) {
        long now = seconds(nowNanos);
        int slot = slot(now);
        if (second.get(slot) == now) {
            bytes.lazySet(slot, bytes.get(slot) + more);
        } else {
            bytes.lazySet(slot, more);
            second.lazySet(slot, now);
        }
    }

    /** Bytes a second, over the last {@value #SECONDS} whole seconds. */
    long perSecond(long nowNanos) {
        long now = seconds(nowNanos);
        long sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            long at = second.get(i);
            if (at != NEVER && at < now && at >= now - SECONDS) {
                sum += bytes.get(i);
            }
        }
        return sum / SECONDS;
    }

    private static long seconds(long nanos) {
        return Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SLOTS);
    }
}
