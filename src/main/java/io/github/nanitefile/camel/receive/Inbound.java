package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.BackOff;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.amqp.Subscription;
import io.github.nanitefile.camel.Domains;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.receive.Receiver;
import io.github.nanitefile.transfer.receive.ReceiverOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of one queue: carries messages from the subscription to {@link Receiver}, and
 * what that decides back to the broker and on to the route. Keeps the subscription up.
 *
 * <p>Everything here runs on one thread, {@code owner}; deliveries and the ends of exchanges reach
 * it as tasks.
 */
final class Inbound implements ReceiverOutput {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final InboundSettings settings;
    private final BrokerLink link;
    private final OwnerThread owner;
    private final RouteQueue route;
    private final ExceptionHandler exceptionHandler;
    private final BackOff backOff = new BackOff();
    private Receiver receiver;
    private FinishedFiles finished;
    private Subscription subscription;
    private boolean wanted;

    Inbound(
            InboundSettings settings,
            BrokerLink link,
            OwnerThread owner,
            RouteQueue route,
            ExceptionHandler exceptionHandler) {
        this.settings = settings;
        this.link = link;
        this.owner = owner;
        this.route = route;
        this.exceptionHandler = exceptionHandler;
    }

    /**
     * Takes up what an earlier run left, and starts to consume.
     *
     * @throws IOException if the spool or the broker cannot be used; says why
     */
    void start(Receiver rules, FinishedFiles end) throws IOException {
        receiver = rules;
        finished = end;
        receiver.recover(now());
        wanted = true;
        subscribe();
        route.open(true, finished);
    }

    /** Takes up again after {@link #drain}. */
    void resume() {
        wanted = true;
        route.open(true, finished);
        reconnect();
    }

    /**
     * Takes nothing more in, and gives the queue to a stand-by when the files in the route are
     * done. What comes meanwhile stays with the broker.
     */
    void drain() {
        wanted = false;
        route.open(false, finished);
        closeIfDrained();
    }

    /** Gives the queue up now. */
    void close() {
        wanted = false;
        route.open(false, finished);
        giveUpChannel();
    }

    void tick() {
        try {
            receiver.tick(now());
        } catch (IOException e) {
            storeFailed(e);
        }
    }

    /** A file has ended, so that there may be room for another that waits. */
    void letIn() {
        if (!wanted) {
            return;
        }
        try {
            receiver.letIn(now());
        } catch (IOException e) {
            storeFailed(e);
        }
    }

    /** A file's way through the route has ended, and its messages are settled. */
    void closeIfDrained() {
        if (!wanted && route.pending() == 0) {
            giveUpChannel();
        }
    }

    private void subscribe() throws BrokerException {
        subscription =
                Subscription.open(
                        link.consuming(),
                        link.exchange(),
                        settings.queue(),
                        settings.limits().prefetch(),
                        new Signals());
        receiver.channelOpened(now());
        backOff.reset();
    }

    private void reconnect() {
        if (!wanted || subscription != null) {
            return;
        }
        try {
            subscribe();
            LOG.info(
                    "Files of domain '{}' come through queue '{}' again",
                    settings.domain(),
                    settings.queue().name());
        } catch (BrokerException e) {
            tryAgainLater(e);
        }
    }

    private void tryAgainLater(IOException cause) {
        long millis = backOff.next().toMillis();
        exceptionHandler.handleException(
                "Files of domain '"
                        + settings.domain()
                        + "' do not come in: "
                        + cause.getMessage()
                        + ". The broker keeps them; trying again in "
                        + millis
                        + " ms",
                cause);
        owner.after(millis, this::reconnect);
    }

    private void giveUpChannel() {
        if (subscription != null) {
            subscription.close();
            channelGone();
        }
    }

    private void channelGone() {
        subscription = null;
        boolean queueSurvives = settings.queue().shared();
        if (queueSurvives) {
            route.withdrawIf(
                    file -> {
                        boolean comesAgain = receiver.isWithBroker(file);
                        if (comesAgain) {
                            receiver.withdraw(file);
                        }
                        return comesAgain;
                    });
        }
        receiver.channelLost(queueSurvives, now());
    }

    /**
     * The disk did not take what came: the broker keeps what is not safe, and both are tried again.
     */
    private void storeFailed(IOException cause) {
        giveUpChannel();
        if (wanted) {
            tryAgainLater(cause);
        }
    }

    private void onDelivery(Delivery delivery) {
        if (!wanted) {
            return;
        }
        List<Long> tag = List.of(delivery.tag());
        try {
            Annotations annotations = Annotations.fromHeaders(delivery.headers());
            Optional<Packet> packet = PacketFormats.read(delivery.body());
            if (packet.isEmpty()) {
                LOG.debug(
                        "A message of {} that is no packet of a file is passed over",
                        settings.queue().name());
                acknowledge(tag);
                return;
            }
            receiver.onPacket(
                    Domains.domainOf(delivery.routingKey()),
                    packet.get(),
                    annotations,
                    delivery.tag(),
                    delivery.redelivered(),
                    now());
        } catch (UnreadableMessageException e) {
            LOG.warn(
                    "A message of domain '{}' is rejected, as it cannot be read: {}. Whoever sends to this domain must send"
                            + " Nanite's file packets",
                    Domains.domainOf(delivery.routingKey()),
                    e.getMessage());
            reject(tag);
        } catch (IOException e) {
            storeFailed(e);
        }
    }

    @Override
    public void acknowledge(List<Long> tags) {
        settle(channel -> channel.acknowledge(tags));
    }

    @Override
    public void reject(List<Long> tags) {
        settle(channel -> channel.reject(tags));
    }

    @Override
    public void requeue(List<Long> tags) {
        settle(channel -> channel.requeue(tags));
    }

    @Override
    public void deliver(ReceivedFile file) {
        route.add(file, finished);
    }

    private interface Settlement {
        void on(Subscription channel) throws BrokerException;
    }

    private void settle(Settlement settlement) {
        if (subscription == null) {
            return;
        }
        try {
            settlement.on(subscription);
        } catch (BrokerException e) {
            // The channel is gone, and says so by itself: what was not settled comes again.
            LOG.debug("Messages could not be settled", e);
        }
    }

    private static long now() {
        return System.nanoTime();
    }

    /** What the broker says, carried to the owner; what a lost channel said last is passed over. */
    private final class Signals implements Subscription.Listener {

        private boolean lost;

        @Override
        public void delivered(Delivery delivery) {
            owner.execute(
                    () -> {
                        if (isCurrent()) {
                            onDelivery(delivery);
                        }
                    });
        }

        @Override
        public void lost(BrokerException cause) {
            owner.execute(
                    () -> {
                        if (isCurrent()) {
                            lost = true;
                            giveUpChannel();
                            if (wanted) {
                                tryAgainLater(cause);
                            }
                        }
                    });
        }

        private boolean isCurrent() {
            return !lost && subscription != null;
        }
    }
}
