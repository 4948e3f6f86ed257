package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.TreeSet;

/** A channel with publisher confirms, seen from both sides. */
final class Publisher extends Connection {

    /** Is told on the client's thread what becomes of messages. */
    interface Listener {

        void confirmed(long number, boolean multiple);

        void refused(long number, boolean multiple);

        void returned(Token token);

        void blocked(boolean blocked);

        void lost(IOException cause);
    }

    private final Broker broker;
    private final Listener listener;
    private final TreeSet<Long> pending = new TreeSet<>();
    private final TreeSet<Long> taken = new TreeSet<>();
    private long numbers;

    Publisher(SimulatedProcess client, Broker broker, Listener listener) {
        super(client, listener::lost);
        this.broker = broker;
        this.listener = listener;
    }

    /**
     * @throws IOException if the connection is known to be gone
     */
    long publish(Packet packet, Annotations annotations) throws IOException {
        if (toBroker.isCut() && world.chance.oneIn(2)) {
            throw new IOException("broken pipe");
        }
        long number = ++numbers;
        toBroker.send(
                () -> {
                    pending.add(number);
                    broker.published(this, number, packet, annotations);
                });
        return number;
    }

    /** The broker has the message on its disk. */
    void taken(long number) {
        pending.remove(number);
        taken.add(number);
        if (world.chance.oneIn(3)) {
            world.after(10 * World.MILLI, this::confirm);
        } else {
            confirm();
        }
    }

    /** All up to the first that is pending in one frame, the others one by one. */
    private void confirm() {
        Long upTo = pending.isEmpty() ? highest() : taken.lower(pending.first());
        if (upTo != null) {
            taken.headSet(upTo, true).clear();
            tell(() -> listener.confirmed(upTo, true));
        }
        while (!taken.isEmpty()) {
            long number = taken.pollFirst();
            tell(() -> listener.confirmed(number, false));
        }
    }

    private Long highest() {
        return taken.isEmpty() ? null : taken.last();
    }

    void refused(long number) {
        pending.remove(number);
        tell(() -> listener.refused(number, false));
    }

    void returned(Token token) {
        tell(() -> listener.returned(token));
    }

    void blocked(boolean blocked) {
        tell(() -> listener.blocked(blocked));
        toBroker.hold(blocked);
    }

    private void tell(Runnable what) {
        toClient.send(() -> client.post(what));
    }
}
