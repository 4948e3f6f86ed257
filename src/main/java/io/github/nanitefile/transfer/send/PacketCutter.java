package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Cuts what was read of a source into packets, and publishes them with their annotations. */
final class PacketCutter {

    /** All headers of a message must fit one frame; who wants to know more asks the sender. */
    private static final int LONGEST_REASON = 500;

    private final SenderOutput output;
    private final UnconfirmedPackets unconfirmed;

    PacketCutter(SenderOutput output, UnconfirmedPackets unconfirmed) {
        this.output = output;
        this.unconfirmed = unconfirmed;
    }

    void start(OutgoingTransfer transfer, long now) throws IOException {
        publish(
                transfer,
                new FileStart(transfer.describe().name(), transfer.dest(), transfer.token()),
                Annotations.ofStart(transfer.attempt(), transfer.length(), maxPause(transfer)),
                0,
                now);
        transfer.started();
    }

    private static Duration maxPause(OutgoingTransfer transfer) {
        Duration pause = transfer.idleTimeout();
        return pause.compareTo(Annotations.LONGEST_PAUSE) > 0 ? Annotations.LONGEST_PAUSE : pause;
    }

    /**
     * Publishes the chunks, and moves the buffer's position past each that is with the broker's
     * connection.
     */
    void chunks(OutgoingTransfer transfer, ByteBuffer bytes, long now) throws IOException {
        long end = transfer.bytesRead();
        while (bytes.hasRemaining()) {
            int size = output.chunkLength(transfer, bytes);
            publish(
                    transfer,
                    new FileChunk(transfer.token(), bytes.slice(bytes.position(), size)),
                    Annotations.ofChunk(transfer.attempt(), end - bytes.remaining()),
                    size,
                    now);
            bytes.position(bytes.position() + size);
        }
    }

    void end(OutgoingTransfer transfer, ReadResult last, long now) throws IOException {
        publish(
                transfer,
                new FileEnd(transfer.token(), transfer.meta()),
                Annotations.ofEnd(transfer.attempt(), transfer.bytesRead(), last.digest(), null),
                0,
                now);
        transfer.ended();
    }

    /** Tells receivers that no more will come; a plain peer sees an empty chunk. */
    void abort(OutgoingTransfer transfer, String reason, long now) throws IOException {
        String words = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        publish(
                transfer,
                new FileChunk(transfer.token(), ByteBuffer.allocate(0)),
                Annotations.ofAbort(transfer.attempt(), words),
                0,
                now);
    }

    private void publish(
            OutgoingTransfer transfer, Packet packet, Annotations annotations, int bytes, long now)
            throws IOException {
        long number = output.publish(transfer, packet, annotations);
        unconfirmed.add(number, transfer, bytes);
        transfer.published(now);
    }
}
