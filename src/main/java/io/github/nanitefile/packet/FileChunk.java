package io.github.nanitefile.packet;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Carries the next bytes of a file.
 *
 * @param token names the transfer
 * @param chunk the bytes between position and limit; a view, not a copy, of the message that it was
 *     read from. Whoever moves its position works on a {@link ByteBuffer#duplicate() duplicate}.
 * @param size see {@link Packet#size()}
 */
public record FileChunk(Token token, ByteBuffer chunk, Long size) implements Packet {

    public FileChunk {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(chunk, "chunk");
    }

    /** A chunk without a size, as all of ours are. */
    public FileChunk(Token token, ByteBuffer chunk) {
        this(token, chunk, null);
    }
}
