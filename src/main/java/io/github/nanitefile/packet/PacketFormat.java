package io.github.nanitefile.packet;

import java.util.Optional;

/**
 * One way of writing packets as message bodies. Stateless; used by any thread.
 *
 * <p>A format does not look at annotations, does not choose between formats (see {@link
 * PacketFormats}), and brings nothing into being that a message names.
 */
public interface PacketFormat {

    /** The name by which users choose the format: {@code marshal}, … */
    String name();

    /** Whether the body's first bytes are those of this format; says nothing about the rest. */
    boolean recognises(byte[] body);

    /**
     * Writes a packet. A chunk's bytes are copied once, into the result.
     *
     * @throws IllegalArgumentException if the packet holds a value that this format cannot carry;
     *     says which, and what to do about it
     */
    byte[] write(Packet packet);

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
