package io.github.nanitefile.packet;

import java.util.Objects;

/**
 * Closes a transfer: the file is complete.
 *
 * @param token names the transfer
 * @param meta what the sender wants the receiver to know about the file: null, Boolean, Long,
 *     BigInteger, Double, String, byte[] (what is no text), {@link Symbol}, List or Map of these
 * @param size see {@link Packet#size()}
 */
public record FileEnd(Token token, Object meta, Long size) implements Packet {

    public FileEnd {
        Objects.requireNonNull(token, "token");
    }

    public FileEnd(Token token, Object meta) {
        this(token, meta, null);
    }
}
