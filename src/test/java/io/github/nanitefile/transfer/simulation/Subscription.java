package io.github.nanitefile.transfer.simulation;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A channel that consumes a queue, seen from both sides. Settles each message once, or else. */
final class Subscription extends Connection {

    private enum Settlement {
        ACKNOWLEDGE,
        REJECT,
        REQUEUE
    }

    /** A message as it comes to the consumer. */
    record Delivery(Letter letter, long tag, boolean redelivered) {}

    private final Broker broker;
    private final Mailbox queue;
    private final boolean exclusive;
    private final int prefetch;
    private final Consumer<Delivery> listener;
    private final TreeMap<Long, Letter> unsettled = new TreeMap<>();
    private final Set<Long> atClient = new HashSet<>();
    private long tags;

    Subscription(
            SimulatedProcess client,
            Broker broker,
            Mailbox queue,
            boolean exclusive,
            int prefetch,
            Consumer<Delivery> listener,
            Consumer<IOException> whenLost) {
        super(client, whenLost);
        this.broker = broker;
        this.queue = queue;
        this.exclusive = exclusive;
        this.prefetch = prefetch;
        this.listener = listener;
    }

    boolean hasRoom() {
        return unsettled.size() < prefetch;
    }

    boolean isIdle() {
        return unsettled.isEmpty();
    }

    void deliver(Letter letter) {
        long tag = ++tags;
        boolean redelivered = letter.redelivered;
        unsettled.put(tag, letter);
        toClient.send(
                () ->
                        client.post(
                                () -> {
                                    atClient.add(tag);
                                    listener.accept(new Delivery(letter, tag, redelivered));
                                }));
    }

    List<Letter> takeUnsettled() {
        List<Letter> taken = List.copyOf(unsettled.values());
        unsettled.clear();
        return taken;
    }

    void acknowledge(Collection<Long> tags) {
        settle(tags, Settlement.ACKNOWLEDGE);
    }

    void reject(Collection<Long> tags) {
        settle(tags, Settlement.REJECT);
    }

    void requeue(Collection<Long> tags) {
        settle(tags, Settlement.REQUEUE);
    }

    private void settle(Collection<Long> tags, Settlement how) {
        for (long tag : tags) {
            if (!atClient.remove(tag)) {
                throw new Violation(
                        client.name + " settles message " + tag + " that it does not hold: " + how);
            }
        }
        List<Long> settled = List.copyOf(tags);
        toBroker.send(() -> settled(settled, how));
    }

    private void settled(List<Long> tags, Settlement how) {
        for (long tag : tags) {
            Letter letter = unsettled.remove(tag);
            world.note(queue.name, how, letter.name(world));
            switch (how) {
                case ACKNOWLEDGE -> queue.acknowledged(letter);
                case REJECT -> world.count(Count.MESSAGES_REJECTED);
                case REQUEUE -> queue.putBack(List.of(letter));
            }
        }
        queue.pump();
    }

    @Override
    void brokerForgets() {
        if (exclusive) {
            broker.delete(queue);
        } else {
            queue.unsubscribe(this);
        }
    }
}
