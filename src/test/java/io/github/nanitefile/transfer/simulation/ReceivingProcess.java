package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.DestinationRule;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.receive.Receiver;
import io.github.nanitefile.transfer.receive.ReceiverOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A process that receives files: does around {@link Receiver} what Inbound does. */
final class ReceivingProcess extends SimulatedProcess implements ReceiverOutput {

    private static final long TICK = World.SECOND;
    private static final long OF_A_QUEUE = -1;
    private static final long RESTART = 3 * World.SECOND;

    private final Group group;
    private final Broker broker;
    private final Disk disk;
    private final Deque<Subscription.Delivery> heldBack = new ArrayDeque<>();
    private Spool spool;
    private Receiver receiver;
    private Route route;
    private ReceiptChannel receipts;
    private Repository repository;
    private SteadySubscription subscription;
    private boolean draining;
    private int lives;

    ReceivingProcess(
            World world, String name, long slowness, Group group, Broker broker, Disk disk) {
        super(world, name, slowness);
        this.group = group;
        this.broker = broker;
        this.disk = disk;
    }

    Group group() {
        return group;
    }

    boolean isIdle() {
        return isQuiet()
                && receiver != null
                && route.isIdle()
                && receipts.isIdle()
                && subscription.isSound();
    }

    @Override
    void born() {
        heldBack.clear();
        draining = false;
        lives++;
        repository = repository();
        subscription = new SteadySubscription(this, broker, queue());
        spool = new Spool(disk, this, group.broadcast());
        Repository known = repository;
        receiver =
                new Receiver(
                        world.scenario.limits(),
                        spool,
                        this,
                        new ReceivingListener(world, this),
                        DestinationRule::refusal,
                        token -> known != null && known.contains(token),
                        this::receipt);
        receipts = new ReceiptChannel(this, broker, this::reported);
        route = new Route(this, disk, repository, receiver);
        try {
            receiver.recover(world.now());
            subscription.open();
        } catch (IOException e) {
            world.note(name, "cannot start");
            end();
            world.after(RESTART, this::start);
            return;
        }
        route.open(true);
        every(TICK, this::tick);
    }

    private Receipt receipt(
            Token token,
            int attempt,
            Receipt.Verdict verdict,
            String file,
            Digest digest,
            String reason) {
        Instant time = Instant.EPOCH.plusNanos(world.now());
        return new Receipt(
                token, attempt, verdict, queue(), group.name(), file, digest, time, reason);
    }

    /** A private queue is new in each life, so that nothing is known of it. */
    private Repository repository() {
        return switch (world.scenario.repository()) {
            case NONE -> null;
            case MEMORY -> new Repository(world);
            case SHARED -> group.broadcast() ? new Repository(world) : group.repository();
        };
    }

    private void tick() {
        if (!draining) {
            keeping(() -> receiver.tick(world.now()));
        }
    }

    void letIn() {
        if (!draining) {
            keeping(() -> receiver.letIn(world.now()));
        }
    }

    /** Takes nothing more in, and gives the queue up when the files in the route are done. */
    void drain() {
        world.note(name, "is suspended");
        world.count(Count.SUSPENSIONS);
        draining = true;
        route.open(false);
        closeIfDrained();
    }

    void closeIfDrained() {
        if (draining && route.pending() == 0) {
            subscription.close();
        }
    }

    /** Takes up again. */
    void resume() {
        if (!draining) {
            return;
        }
        world.note(name, "is resumed");
        draining = false;
        if (subscription.isOpen()) {
            opened();
        }
        route.open(true);
        while (!heldBack.isEmpty()) {
            delivered(heldBack.remove());
        }
        subscription.reopen();
    }

    private String queue() {
        return group.broadcast() ? name + "-" + lives : group.name();
    }

    void checkReady() throws IOException {
        receiver.checkReady(world.now());
    }

    void opened() {
        receiver.channelOpened(world.now());
    }

    void gone() {
        heldBack.clear();
        boolean queueSurvives = !group.broadcast();
        if (queueSurvives) {
            route.withdrawIf(this::comesAgain);
        }
        try {
            receiver.channelLost(queueSurvives, world.now());
        } catch (IOException e) {
            world.note(name, "cannot park", e.getMessage());
        }
    }

    private boolean comesAgain(ReceivedFile file) {
        boolean comesAgain = receiver.isWithBroker(file);
        if (comesAgain) {
            receiver.withdraw(file);
        }
        return comesAgain;
    }

    void delivered(Subscription.Delivery delivery) {
        if (draining) {
            heldBack.add(delivery);
            return;
        }
        Letter letter = delivery.letter();
        world.count(Count.PACKETS_DELIVERED);
        if (delivery.redelivered()) {
            world.count(Count.REDELIVERIES);
        }
        world.note(name, "takes", letter.name(world));
        world.ledger().arrived(group, letter.packet.token());
        keeping(
                () -> {
                    receiver.onPacket(
                            World.DOMAIN,
                            letter.packet,
                            letter.annotations,
                            delivery.tag(),
                            OF_A_QUEUE,
                            delivery.redelivered() ? 1 : 0,
                            world.now());
                    subscription.allIsWell();
                });
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
        step();
        subscription.acknowledge(tags);
    }

    @Override
    public void reject(List<Long> tags) {
        step();
        subscription.reject(tags);
    }

    @Override
    public void requeue(List<Long> tags) {
        step();
        subscription.requeue(tags);
    }

    @Override
    public void report(String replyTo, Receipt receipt) {
        step();
        receipts.add(replyTo, receipt);
    }

    @Override
    public void dropReport(String replyTo, Receipt receipt) {
        throw new Violation("so many receipts do not come about here");
    }

    private void reported(ReceiptChannel.Outgoing one) {
        receiver.reported(one.replyTo, one.receipt);
        letIn();
    }

    @Override
    public void deliver(ReceivedFile file) {
        step();
        route.add(file);
    }

    @Override
    Count death() {
        return Count.RECEIVER_CRASHES;
    }

    @Override
    void buried() {
        if (subscription != null) {
            subscription.processDied();
        }
        if (receipts != null) {
            receipts.processDied();
        }
        if (spool != null) {
            spool.abandon();
        }
        receiver = null;
    }

    @Override
    void stop() {
        world.note(name, "stops");
        draining = true;
        route.open(false);
        subscription.close();
        end();
    }
}
