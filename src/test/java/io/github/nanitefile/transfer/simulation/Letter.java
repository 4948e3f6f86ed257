package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.Packet;

/** A message with the broker: in one queue, at one place. */
final class Letter {

    final Packet packet;
    final Annotations annotations;
    final long place;
    boolean redelivered;

    /** Whether it outlives the broker's process for sure. */
    boolean safe;

    Letter(Packet packet, Annotations annotations, long place) {
        this.packet = packet;
        this.annotations = annotations;
        this.place = place;
    }

    int bytes() {
        return packet instanceof FileChunk chunk ? chunk.chunk().remaining() : 0;
    }

    /** For people who read a trace. */
    String name(World world) {
        return world.ledger().name(packet.token())
                + "/"
                + annotations.attempt()
                + (annotations.abort() != null
                        ? " abort"
                        : packet instanceof FileChunk
                                ? " @" + annotations.offset() + "+" + bytes()
                                : " " + packet.type());
    }
}
