package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Cuts what was read of a source into packets with their annotations, which their flight keeps and
 * the line publishes.
 */
final class PacketCutter {

    /** All headers of a message must fit one frame; who wants to know more asks the sender. */
    private static final int LONGEST_REASON = 500;

    private final SenderOutput output;
    private final Line line;
    private long ends;

    PacketCutter(SenderOutput output, Line line) {
        this.output = output;
        this.line = line;
    }

    void start(Flight flight, long now) {
        OutgoingTransfer transfer = flight.transfer();
        send(
                flight,
                new FileStart(transfer.describe().name(), transfer.dest(), flight.token()),
                Annotations.ofStart(flight.attempt(), transfer.length(), maxPause(transfer)),
                0);
        flight.started(now);
    }

    private static Duration maxPause(OutgoingTransfer transfer) {
        Duration pause = transfer.idleTimeout();
        return pause.compareTo(Annotations.LONGEST_PAUSE) > 0 ? Annotations.LONGEST_PAUSE : pause;
    }

    /**
     * Sends the chunks, and moves the buffer's position past each that the flight keeps. They are
     * views: the last one of a read that is confirmed keeps all of it, at most {@link
     * Flight#QUANTUM} bytes, but they are confirmed one after the other, so it is not for long.
     */
    void chunks(Flight flight, ByteBuffer bytes) {
        long end = flight.bytesRead();
        while (bytes.hasRemaining()) {
            int size = output.chunkLength(flight.transfer(), bytes);
            long offset = end - bytes.remaining();
            ByteBuffer chunk = bytes.slice(bytes.position(), size);
            bytes.position(bytes.position() + size);
            send(
                    flight,
                    new FileChunk(flight.token(), chunk),
                    Annotations.ofChunk(flight.attempt(), offset),
                    size);
        }
    }

    void end(Flight flight, ReadResult last) {
        KeptPacket end =
                send(
                        flight,
                        new FileEnd(flight.token(), flight.transfer().meta()),
                        Annotations.ofEnd(
                                flight.attempt(),
                                flight.bytesRead(),
                                last.digest(),
                                last.segments()),
                        0);
        flight.ended(end, ++ends);
    }

    /** Tells receivers that no more will come; a plain peer sees an empty chunk. */
    void abort(Flight flight, String reason) {
        line.transmit(abortOf(flight, flight, reason));
    }

    /** The same, as the first packet of the flight that takes the place of the other. */
    void abortBefore(Flight next, Flight flight, String reason) {
        KeptPacket packet = abortOf(next, flight, reason);
        next.keep(packet);
        line.transmit(packet);
    }

    private static KeptPacket abortOf(Flight carrier, Flight flight, String reason) {
        String words = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        return new KeptPacket(
                carrier,
                new FileChunk(flight.token(), ByteBuffer.allocate(0)),
                Annotations.ofAbort(flight.attempt(), words),
                0);
    }

    /** Asks receivers for their verdict once more; the flight does not depend on it. */
    void endAgain(Flight flight, long now) {
        KeptPacket again = flight.end().again();
        flight.asks(again, now);
        line.transmit(again);
    }

    private KeptPacket send(Flight flight, Packet packet, Annotations annotations, int bytes) {
        KeptPacket kept = new KeptPacket(flight, packet, annotations, bytes);
        flight.keep(kept);
        line.transmit(kept);
        return kept;
    }
}
