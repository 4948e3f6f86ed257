package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a {@link Sender} wants done. Called on the sender's owner thread. */
public interface SenderOutput {

    /**
     * Read the transfer's next bytes on another thread: {@code bytes} of them, fewer only at the
     * end or where whole chunks are at hand and more would have to be waited for. To be answered by
     * {@link Sender#read} or {@link Sender#readFailed}, on the owner thread. One at a time for each
     * transfer.
     */
    void read(OutgoingTransfer transfer, int bytes);

    /**
     * Begin at the source's first byte with the next {@link #read}; one that is under way may end
     * as it likes.
     *
     * @return false if the source cannot be read again
     */
    boolean rewind(OutgoingTransfer transfer);

    /** A token that no transfer ever had. */
    default Token newToken() {
        return Token.random();
    }

    /**
     * Publish a packet, and with it where receipts are waited for if the transfer wants any.
     *
     * @return the publish number by which it will be confirmed; numbers count up, and each
     *     connection counts anew
     * @throws IOException if the connection is lost; {@link Sender#disconnected} follows
     */
    long publish(OutgoingTransfer transfer, Packet packet, Annotations annotations)
            throws IOException;

    /**
     * How many of the bytes go into the transfer's next packet: {@link
     * OutgoingTransfer#chunkSize()}, or fewer where the format blows them up.
     */
    default int chunkLength(OutgoingTransfer transfer, ByteBuffer bytes) {
        return Math.min(transfer.chunkSize(), bytes.remaining());
    }

    /**
     * Every packet of the transfer is confirmed, and as many receivers have it as were asked for;
     * nothing more will be asked for it.
     */
    void completed(OutgoingTransfer transfer);

    /**
     * The transfer failed; nothing more will be asked for it, though a read may be under way.
     *
     * @param cause its message names the file, the domain and the remedy
     */
    void failed(OutgoingTransfer transfer, SendFailedException cause);
}
