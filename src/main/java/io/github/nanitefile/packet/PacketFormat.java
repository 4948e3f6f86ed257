package io.github.nanitefile.packet;

/**
 * One way of writing packets as message bodies. Used by any thread.
 *
 * <p>A format does not look at annotations, does not choose between formats (see {@link
 * PacketFormats}), and brings nothing into being that a message names.
 */
public interface PacketFormat extends PacketReader, PacketWriter {

    /** The name by which users choose the format: {@code marshal}, … */
    String name();

    /** Whether the body begins as one of this format does; says nothing about the rest. */
    boolean recognises(byte[] body);

    /**
     * Whether the packet can be written in this format so that it reads the same; where it cannot,
     * Nanite's peers write it as Marshal instead. Says nothing about values that no format carries.
     */
    default boolean carries(Packet packet) {
        return true;
    }
}
