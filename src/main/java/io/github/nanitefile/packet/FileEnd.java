package io.github.nanitefile.packet;

import java.util.Objects;

/**
 * Closes a transfer: the file is complete.
 *
 * @param token names the transfer
 * @param meta what the sender wants the receiver to know about the file. As read, it is null, a
 *     Boolean, Long, BigInteger (beyond a Long), Double, String, byte[] (what is no text), {@link
 *     Symbol}, or a List or Map of these, keys included. To be written, it may also be or hold an
 *     Integer, Short, Byte, Float, enum constant, Collection or array.
 * @param size see {@link Packet#size()}
 */
public record FileEnd(Token token, Object meta, Long size) implements Packet {

    public FileEnd {
        Objects.requireNonNull(token, "token");
    }

    /** An end without a size, as all of ours are. */
    public FileEnd(Token token, Object meta) {
        this(token, meta, null);
    }
}
