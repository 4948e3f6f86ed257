package io.github.nanitefile.transfer.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * A queue of the broker: its messages in order, and its consumers, of whom the first is active.
 * What is put back goes to where it was.
 */
final class Mailbox {

    private static final int MOST_FORGOTTEN = 20;

    final String name;
    private final World world;
    private final TreeMap<Long, Letter> ready = new TreeMap<>();
    private final List<Subscription> consumers = new ArrayList<>();
    private final Deque<Letter> lastAcknowledged = new ArrayDeque<>();

    Mailbox(World world, String name) {
        this.world = world;
        this.name = name;
    }

    void add(Letter letter) {
        world.ledger().queued(name, letter.packet.token());
        ready.put(letter.place, letter);
        pump();
    }

    void putBack(Collection<Letter> letters) {
        for (Letter letter : letters) {
            letter.redelivered = true;
            ready.put(letter.place, letter);
        }
        pump();
    }

    void acknowledged(Letter letter) {
        lastAcknowledged.add(letter);
        if (lastAcknowledged.size() > MOST_FORGOTTEN) {
            lastAcknowledged.remove();
        }
    }

    void subscribe(Subscription consumer) {
        consumers.add(consumer);
        pump();
    }

    void unsubscribe(Subscription consumer) {
        consumers.remove(consumer);
        putBack(consumer.takeUnsettled());
    }

    /** Gives the active consumer what its window has room for. */
    void pump() {
        while (!consumers.isEmpty() && !ready.isEmpty() && consumers.get(0).hasRoom()) {
            consumers.get(0).deliver(ready.pollFirstEntry().getValue());
        }
    }

    boolean isEmpty() {
        return ready.isEmpty() && consumers.stream().allMatch(Subscription::isIdle);
    }

    /**
     * The broker's process dies, after the consumers have gone: what is not safe may be lost, the
     * larger the likelier.
     */
    void crash() {
        for (Iterator<Letter> all = ready.values().iterator(); all.hasNext(); ) {
            Letter letter = all.next();
            if (!letter.safe && world.chance.oneIn(letter.bytes() > 0 ? 2 : 4)) {
                all.remove();
                world.ledger().lost(name, letter.packet.token());
                world.note(name, "loses", letter.name(world));
                world.count(Count.MESSAGES_LOST_WITH_BROKER);
            }
            letter.safe = true;
        }
        if (world.has(Fault.DUPLICATES)) {
            lastAcknowledged.stream()
                    .filter(letter -> letter.safe && world.chance.oneIn(4))
                    .forEach(this::remember);
        }
        lastAcknowledged.clear();
    }

    private void remember(Letter letter) {
        letter.redelivered = true;
        ready.put(letter.place, letter);
        world.note(name, "forgot the acknowledgement of", letter.name(world));
        world.count(Count.MESSAGES_DUPLICATED);
    }

    /** One of those that wait, twice. */
    void duplicateOne(long place) {
        if (!ready.isEmpty()) {
            Letter letter = world.chance.of(List.copyOf(ready.values()));
            Letter copy = new Letter(letter.packet, letter.annotations, place);
            copy.safe = true;
            world.note(name, "has twice", letter.name(world));
            world.count(Count.MESSAGES_DUPLICATED);
            add(copy);
        }
    }
}
