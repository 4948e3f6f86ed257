package io.github.nanitefile.camel.receive;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.camel.Domains;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.management.Window;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.receive.Receiver;
import io.github.nanitefile.transfer.receive.ReceiverOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of one queue: carries messages from the subscription to {@link Receiver}, and
 * what that decides back to the broker and on to the route.
 *
 * <p>Everything here runs on one thread, the owner's, where nothing else is said; deliveries and
 * the ends of exchanges reach it as tasks.
 */
final class Inbound implements ReceiverOutput, SteadySubscription.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final InboundSettings settings;
    private final OwnerThread owner;
    private final SteadySubscription subscription;
    private final OutgoingReceipts receipts;
    private final RouteQueue route;
    private final Reading reading;
    private final UnreadableMessages unreadable;
    private final Deque<Delivery> heldBack = new ArrayDeque<>();
    private final Runnable flushing = this::flush;
    private Receiver receiver;
    private FinishedFiles finished;
    private boolean draining;
    private boolean drained;
    private Runnable whenDrained = () -> {};
    private final Farewell farewell = new Farewell();
    private boolean yields;
    private volatile int unsettled;
    private volatile boolean served;

    Inbound(
            InboundSettings settings,
            BrokerLink link,
            OwnerThread owner,
            RouteQueue route,
            Reading reading,
            ExceptionHandler exceptionHandler) {
        this.receipts =
                new OutgoingReceipts(
                        settings.domain(),
                        link.publishing(),
                        owner,
                        exceptionHandler,
                        this::reported);
        this.settings = settings;
        this.owner = owner;
        this.route = route;
        this.reading = reading;
        this.unreadable =
                new UnreadableMessages(
                        settings.queue().isStream()
                                ? "and stays in the stream until that forgets it"
                                : "to the queue's dead-letter exchange, if it has one");
        this.subscription = new SteadySubscription(settings, link, owner, exceptionHandler, this);
    }

    /**
     * Takes up what an earlier run left, and starts to consume.
     *
     * @throws IOException if the spool or the broker cannot be used; says why
     */
    void start(Receiver rules, FinishedFiles end) throws IOException {
        receiver = rules;
        finished = end;
        reading.open();
        receiver.recover(now());
        subscription.open();
        route.open(true, finished);
    }

    /**
     * Takes nothing more in, and gives the queue to a stand-by when the files in the route are
     * done. What comes meanwhile stays with the broker; what is on its way already, at most the
     * prefetch, is held back for the case that the route resumes before.
     */
    void drain() {
        yields = false;
        drain(this::sayWhatWaits);
    }

    private void drain(Runnable then) {
        draining = true;
        whenDrained = then;
        route.open(false, finished);
        closeIfDrained();
    }

    /**
     * Lets the stand-by that waits longest have the queue, and stands by from then on; unless the
     * files in the route take too long, as {@link Farewell} says.
     *
     * @param left is told when it has let go of the queue
     * @return whether it does, or is at it; not while the queue is not ours to give, or another
     *     member could not go on with what is unfinished
     */
    boolean yieldQueue(Runnable left) throws IOException {
        if (yields) {
            return true;
        }
        if (draining || !farewell.mayBegin() || !canBeLeft()) {
            return false;
        }
        yields = true;
        farewell.begin();
        drain(
                () -> {
                    farewell.succeeded();
                    left.run();
                    takeIn();
                });
        return true;
    }

    private boolean canBeLeft() throws IOException {
        return receiver.isServed() && receiver.isFreeToLeave();
    }

    /** Leaves {@link #yieldQueue} at that, for now. */
    private void stay() {
        LOG.debug("Queue {} is not left: its files are not done", settings.queue().name());
        farewell.failed();
        takeIn();
    }

    /** Takes up again after {@link #drain}. */
    void resume() {
        if (subscription.isOpen()) {
            opened();
        }
        takeIn();
    }

    private void takeIn() {
        yields = false;
        draining = false;
        drained = false;
        route.open(true, finished);
        while (!heldBack.isEmpty()) {
            delivered(heldBack.remove());
        }
        subscription.reopen();
    }

    /** Gives the queue up now. */
    void close() {
        draining = true;
        drained = true;
        route.open(false, finished);
        subscription.close();
        receipts.close();
        reading.keep(receiver.neededPosition());
    }

    /** Gives the queue up though the owner's thread did not come to {@link #close}. Any thread. */
    void cutOff() {
        subscription.cutOff();
    }

    void tick() {
        unreadable.tick(now());
        receipts.tick();
        farewell.tick();
        keeping(draining ? this::tickWhileDraining : this::tickWhileTakingIn);
        reading.keep(receiver.neededPosition());
        unsettled = receiver.unsettled();
        served = receiver.isServed();
    }

    private void tickWhileTakingIn() throws IOException {
        receiver.tick(now());
        if (subscription.isOpen() && reading.isLost()) {
            subscription.close();
            subscription.reopen();
        }
    }

    private void tickWhileDraining() throws IOException {
        receiver.spillTooOld(now());
        if (yields && (farewell.isOver() || !canBeLeft())) {
            stay();
        }
    }

    /** Whether the queue is given to us, as of the last second. Any thread. */
    boolean isServed() {
        return served;
    }

    /** Messages that are not settled, as of the last second, of so many at most. Any thread. */
    Window window() {
        return new Window(unsettled, settings.limits().prefetch());
    }

    /** Why nothing comes in; null if it does. Any thread. */
    String trouble() {
        return subscription.trouble();
    }

    /** Fails a transfer as an operator wants it; says whether it was coming in. */
    boolean cancel(Token token) throws IOException {
        try {
            return receiver.cancel(token, now());
        } catch (IOException e) {
            subscription.retreat(e);
            throw e;
        }
    }

    /** A file has ended, so that there may be room for another that waits. */
    void letIn() {
        if (!draining) {
            keeping(() -> receiver.letIn(now()));
        }
    }

    /** How many files are in the route, or wait for their receipt. Any thread. */
    int pending() {
        return route.pending() + receipts.pending();
    }

    private void reported(String replyTo, Receipt receipt) {
        receiver.reported(replyTo, receipt);
        letIn();
        closeIfDrained();
    }

    /** A file's way through the route has ended, and its messages are settled. */
    void closeIfDrained() {
        if (!draining || drained || pending() > 0) {
            return;
        }
        if (yields && !receiver.isServed()) {
            stay(); // the channel was lost: what came from the route since would come again
            return;
        }
        drained = true;
        keeping(receiver::spillWhatStays);
        subscription.close();
        whenDrained.run();
    }

    /** What was spilled and is whole goes neither back to the broker nor to a stand-by. */
    private void sayWhatWaits() {
        int waiting = route.waiting() + finished.postponed();
        if (settings.queue().shared() && !settings.queue().isStream() && waiting > 0) {
            LOG.warn(
                    LogLines.SUSPENDED_WITH_FILES,
                    settings.domain(),
                    settings.spoolDirectory(),
                    waiting,
                    settings.queue().name());
        }
    }

    @Override
    public Map<String, Object> arguments() {
        return reading.arguments(receiver.nextPosition());
    }

    @Override
    public void checkReady() throws IOException {
        receiver.checkReady(now());
    }

    @Override
    public void opened() {
        receiver.channelOpened(now());
    }

    @Override
    public void gone() {
        heldBack.clear();
        served = false;
        boolean queueSurvives = settings.queue().shared();
        if (queueSurvives) {
            route.withdrawIf(this::comesAgain);
            finished.withdrawIf(this::comesAgain);
        }
        try {
            receiver.channelLost(queueSurvives, now());
        } catch (IOException e) {
            LOG.warn(LogLines.PARKING_FAILED, settings.domain(), e.getMessage(), e);
        }
    }

    /** Whether the broker will deliver the file again; then it is forgotten here. */
    private boolean comesAgain(ReceivedFile file) {
        boolean comesAgain = receiver.isWithBroker(file);
        if (comesAgain) {
            receiver.withdraw(file);
        }
        return comesAgain;
    }

    @Override
    public void delivered(Delivery delivery) {
        if (draining) {
            heldBack.add(delivery);
            return;
        }
        List<Long> tag = List.of(delivery.tag());
        if (!isWanted(delivery)) {
            acknowledge(tag);
            return;
        }
        try {
            String domain = domain(delivery);
            Annotations annotations =
                    Annotations.fromHeaders(delivery.headers()).withReplyTo(replyTo(delivery));
            Optional<Packet> packet = settings.reader().read(delivery.body());
            if (packet.isPresent()) {
                keeping(() -> take(domain, packet.get(), annotations, delivery));
                owner.afterwards(flushing);
            } else {
                LOG.debug(
                        "A message of {} that is no packet of a file is passed over",
                        settings.queue().name());
                receiver.passedOver(delivery.offset());
                acknowledge(tag);
            }
        } catch (UnreadableMessageException e) {
            unreadable.rejected(whose(delivery), e, now());
            receiver.passedOver(delivery.offset());
            reject(tag);
        }
    }

    private boolean isWanted(Delivery delivery) {
        try {
            return reading.wants(delivery);
        } catch (IOException e) {
            subscription.retreat(e);
            return false;
        }
    }

    /** A sender that names any other queue is not answered: it may have no right to write there. */
    private static String replyTo(Delivery delivery) {
        String queue = delivery.replyTo();
        return queue != null && queue.startsWith(Receipt.QUEUE_PREFIX) ? queue : null;
    }

    /**
     * The one that we receive from, or, of many, one that may stand in a route's paths and URIs.
     *
     * @throws UnreadableMessageException if it may not
     */
    private String domain(Delivery delivery) throws UnreadableMessageException {
        String domain = Domains.domainOf(delivery.routingKey());
        if (domain.equals(settings.domain()) || Domains.isHarmless(domain)) {
            return domain;
        }
        throw new UnreadableMessageException(
                "a consumer of many domains takes no domain whose name has an empty word, or other"
                        + " characters than letters, digits and _ - @ = + ~; receive from it by its name alone");
    }

    private static String whose(Delivery delivery) {
        String domain = "domain " + quote(Domains.domainOf(delivery.routingKey()));
        return delivery.correlationId() == null
                ? domain
                : domain + ", transfer " + quote(delivery.correlationId());
    }

    private void take(String domain, Packet packet, Annotations annotations, Delivery delivery)
            throws IOException {
        receiver.onPacket(
                domain,
                packet,
                annotations,
                delivery.tag(),
                delivery.offset(),
                delivery.deliveredBefore(),
                now());
    }

    private void flush() {
        keeping(receiver::flush);
    }

    private interface Keeping {
        void run() throws IOException;
    }

    /** When the disk does not take what came, the broker keeps it, and both are tried again. */
    private void keeping(Keeping work) {
        try {
            work.run();
        } catch (IOException e) {
            subscription.retreat(e);
        }
    }

    @Override
    public void acknowledge(List<Long> tags) {
        subscription.acknowledge(tags);
    }

    @Override
    public void reject(List<Long> tags) {
        subscription.reject(tags);
    }

    @Override
    public void requeue(List<Long> tags) {
        subscription.requeue(tags);
    }

    @Override
    public void report(String replyTo, Receipt receipt) {
        receipts.add(replyTo, receipt);
    }

    @Override
    public void dropReport(String replyTo, Receipt receipt) {
        receipts.drop(replyTo, receipt);
    }

    @Override
    public void deliver(ReceivedFile file) {
        route.add(file, finished);
    }

    private static long now() {
        return System.nanoTime();
    }
}
