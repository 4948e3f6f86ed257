package io.github.nanitefile.packet;

/**
 * One message of Nanite's file streaming: a file travels as one {@link FileStart}, any number of
 * {@link FileChunk}s and one {@link FileEnd}, all with the same {@link Token}. The names and fields
 * are those of Ruby's {@code Nanite::FileStart}, {@code Nanite::FileChunk} and {@code
 * Nanite::FileEnd}.
 *
 * <p>A packet is what the message says and nothing more: where a chunk belongs in the file, how
 * long the file is and what its digest must be travel beside the packet, as {@link Annotations}.
 */
public sealed interface Packet permits FileStart, FileChunk, FileEnd {

    /** Names the transfer that this packet belongs to. */
    Token token();

    /**
     * What Ruby calls {@code size}: the length of the message's own JSON text, and nothing in the
     * other formats.
     *
     * @return the size, or null where the message carries none; never the size of the file
     */
    Long size();

    /**
     * The packet's name as it travels in the AMQP property {@code type}: {@code FileStart} and so
     * on.
     */
    default String type() {
        return getClass().getSimpleName();
    }
}
