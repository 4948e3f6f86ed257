package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.amqp.Subscription;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription that comes back after it was lost, at longer and longer intervals. Everything
 * here, the listener included, runs on the owner's thread, but for {@link #cutOff}. What an earlier
 * channel still has to say is passed over: its tags mean nothing any more.
 */
final class SteadySubscription {

    private static final Logger LOG = LoggerFactory.getLogger(SteadySubscription.class);

    /** A channel that lasted so long shows that the disk takes what comes. */
    private static final long STEADY = Duration.ofSeconds(10).toNanos();

    private final InboundSettings settings;
    private final BrokerLink link;
    private final OwnerThread owner;
    private final ExceptionHandler exceptionHandler;
    private final Listener listener;
    private final BackOff withoutBroker = new BackOff();
    private final BackOff withoutStore = new BackOff();
    private volatile Subscription current;
    private final List<Long> acknowledged = new ArrayList<>();
    private final Runnable acknowledging = this::acknowledgeAll;
    private Signals signals;
    private boolean wanted;
    private volatile boolean cutOff;
    private volatile String trouble;
    private long openedAt;

    /** What comes could not be kept last time: that it could be now is seen before it comes. */
    private boolean retreated;

    /** Counts the tries that are planned: of several only the last one counts. */
    private long tries;

    SteadySubscription(
            InboundSettings settings,
            BrokerLink link,
            OwnerThread owner,
            ExceptionHandler exceptionHandler,
            Listener listener) {
        this.settings = settings;
        this.link = link;
        this.owner = owner;
        this.exceptionHandler = exceptionHandler;
        this.listener = listener;
    }

    /** Is told how the subscription fares. */
    interface Listener {

        /** Where the next channel begins, as arguments of its consumer. */
        Map<String, Object> arguments();

        /**
         * Whether what made us {@link SteadySubscription#retreat} is over.
         *
         * @throws IOException if not; says why
         */
        void checkReady() throws IOException;

        /** A channel is there: deliveries will come. */
        void opened();

        void delivered(Delivery delivery);

        /** The channel is gone: what is not settled comes again, from the first message on. */
        void gone();
    }

    /**
     * Subscribes, and from then on comes back by itself.
     *
     * @throws BrokerException if the broker cannot be reached, or refuses; says why
     */
    void open() throws BrokerException {
        wanted = true;
        subscribe();
    }

    /** Comes back now, unless it is there. */
    void reopen() {
        wanted = true;
        tryToSubscribe();
    }

    /** Gives the channel up, and stays away. */
    void close() {
        wanted = false;
        giveUp();
    }

    /**
     * Closes the channel though the owner's thread is held up, since the queue would stay with it
     * for good. For good as well: what the thread still does with it fails. Any thread.
     */
    void cutOff() {
        cutOff = true;
        closeIfCutOff();
    }

    private void closeIfCutOff() {
        Subscription channel = current;
        if (cutOff && channel != null) {
            channel.close();
        }
    }

    /**
     * Gives the channel up since what comes cannot be kept, and comes back when the listener is
     * ready for it. Not just to see whether it is: a quorum queue counts each delivery in vain, and
     * drops what had too many.
     */
    void retreat(IOException cause) {
        retreated = true;
        if (current != null && System.nanoTime() - openedAt >= STEADY) {
            withoutStore.reset();
        }
        giveUp();
        comeBackLater(cause, withoutStore);
    }

    boolean isOpen() {
        return current != null;
    }

    /** Why nothing comes; null while it does, or before the first channel. Any thread. */
    String trouble() {
        return trouble;
    }

    private void subscribe() throws BrokerException {
        Signals own = new Signals();
        current =
                Subscription.open(
                        link.consuming(),
                        link.exchange(),
                        settings.queue(),
                        settings.limits().prefetch(),
                        listener.arguments(),
                        own);
        signals = own;
        retreated = false;
        trouble = null;
        openedAt = System.nanoTime();
        closeIfCutOff(); // while this thread was held up by the opening
        listener.opened();
    }

    private void tryToSubscribe() {
        if (!wanted || current != null) {
            return;
        }
        boolean recovers = trouble != null;
        BackOff backOff = withoutStore;
        try {
            if (retreated) {
                listener.checkReady();
            }
            backOff = withoutBroker;
            subscribe();
            if (recovers) {
                LOG.info(LogLines.RECEIVING_AGAIN, settings.domain(), settings.queue().name());
            }
        } catch (IOException e) {
            comeBackLater(e, backOff);
        } catch (RuntimeException | Error e) {
            giveUp();
            comeBackLater(unexpected(e), backOff);
        }
    }

    private static IOException unexpected(Throwable e) {
        return new IOException(
                "opening a channel met something that should not happen ("
                        + e
                        + "); see to memory, the limit of threads and class path, and report it if it stays",
                e);
    }

    private void comeBackLater(IOException cause, BackOff backOff) {
        if (!wanted) {
            return;
        }
        trouble = cause.getMessage();
        long millis = backOff.next().toMillis();
        long mine = ++tries;
        owner.after(
                millis,
                () -> {
                    if (mine == tries) {
                        tryToSubscribe();
                    }
                });
        // The user's, so it comes last: it may throw.
        exceptionHandler.handleException(
                LogLines.filled(
                        LogLines.DO_NOT_COME_IN, settings.domain(), cause.getMessage(), millis),
                cause);
    }

    private void giveUp() {
        if (current != null) {
            acknowledgeAll();
            current.close();
            current = null;
            signals = null;
            listener.gone();
        }
    }

    /** These messages are done with; the broker is told of many at once. */
    void acknowledge(List<Long> tags) {
        if (current == null) {
            return;
        }
        acknowledged.addAll(tags);
        owner.afterwards(acknowledging);
    }

    private void acknowledgeAll() {
        if (!acknowledged.isEmpty()) {
            List<Long> tags = List.copyOf(acknowledged);
            acknowledged.clear();
            settle(channel -> channel.acknowledge(tags));
        }
    }

    /** A stream takes nothing back: these, too, are done with. */
    void reject(List<Long> tags) {
        if (settings.queue().isStream()) {
            acknowledge(tags);
        } else {
            settle(channel -> channel.reject(tags));
        }
    }

    void requeue(List<Long> tags) {
        settle(channel -> channel.requeue(tags));
    }

    private interface Settlement {
        void on(Subscription channel) throws BrokerException;
    }

    private void settle(Settlement settlement) {
        if (current == null) {
            return;
        }
        try {
            settlement.on(current);
        } catch (BrokerException e) {
            // The channel is gone, and says so by itself: what was not settled comes again.
            LOG.debug("Messages could not be settled", e);
        }
    }

    /** What the broker says of one channel, carried to the owner. */
    private final class Signals implements Subscription.Listener {

        @Override
        public void delivered(Delivery delivery, Runnable done) {
            boolean taken =
                    owner.offer(
                            () -> {
                                try {
                                    take(delivery);
                                } finally {
                                    done.run();
                                }
                            });
            if (!taken) {
                done.run();
            }
        }

        private void take(Delivery delivery) {
            if (signals == this) {
                withoutBroker.reset();
                listener.delivered(delivery);
            }
        }

        @Override
        public void lost(BrokerException cause) {
            owner.execute(
                    () -> {
                        if (signals == this) {
                            giveUp();
                            comeBackLater(cause, withoutBroker);
                        }
                    });
        }
    }
}
