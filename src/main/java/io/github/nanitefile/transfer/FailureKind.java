package io.github.nanitefile.transfer;

import java.util.Locale;

/** Why transfers come to nothing, coarse enough to be counted. */
public enum FailureKind {
    /** Sending: no queue takes files of that domain. */
    NO_RECEIVER,
    /** Sending: the body cannot be read, or changed while it was. */
    SOURCE,
    /** Sending: a packet cannot be written in that format. */
    FORMAT,
    /** Sending: the broker refused packets. */
    BROKER,
    /** Sending: too few groups said that they have it. */
    RECEIPTS,
    /** Nothing came of it for too long: no byte, no confirm, no packet. */
    IDLE,
    /** It was interrupted, and could not go on or start over. */
    INTERRUPTED,
    /** Sending: its route or context was stopped. */
    STOPPED,
    /** Receiving: bytes are missing, or there are too many. */
    INCOMPLETE,
    /** Receiving: its bytes are not those that were sent. */
    DIGEST,
    /** Receiving: the options do not let it in. */
    REFUSED,
    /** Receiving: there was no room for it. */
    NO_ROOM,
    /** Receiving: the sender gave up. */
    ABORTED,
    /** An operator wanted it to end. */
    CANCELLED;

    /** As people and meters name it: {@code no-receiver}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
