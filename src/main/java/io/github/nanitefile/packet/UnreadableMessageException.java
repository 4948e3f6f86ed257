package io.github.nanitefile.packet;

import java.io.IOException;

/**
 * A message whose bytes, or whose annotations, are no packet; the message says what is wrong with
 * them.
 */
public final class UnreadableMessageException extends IOException {

    public UnreadableMessageException(String message) {
        super(message);
    }

    public UnreadableMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
