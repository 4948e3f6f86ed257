package io.github.nanitefile.spool;

/**
 * A file may not be placed where its sender wants it; the message says why. Trying again does not
 * help.
 */
public final class RefusedDestinationException extends SpoolException {

    RefusedDestinationException(String reason) {
        super(reason);
    }
}
