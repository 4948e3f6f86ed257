package io.github.nanitefile.amqp;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bytes of messages may be in memory between a connection and the owners of its
 * subscriptions. The prefetch bounds their number, but a message may have up to 4 MiB, which only
 * the sender chooses, and a connection may have hundreds of subscriptions. When an owner is slower
 * than the broker, as its disk is, the thread that reads the connection waits, and with it all
 * subscriptions of the connection.
 *
 * <p>{@link Share#take} is for the thread that reads the connection, the rest for any; the lock
 * guards the sums. Says nothing of messages that their owner keeps.
 */
final class DeliveryBudget {

    /** Of all subscriptions together. */
    static final long LIMIT = 64L << 20;

    /** Of one: as many as a sender has under way by default. One message always has room. */
    static final long LIMIT_OF_ONE = 8L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long taken;

    /** To end a subscription its connection has to be read, so that nobody waits meanwhile. */
    private int ending;

    /** For a new subscription. */
    Share share() {
        return new Share();
    }

    private static boolean isFull(long taken, int more, long limit) {
        return taken > 0 && taken + more > limit;
    }

    /** One subscription's. */
    final class Share {

        private long own;
        private boolean ended;

        /** A message has been read; waits while there are too many. */
        void take(int bytes) {
            lock.lock();
            try {
                while (ending == 0
                        && !ended
                        && (isFull(own, bytes, LIMIT_OF_ONE) || isFull(taken, bytes, LIMIT))) {
                    changed.awaitUninterruptibly();
                }
                count(bytes);
            } finally {
                lock.unlock();
            }
        }

        /** Nobody needs a message's bytes any more. */
        void give(int bytes) {
            lock.lock();
            try {
                count(-bytes);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void count(long change) {
            if (!ended) {
                own += change;
                taken += change;
            }
        }

        /**
         * Ends the subscription; nobody waits meanwhile. From then on its bytes do not count: who
         * is held up with them may be so for long, and shall not hold up the others.
         */
        void end(Runnable ending) {
            begins();
            try {
                ending.run();
            } finally {
                ended();
            }
        }

        private void begins() {
            lock.lock();
            try {
                ending++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void ended() {
            lock.lock();
            try {
                ending--;
                count(-own);
                ended = true;
            } finally {
                lock.unlock();
            }
        }
    }
}
