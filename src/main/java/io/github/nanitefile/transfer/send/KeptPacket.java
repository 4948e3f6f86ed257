package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;

/**
 * A packet that is kept until the broker has it for sure, since it may have to be published again.
 */
final class KeptPacket {

    private final Flight flight;
    private final int bytes;
    private Packet packet;
    private Annotations annotations;
    private boolean sent;
    private boolean confirmed;

    /**
     * @param bytes what it takes of the window
     */
    KeptPacket(Flight flight, Packet packet, Annotations annotations, int bytes) {
        this.flight = flight;
        this.packet = packet;
        this.annotations = annotations;
        this.bytes = bytes;
    }

    Flight flight() {
        return flight;
    }

    Packet packet() {
        return packet;
    }

    Annotations annotations() {
        return annotations;
    }

    int bytes() {
        return bytes;
    }

    /** Whether it was handed to the connection that there is now. */
    boolean isSent() {
        return sent;
    }

    void sent() {
        sent = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    void confirmed() {
        confirmed = true;
    }

    /** The connection is gone, and with it the certainty that the broker has it. */
    void lost() {
        sent = false;
        confirmed = false;
    }

    /** The same packet, to be published once more though it was confirmed. */
    KeptPacket again() {
        return new KeptPacket(flight, packet, annotations, 0);
    }

    /** It will not be published again; from now on it is only the memory that it was. */
    void drop() {
        packet = null;
        annotations = null;
    }
}
