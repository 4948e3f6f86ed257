package io.github.nanitefile.packet;

import java.util.Optional;

/** Reads packets out of message bodies. Used by any thread. */
@FunctionalInterface
public interface PacketReader {

    /**
     * Reads a packet. A chunk is a view of {@code body}, so the caller gives the array away.
     *
     * @return the packet, or empty if the message is well formed but none of ours: another packet
     *     of Nanite, a plain value, or a file packet without usable values where it needs them
     * @throws UnreadableMessageException if the bytes are broken, hold an object of a foreign class
     *     where it matters, or cross a limit of depth or size; nothing else is thrown, whatever the
     *     bytes
     */
    Optional<Packet> read(byte[] body) throws UnreadableMessageException;
}
