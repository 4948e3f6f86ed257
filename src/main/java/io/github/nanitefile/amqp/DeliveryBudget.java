package io.github.nanitefile.amqp;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bytes of messages may be in memory between a connection and the owner of a subscription.
 * The prefetch bounds their number, but a message may have up to 4 MiB, which only the sender
 * chooses. When the owner is slower than the broker, as its disk is, the thread that reads the
 * connection waits, and the broker then has to.
 *
 * <p>{@link #take} is for the thread that reads the connection, the rest for any; the lock guards
 * the sum. Says nothing of messages that their owner keeps.
 */
final class DeliveryBudget {

    /** As many as a sender has under way by default; one message always has room. */
    static final long LIMIT = 8L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long taken;
    private boolean lifted;

    /** A message has been read; waits while there are too many. */
    void take(int bytes) {
        lock.lock();
        try {
            while (taken > 0 && taken + bytes > LIMIT && !lifted) {
                changed.awaitUninterruptibly();
            }
            taken += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody needs a message's bytes any more. */
    void give(int bytes) {
        lock.lock();
        try {
            taken -= bytes;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nobody waits any more: the subscription ends, for which its connection has to be read, and
     * what is read of it is dropped.
     */
    void lift() {
        lock.lock();
        try {
            lifted = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
