package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.amqp.BrokerConnection;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.ReceiptPublisher;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receipts on their way to the broker, over a channel that is opened when the first one is due and
 * again after it was lost, at longer and longer intervals. Every receipt is published until the
 * broker confirms it, or says that nobody waits for it any more, unless it is dropped.
 *
 * <p>They go over the connection that publishes: a broker with an alarm stops reading from those
 * connections that publish, and acknowledgements must not be held up. While it does so, receipts
 * wait here, as publishing one would stop the owner's thread in the end.
 *
 * <p>Everything here, the listener included, runs on the owner's thread, but for {@link #pending}.
 */
final class OutgoingReceipts {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingReceipts.class);

    private final String domain;
    private final BrokerConnection connection;
    private final OwnerThread owner;
    private final ExceptionHandler exceptionHandler;
    private final Listener listener;
    private final BackOff backOff = new BackOff();
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private final NavigableMap<Long, Outgoing> unconfirmed = new TreeMap<>();

    /** Published again after a while: the embedded broker refuses what it is about to return. */
    private final NavigableMap<Long, Outgoing> refused = new TreeMap<>();

    private ReceiptPublisher current;
    private Signals signals;
    private boolean pausing;

    /** Whether it was said that some are dropped, in this outage. */
    private boolean dropping;

    private boolean closed;
    private volatile int pending;

    OutgoingReceipts(
            String domain,
            BrokerConnection connection,
            OwnerThread owner,
            ExceptionHandler exceptionHandler,
            Listener listener) {
        this.domain = domain;
        this.connection = connection;
        this.owner = owner;
        this.exceptionHandler = exceptionHandler;
        this.listener = listener;
    }

    private record Outgoing(String replyTo, Receipt receipt) {}

    /** Is told which receipts need not be thought of any more. */
    @FunctionalInterface
    interface Listener {

        /** The broker has it, or nobody waits for it. */
        void reported(String replyTo, Receipt receipt);
    }

    void add(String replyTo, Receipt receipt) {
        waiting.add(new Outgoing(replyTo, receipt));
        publish();
    }

    /** There are too many: this one is not published any more. */
    void drop(String replyTo, Receipt receipt) {
        Outgoing dropped = new Outgoing(replyTo, receipt);
        if (!waiting.remove(dropped) && !unconfirmed.values().remove(dropped)) {
            refused.values().remove(dropped);
        }
        count();
        if (!dropping) {
            dropping = true;
            LOG.warn(LogLines.RECEIPTS_DROPPED, domain, connection.describe());
        }
    }

    /** Publishes what could not be published before. */
    void tick() {
        publishAgain(refused);
        publish();
    }

    /** Gives up: what was not confirmed is asked for again, or never. */
    void close() {
        closed = true;
        giveUp();
    }

    /** How many receipts are not with the broker. Any thread. */
    int pending() {
        return pending;
    }

    private void publish() {
        while (!waiting.isEmpty() && !pausing && !closed && !connection.blocked()) {
            try {
                if (current == null) {
                    Signals own = new Signals();
                    current = ReceiptPublisher.open(connection, own);
                    signals = own;
                }
                Outgoing next = waiting.element();
                unconfirmed.put(current.publish(next.replyTo(), next.receipt()), next);
                waiting.remove();
            } catch (BrokerException e) {
                comeBackLater(e);
            }
        }
        count();
    }

    private void comeBackLater(BrokerException cause) {
        giveUp();
        if (closed) {
            return;
        }
        long millis = backOff.next().toMillis();
        pausing = true;
        owner.after(
                millis,
                () -> {
                    pausing = false;
                    publish();
                });
        // The user's, so it comes last: it may throw.
        exceptionHandler.handleException(
                LogLines.filled(LogLines.RECEIPTS_NOT_SENT, domain, cause.getMessage(), millis),
                cause);
    }

    private void giveUp() {
        if (current != null) {
            current.close();
            current = null;
            signals = null;
        }
        publishAgain(unconfirmed);
        publishAgain(refused);
    }

    private void publishAgain(NavigableMap<Long, Outgoing> receipts) {
        receipts.descendingMap().values().forEach(waiting::addFirst);
        receipts.clear();
    }

    private void done(List<Outgoing> receipts) {
        count();
        receipts.forEach(one -> listener.reported(one.replyTo(), one.receipt()));
    }

    private static List<Outgoing> take(
            NavigableMap<Long, Outgoing> from, long number, boolean multiple) {
        NavigableMap<Long, Outgoing> meant = upTo(from, number, multiple);
        List<Outgoing> taken = new ArrayList<>(meant.values());
        meant.clear();
        return taken;
    }

    private static void move(NavigableMap<Long, Outgoing> from, Map<Long, Outgoing> to) {
        to.putAll(from);
        from.clear();
    }

    private static NavigableMap<Long, Outgoing> upTo(
            NavigableMap<Long, Outgoing> all, long number, boolean multiple) {
        return multiple ? all.headMap(number, true) : all.subMap(number, true, number, true);
    }

    private void count() {
        pending = waiting.size() + unconfirmed.size() + refused.size();
    }

    /** What the broker says of one channel, carried to the owner. */
    private final class Signals implements ReceiptPublisher.Listener {

        @Override
        public void confirmed(long number, boolean multiple) {
            onOwner(
                    () -> {
                        backOff.reset();
                        dropping = false;
                        done(take(unconfirmed, number, multiple));
                    });
        }

        @Override
        public void refused(long number, boolean multiple) {
            onOwner(() -> move(upTo(unconfirmed, number, multiple), refused));
        }

        @Override
        public void returned(long number) {
            onOwner(
                    () -> {
                        List<Outgoing> returned = take(unconfirmed, number, false);
                        returned.addAll(take(refused, number, false));
                        LOG.debug("Nobody waits for {} any more", returned);
                        done(returned);
                    });
        }

        @Override
        public void lost(BrokerException cause) {
            onOwner(() -> comeBackLater(cause));
        }

        private void onOwner(Runnable task) {
            owner.execute(
                    () -> {
                        if (signals == this) {
                            task.run();
                        }
                    });
        }
    }
}
