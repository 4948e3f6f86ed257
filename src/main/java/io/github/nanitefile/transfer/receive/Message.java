package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.transfer.Transfer;

/**
 * One packet as it came.
 *
 * @param domain the domain it came through
 * @param tag names it when it is settled
 * @param position where it is in its stream; negative if it comes from a queue
 * @param deliveredBefore how often the broker had delivered it before
 * @param now when it is taken in
 */
record Message(
        String domain,
        Packet packet,
        Annotations annotations,
        long tag,
        long position,
        int deliveredBefore,
        long now) {

    TransferId id() {
        return new TransferId(domain, packet.token());
    }

    int attempt() {
        return annotations.attempt();
    }

    boolean plain() {
        return annotations.plain();
    }

    /** Whether it stays where it was read, so that settling it means no more than to go on. */
    boolean isOfStream() {
        return position >= 0;
    }

    boolean isStart() {
        return packet instanceof FileStart;
    }

    boolean redelivered() {
        return deliveredBefore > 0;
    }

    /** The transfer that it starts. */
    Transfer describeStart() {
        return IncomingTransfer.describe(domain, (FileStart) packet, annotations.length());
    }

    /** How many bytes of a file it carries. */
    int bytes() {
        return packet instanceof FileChunk chunk ? chunk.chunk().remaining() : 0;
    }

    /** The same, taken in later. */
    Message at(long later) {
        return new Message(domain, packet, annotations, tag, position, deliveredBefore, later);
    }
}
