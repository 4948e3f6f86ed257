package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Nanos;
import java.util.Optional;

/**
 * Whether bytes that are missing may still come. A broker that crashes may lose a packet and keep a
 * later, smaller one, where it had confirmed neither. The sender then repeats everything from its
 * oldest unconfirmed packet on, after at most the pause that it announced. So a gap is not for good
 * while a channel is younger than that; at any other time it is.
 *
 * <p>Owned by the receiver's thread.
 */
final class GapRule {

    private long opened;

    void channelOpened(long now) {
        opened = now;
    }

    /**
     * Whether to wait for the bytes before those of a packet. It is held then, but nothing is taken
     * from it: what it brings comes again, too.
     *
     * @param offset where the packet's bytes begin; for an end, the length of the file
     */
    boolean waits(IncomingTransfer transfer, long offset, long now) {
        if (offset <= transfer.length()) {
            transfer.missing(null);
            return false;
        }
        if (transfer.missingSince() != null) {
            return true;
        }
        boolean young = now - opened < Nanos.of(transfer.announcedPause());
        if (young) {
            transfer.missing(now);
        }
        return young;
    }

    /** Why a transfer fails whose missing bytes did not come; nothing while they may. */
    Optional<Failure> failure(IncomingTransfer transfer, long now) {
        Long since = transfer.missingSince();
        if (since == null || now - since <= Nanos.of(transfer.announcedPause())) {
            return Optional.empty();
        }
        return Optional.of(
                Failure.lost(
                        FailureKind.INCOMPLETE,
                        "the bytes from "
                                + transfer.length()
                                + " on were lost with a connection, and did not come again within the "
                                + transfer.announcedPause().toSeconds()
                                + " s that the sender announced; send it again"));
    }
}
