package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The packets that the broker has not settled, by publish number, and what they take of the window.
 */
final class UnconfirmedPackets {

    private final SortedMap<Long, Packet> packets = new TreeMap<>();
    private final SendWindow window;

    UnconfirmedPackets(SendWindow window) {
        this.window = window;
    }

    /** One packet, and how many bytes of the window it takes. */
    record Packet(OutgoingTransfer transfer, int bytes) {}

    void add(long number, OutgoingTransfer transfer, int bytes) {
        packets.put(number, new Packet(transfer, bytes));
    }

    /**
     * Takes out the packet of that number, or all up to it; gives back their part of the window.
     */
    List<Packet> settle(long number, boolean multiple) {
        if (!multiple) {
            Packet packet = packets.remove(number);
            if (packet == null) {
                return List.of();
            }
            window.release(packet.bytes());
            return List.of(packet);
        }
        Collection<Packet> upTo = packets.headMap(number + 1).values();
        List<Packet> settled = new ArrayList<>(upTo);
        upTo.clear();
        release(settled);
        return settled;
    }

    /** Whether a packet of a failed transfer of that token is among them. */
    boolean hasFailed(Token token) {
        return packets.values().stream()
                .map(Packet::transfer)
                .anyMatch(transfer -> transfer.isFailed() && transfer.token().equals(token));
    }

    void clear() {
        release(packets.values());
        packets.clear();
    }

    private void release(Collection<Packet> settled) {
        settled.forEach(packet -> window.release(packet.bytes()));
    }
}
