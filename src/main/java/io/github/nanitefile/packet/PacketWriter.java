package io.github.nanitefile.packet;

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
}
