package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.QueueSpec;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.management.Window;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.Placement;
import io.github.nanitefile.spool.Spool;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.DestinationRule;
import io.github.nanitefile.transfer.receive.ReceiptIssuer;
import io.github.nanitefile.transfer.receive.Receiver;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExceptionHandler;

/** Receives from one queue: what that needs, put together and taken apart in the right order. */
final class QueueReceiver {

    private static final long TICK_MILLIS = 1000;
    private static final int LONGEST_REASON = 1000;

    private final InboundSettings settings;
    private final OwnerThread owner;
    private final Spool spool;
    private final Reading reading;
    private final Inbound inbound;

    private QueueReceiver(
            InboundSettings settings,
            OwnerThread owner,
            Spool spool,
            Reading reading,
            Inbound inbound) {
        this.settings = settings;
        this.owner = owner;
        this.spool = spool;
        this.reading = reading;
        this.inbound = inbound;
    }

    /**
     * What all queues of a consumer have in common; used by their threads at once.
     *
     * @param placement null where files stay in the spool
     */
    record Common(
            CamelContext context,
            NaniteFileConfiguration options,
            BrokerLink link,
            RouteHandOver.Exchanges exchanges,
            Placement placement,
            DeliveredFiles delivered,
            ExecutorService workers,
            ExceptionHandler exceptionHandler) {}

    /**
     * Starts to receive.
     *
     * @param listener is told on a thread of this receiver's own
     * @throws IOException if the spool or the broker cannot be used; says why
     */
    static QueueReceiver start(Common common, InboundSettings settings, TransferListener listener)
            throws IOException {
        Spool spool = spool(settings);
        OwnerThread owner = new OwnerThread(common.context(), "NaniteFileReceiver");
        RouteHandOver handOver =
                new RouteHandOver(
                        common.exchanges(), spool, common.placement(), common.delivered());
        RouteQueue route = new RouteQueue(settings.concurrent(), owner, common.workers(), handOver);
        Reading reading = reading(common, settings);
        Inbound inbound =
                new Inbound(
                        settings, common.link(), owner, route, reading, common.exceptionHandler());
        QueueReceiver receiver = new QueueReceiver(settings, owner, spool, reading, inbound);
        Receiver rules = rules(common, settings, spool, inbound, listener);
        FinishedFiles finished = finished(common, settings, spool, inbound, rules, owner);
        try {
            owner.call(
                    () -> {
                        inbound.start(rules, finished);
                        return null;
                    });
        } catch (IOException e) {
            receiver.stop();
            receiver.close();
            throw e;
        }
        owner.every(TICK_MILLIS, inbound::tick);
        return receiver;
    }

    private static Reading reading(Common common, InboundSettings settings) {
        return settings.queue().isStream()
                ? new StreamReading(
                        settings, common.options().getOffsetRepository(), common.context())
                : Reading.OF_A_QUEUE;
    }

    private static Spool spool(InboundSettings settings) throws IOException {
        if (settings.queue().isStream()) {
            return Spool.openOfReader(settings.spoolDirectory(), settings.recipient());
        }
        return settings.queue().shared()
                ? Spool.open(settings.spoolDirectory(), settings.queue().name())
                : Spool.openTransient(settings.spoolDirectory(), settings.domain());
    }

    private static Receiver rules(
            Common common,
            InboundSettings settings,
            Spool spool,
            Inbound inbound,
            TransferListener listener) {
        Function<String, Optional<String>> destinationRule =
                common.placement() == null ? DestinationRule::refusal : common.placement()::refusal;
        return new Receiver(
                settings.limits(),
                spool,
                inbound,
                listener,
                destinationRule,
                common.delivered()::contains,
                issuer(settings));
    }

    private static FinishedFiles finished(
            Common common,
            InboundSettings settings,
            Spool spool,
            Inbound inbound,
            Receiver rules,
            OwnerThread owner) {
        return new FinishedFiles(
                rules,
                FailurePolicy.named(common.options().getOnFailure()),
                spool.failedFiles(),
                common.placement() != null,
                owner,
                settings.requeueDelayMillis(),
                inbound::letIn,
                inbound::closeIfDrained);
    }

    private static ReceiptIssuer issuer(InboundSettings settings) {
        return (token, attempt, verdict, name, digest, reason) ->
                new Receipt(
                        token,
                        attempt,
                        verdict,
                        settings.recipient(),
                        settings.group(),
                        name,
                        digest,
                        Instant.now(),
                        reason == null ? null : cut(reason));
    }

    /** A header must fit into a frame. */
    private static String cut(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    /** Any thread, as all that follow. */
    QueueSpec queue() {
        return settings.queue();
    }

    /** Whether nothing comes in, since the broker or the spool is not there. */
    boolean isAway() {
        return inbound.trouble() != null;
    }

    /** Takes nothing more in; the queue is given up when the files in the route are done. */
    void suspend() {
        owner.execute(inbound::drain);
    }

    void resume() {
        owner.execute(inbound::resume);
    }

    /** Whether the queue is given to us and not to another member, as of the last second. */
    boolean isServed() {
        return inbound.isServed();
    }

    /**
     * Lets the stand-by that waits longest have the queue.
     *
     * @param left is told when that is so, on a thread of this receiver's own
     * @return whether that is under way; else it cannot be now
     * @throws IOException if the owner is held up or has ended, or the disk does not let us look
     */
    boolean yieldQueue(Runnable left) throws IOException {
        return owner.ask(() -> inbound.yieldQueue(left));
    }

    /** How many files are in the route, or wait for their receipt. */
    int pending() {
        return inbound.pending();
    }

    /** Messages that are not settled, as of the last second. */
    Window window() {
        return inbound.window();
    }

    /**
     * Fails a transfer as an operator wants it, unless it is whole.
     *
     * @return whether it was coming in
     * @throws IOException if the owner is held up or has ended, or the disk failed meanwhile
     */
    boolean cancel(Token token) throws IOException {
        return owner.ask(() -> inbound.cancel(token));
    }

    /** Why nothing can be received now, and what to do; null if it can. */
    String trouble() {
        String trouble = inbound.trouble();
        if (trouble != null) {
            return "Files do not come in: " + trouble + ". They do again by themselves";
        }
        try {
            spool.checkWritable();
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Gives up the queue and the thread. */
    void stop() {
        owner.stop(inbound::close, inbound::cutOff);
    }

    /** Gives up the spool, when nobody uses it any more. */
    void close() throws IOException {
        try {
            spool.close();
        } finally {
            reading.close();
        }
    }
}
