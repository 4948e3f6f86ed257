package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The line to the broker, which comes and goes: publishes packets while it is there, and knows by
 * publish number which of them the broker has not settled. Owned by the sender's thread.
 */
final class Line {

    private final SenderOutput output;
    private final SortedMap<Long, KeptPacket> unsettled = new TreeMap<>();
    private boolean connected;
    private Exception loss;

    Line(SenderOutput output) {
        this.output = output;
    }

    boolean isConnected() {
        return connected;
    }

    /** Why it is not connected; null if it never was. */
    Exception loss() {
        return loss;
    }

    void connected() {
        unsettled.clear();
        connected = true;
    }

    void lost(Exception cause) {
        unsettled.clear();
        connected = false;
        loss = cause;
    }

    /** Publishes a packet if there is a connection; without one it has to be told again later. */
    void transmit(KeptPacket packet) {
        if (!connected) {
            return;
        }
        packet.sent();
        try {
            long number =
                    output.publish(
                            packet.flight().transfer(), packet.packet(), packet.annotations());
            unsettled.put(number, packet);
        } catch (IOException e) {
            connected = false; // what this means for each transfer comes with the news of the loss
            loss = e;
        }
    }

    /** Takes out the packet of that number, or all up to it, in their order. */
    List<KeptPacket> settle(long number, boolean multiple) {
        if (!multiple) {
            KeptPacket packet = unsettled.remove(number);
            return packet == null ? List.of() : List.of(packet);
        }
        Collection<KeptPacket> upTo = unsettled.headMap(number + 1).values();
        List<KeptPacket> settled = new ArrayList<>(upTo);
        upTo.clear();
        return settled;
    }

    /** Whether a packet of an attempt that is over, under that token, is not settled. */
    boolean hasLate(Token token) {
        return unsettled.values().stream()
                .map(KeptPacket::flight)
                .anyMatch(flight -> flight.isOver() && flight.token().equals(token));
    }
}
