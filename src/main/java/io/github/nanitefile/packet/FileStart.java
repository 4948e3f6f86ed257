package io.github.nanitefile.packet;

import java.util.Objects;

/**
 * Opens a transfer.
 *
 * @param filename the base name of the file at the sender
 * @param dest the name that the sender asks the receiver to give the file; hostile until checked
 * @param token names the transfer
 * @param size see {@link Packet#size()}
 */
public record FileStart(String filename, String dest, Token token, Long size) implements Packet {

    public FileStart {
        Objects.requireNonNull(filename, "filename");
        Objects.requireNonNull(dest, "dest");
        Objects.requireNonNull(token, "token");
    }

    /** A start without a size, as all of ours are. */
    public FileStart(String filename, String dest, Token token) {
        this(filename, dest, token, null);
    }
}
