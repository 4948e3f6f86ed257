package io.github.nanitefile.camel.send;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that comes back after it was lost, at longer and longer intervals. Everything here, the
 * listener included, runs on the owner's thread, but for connecting, which may take its time and is
 * done by a worker. What an earlier channel still has to say is passed over.
 *
 * @param <C> what is on the channel
 */
final class SteadyChannel<C extends AutoCloseable> {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyChannel.class);

    private final String what;
    private final OwnerThread owner;
    private final ExecutorService workers;
    private final Opening<C> opening;
    private final Listener listener;
    private final BackOff backOff = new BackOff();
    private volatile C current;
    private volatile String trouble;
    private Signals life;
    private boolean steady;
    private boolean trying;
    private boolean closed;

    /**
     * @param what what goes on when it is there, for people
     */
    SteadyChannel(
            String what,
            OwnerThread owner,
            ExecutorService workers,
            Opening<C> opening,
            Listener listener) {
        this.what = what;
        this.owner = owner;
        this.workers = workers;
        this.opening = opening;
        this.listener = listener;
    }

    /** Opens a channel; on any thread. */
    interface Opening<C> {

        /**
         * Opens one.
         *
         * @param life carries what the channel has to say
         */
        C open(Life life) throws BrokerException;
    }

    /** Is told how the channel fares. */
    interface Listener {

        void opened();

        void lost(BrokerException cause);
    }

    /** One channel, from its opening to its loss; used by the connection's threads. */
    interface Life {

        /** Runs the task on the owner's thread, unless the channel is gone by then. */
        void execute(Runnable task);

        void lost(BrokerException cause);
    }

    /**
     * Opens the channel, and from then on it comes back by itself: if it was open once, nothing is
     * left to do. Waits for the broker; not on the owner's thread.
     *
     * @throws BrokerException if the broker cannot be reached, or refuses; says why
     */
    void open() throws IOException {
        if (!owner.call(() -> steady)) {
            Signals signals = new Signals();
            C channel = opening.open(signals);
            owner.call(
                    () -> {
                        adopt(channel, signals);
                        return null;
                    });
        }
    }

    /** Why there is no channel; null while there is one, or before the first. Any thread. */
    String trouble() {
        return trouble;
    }

    /** The channel, or null while there is none. */
    C current() {
        return current;
    }

    /** It works: the next loss is made up for soon. */
    void allIsWell() {
        backOff.reset();
    }

    /** Closes it for good. */
    void close() {
        closed = true;
        end();
    }

    private void adopt(C channel, Signals signals) {
        trying = false;
        if (closed || current != null) {
            closeQuietly(channel);
            return;
        }
        if (signals.lost) {
            closeQuietly(channel);
            comeBackLater();
            return;
        }
        steady = true;
        trouble = null;
        current = channel;
        life = signals;
        listener.opened();
    }

    /** It cannot be used any more, whether or not the broker says so. */
    void broken(BrokerException cause) {
        Signals signals = life;
        if (signals != null) {
            signals.lost(cause);
        }
    }

    private void lose(Signals signals, BrokerException cause) {
        signals.lost = true;
        if (life != signals) {
            return;
        }
        LOG.warn(LogLines.STANDS_STILL, what, cause.getMessage());
        trouble = cause.getMessage();
        end();
        listener.lost(cause);
        comeBackLater();
    }

    private void end() {
        if (current != null) {
            closeQuietly(current);
            current = null;
            life = null;
        }
    }

    private void comeBackLater() {
        if (!closed) {
            owner.after(backOff.next().toMillis(), this::comeBack);
        }
    }

    private void comeBack() {
        if (closed || trying || current != null) {
            return;
        }
        trying = true;
        try {
            workers.execute(this::tryToOpen);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} has ended", what, e);
        } catch (OutOfMemoryError e) {
            LOG.warn(LogLines.NO_THREAD, what, e);
            tryAgainLater();
        }
    }

    /** On a worker. */
    private void tryToOpen() {
        Signals signals = new Signals();
        try {
            C channel = opening.open(signals);
            boolean taken =
                    owner.offer(
                            () -> {
                                adopt(channel, signals);
                                if (current == channel) {
                                    LOG.info(LogLines.GOES_ON, what);
                                }
                            });
            if (!taken) {
                closeQuietly(channel);
            }
        } catch (BrokerException e) {
            LOG.debug("{} stands still", what, e);
            trouble = e.getMessage();
            tryAgainLater();
        } catch (RuntimeException | Error e) {
            LOG.warn(LogLines.OPENING_FAILED, what, e);
            tryAgainLater();
        }
    }

    private void tryAgainLater() {
        owner.execute(
                () -> {
                    trying = false;
                    comeBackLater();
                });
    }

    private void closeQuietly(C channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOG.debug("{}: a channel was closed while it was being closed", what, e);
        }
    }

    private final class Signals implements Life {

        private boolean lost;

        @Override
        public void execute(Runnable task) {
            owner.execute(
                    () -> {
                        if (life == this) {
                            task.run();
                        }
                    });
        }

        @Override
        public void lost(BrokerException cause) {
            owner.execute(() -> lose(this, cause));
        }
    }
}
