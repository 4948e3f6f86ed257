package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.amqp.BackOff;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that receives files: does around {@link Receiver} what Inbound and SteadySubscription
 * do.
 */
final class ReceivingProcess extends SimulatedProcess implements ReceiverOutput {

    private static final long TICK = World.SECOND;
    private static final long RESTART = 3 * World.SECOND;

    private final Group group;
    private final Broker broker;
    private final Disk disk;
    private final Deque<Subscription.Delivery> heldBack = new ArrayDeque<>();
    private final Map<Token, Long> began = new HashMap<>();
    private Spool spool;
    private Receiver receiver;
    private Route route;
    private ReceiptChannel receipts;
    private Repository repository;
    private BackOff backOff;
    private Subscription channel;
    private boolean wanted;
    private boolean draining;
    private long tries;
    private int lives;
    private long bornAt;

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
                && channel != null
                && channel.isSound();
    }

    void began(Token token) {
        began.put(token, world.now());
    }

    /** When a file began to come in this life; where an earlier one had it, when this began. */
    long beganAt(Token token) {
        return began.getOrDefault(token, bornAt);
    }

    @Override
    void born() {
        heldBack.clear();
        began.clear();
        bornAt = world.now();
        draining = false;
        channel = null;
        backOff = new BackOff();
        lives++;
        repository = repository();
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
            wanted = true;
            subscribe();
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
            wanted = false;
            giveUp();
        }
    }

    /** Takes up again. */
    void resume() {
        if (!draining) {
            return;
        }
        world.note(name, "is resumed");
        draining = false;
        if (channel != null) {
            receiver.channelOpened(world.now());
        }
        route.open(true);
        while (!heldBack.isEmpty()) {
            delivered(heldBack.remove());
        }
        wanted = true;
        tryToSubscribe();
    }

    private void subscribe() throws IOException {
        Subscription[] own = new Subscription[1];
        own[0] =
                broker.subscribe(
                        this,
                        queue(),
                        group.broadcast(),
                        world.scenario.limits().prefetch(),
                        delivery -> {
                            if (channel == own[0]) {
                                delivered(delivery);
                            }
                        },
                        cause -> {
                            if (channel == own[0]) {
                                retreat(cause);
                            }
                        });
        channel = own[0];
        world.count(Count.RECONNECTS);
        receiver.channelOpened(world.now());
    }

    private String queue() {
        return group.broadcast() ? name + "-" + lives : group.name();
    }

    private void tryToSubscribe() {
        if (!wanted || channel != null) {
            return;
        }
        try {
            subscribe();
        } catch (IOException e) {
            comeBackLater();
        }
    }

    private void retreat(IOException cause) {
        world.note(name, "retreats:", cause.getMessage());
        giveUp();
        comeBackLater();
    }

    private void giveUp() {
        if (channel != null) {
            channel.close();
            channel = null;
            gone();
        }
    }

    private void gone() {
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

    private void comeBackLater() {
        if (!wanted) {
            return;
        }
        long mine = ++tries;
        after(
                backOff.next().toNanos(),
                () -> {
                    if (mine == tries) {
                        tryToSubscribe();
                    }
                });
    }

    private void delivered(Subscription.Delivery delivery) {
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
                            delivery.redelivered(),
                            world.now());
                    backOff.reset();
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
            retreat(e);
        }
    }

    @Override
    public void acknowledge(List<Long> tags) {
        step();
        if (channel != null) {
            channel.acknowledge(tags);
        }
    }

    @Override
    public void reject(List<Long> tags) {
        step();
        if (channel != null) {
            channel.reject(tags);
        }
    }

    @Override
    public void requeue(List<Long> tags) {
        step();
        if (channel != null) {
            channel.requeue(tags);
        }
    }

    @Override
    public void report(String replyTo, Receipt receipt) {
        step();
        receipts.add(replyTo, receipt);
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
        if (channel != null) {
            channel.clientDied();
            channel = null;
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
        wanted = false;
        giveUp();
        end();
    }
}
