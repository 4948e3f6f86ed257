package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A broker with one exchange, which gives each queue a copy. It writes messages to its disk after a
 * while, in any order, and confirms them then; when it dies, what was not written may be lost.
 */
final class Broker {

    private final World world;
    private final Map<String, Mailbox> queues = new LinkedHashMap<>();
    private final Map<String, ReceiptInbox.Queue> inboxes = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private boolean up = true;
    private boolean blocked;
    private long refusesUntil;
    private long places;
    private int life;

    Broker(World world) {
        this.world = world;
    }

    /**
     * @throws IOException if the broker is down
     */
    Publisher publisher(SimulatedProcess client, Publisher.Listener listener) throws IOException {
        requireUp();
        Publisher publisher = new Publisher(client, this, listener);
        connections.add(publisher);
        if (blocked) {
            publisher.blocked(true);
        }
        return publisher;
    }

    /**
     * Declares the queue, and consumes it.
     *
     * @throws IOException if the broker is down, or an exclusive queue is in use
     */
    Subscription subscribe(
            SimulatedProcess client,
            String queue,
            boolean exclusive,
            int prefetch,
            Consumer<Subscription.Delivery> listener,
            Consumer<IOException> whenLost)
            throws IOException {
        requireUp();
        if (exclusive && queues.containsKey(queue)) {
            throw new IOException("the queue is locked");
        }
        Mailbox mailbox = queues.computeIfAbsent(queue, name -> new Mailbox(world, name));
        Subscription subscription =
                new Subscription(client, this, mailbox, exclusive, prefetch, listener, whenLost);
        connections.add(subscription);
        mailbox.subscribe(subscription);
        return subscription;
    }

    /**
     * A connection for what needs no channel of a kind of its own.
     *
     * @throws IOException if the broker is down
     */
    Connection connect(SimulatedProcess client, Consumer<IOException> whenLost) throws IOException {
        requireUp();
        Connection connection = new Connection(client, whenLost);
        connections.add(connection);
        return connection;
    }

    /**
     * Declares a private queue for receipts, and consumes it.
     *
     * @throws IOException if the broker is down, or does not know yet that an earlier one is gone
     */
    ReceiptInbox.Queue inbox(
            SimulatedProcess client,
            String name,
            Consumer<Receipt> reader,
            Consumer<IOException> whenLost)
            throws IOException {
        requireUp();
        ReceiptInbox.Queue earlier = inboxes.get(name);
        if (earlier != null && earlier.isOpen()) {
            throw new IOException("the queue is locked");
        }
        ReceiptInbox.Queue inbox = new ReceiptInbox.Queue(client, reader, whenLost);
        inboxes.put(name, inbox);
        connections.add(inbox);
        return inbox;
    }

    /** A receipt has come; it is confirmed whether or not anybody waits for it. */
    void replied(String replyTo, Receipt receipt) {
        world.note(replyTo, "gets", receipt.verdict(), receipt.token(), receipt.group());
        world.count(Count.RECEIPTS);
        world.ledger().receipt(receipt);
        ReceiptInbox.Queue inbox = inboxes.get(replyTo);
        if (inbox != null && inbox.isOpen()) {
            inbox.add(receipt);
        }
    }

    private void requireUp() throws IOException {
        if (!up) {
            throw new IOException("connection refused");
        }
        connections.removeIf(connection -> !connection.isOpen());
    }

    void delete(Mailbox queue) {
        world.note(queue.name, "goes with its consumer");
        queues.remove(queue.name);
    }

    /** A message has come. */
    void published(Publisher from, long number, Packet packet, Annotations annotations) {
        world.count(Count.PACKETS_PUBLISHED);
        if (world.now() < refusesUntil && world.chance.oneIn(4)) {
            from.refused(number);
            return;
        }
        if (queues.isEmpty()) {
            if (world.scenario.refusesUnroutable()) {
                from.refused(number);
                from.returned(packet.token());
            } else {
                from.returned(packet.token());
                from.taken(number);
            }
            return;
        }
        List<Letter> copies = new ArrayList<>();
        for (Mailbox queue : queues.values()) {
            Letter letter = new Letter(packet, annotations, places++);
            world.note(queue.name, "gets", letter.name(world));
            copies.add(letter);
            queue.add(letter);
        }
        int running = life;
        world.after(
                world.chance.between(0, world.scenario.diskLatency()),
                () -> {
                    if (life == running) {
                        copies.forEach(letter -> letter.safe = true);
                        from.taken(number);
                    }
                });
    }

    boolean isUp() {
        return up;
    }

    void crash() {
        world.note("the broker dies");
        world.count(Count.BROKER_CRASHES);
        up = false;
        life++;
        blocked = false;
        connections.forEach(Connection::brokerDied);
        connections.forEach(Connection::brokerForgets);
        connections.clear();
        queues.values().forEach(Mailbox::crash);
    }

    void restart() {
        if (up) {
            return;
        }
        world.note("the broker is back");
        up = true;
    }

    /** An alarm: it reads nothing from those who publish, until it is over. */
    void blocked(boolean alarm) {
        world.note("alarm", alarm);
        blocked = alarm;
        for (Connection connection : connections) {
            if (connection instanceof Publisher publisher) {
                publisher.blocked(alarm);
            }
        }
    }

    void refuseUntil(long time) {
        refusesUntil = time;
    }

    void duplicateOne() {
        queues.values().forEach(queue -> queue.duplicateOne(places++));
    }

    /** The connections that both sides may still take for open. */
    List<Connection> connections() {
        connections.removeIf(connection -> !connection.isOpen());
        return connections;
    }

    boolean isEmpty() {
        return queues.values().stream().allMatch(Mailbox::isEmpty);
    }
}
