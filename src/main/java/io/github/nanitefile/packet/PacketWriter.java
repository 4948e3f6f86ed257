package io.github.nanitefile.packet;

import java.nio.ByteBuffer;

/** Writes packets as message bodies, in a format that was chosen before. Used by any thread. */
@FunctionalInterface
public interface PacketWriter {

    /**
     * Writes a packet; leaves the position of its chunk where it is.
     *
     * @throws IllegalArgumentException if the packet holds a value that cannot be sent; says which,
     *     and what to do about it
     */
    byte[] write(Packet packet);

    /**
     * How many of the next bytes of a file go into one chunk: {@code chunkSize}, unless what they
     * grow to in this format would make the message larger than peers take.
     *
     * @param bytes what is left of the file, as far as it is at hand; not empty, and left as it is
     * @param chunkSize the most that the user wants in one chunk
     * @return from 1 to the smaller of chunkSize and what remains of bytes
     */
    default int chunkLength(ByteBuffer bytes, int chunkSize) {
        return Math.min(bytes.remaining(), chunkSize);
    }
}
