package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.transfer.FailureKind;

/**
 * Why a transfer comes to nothing.
 *
 * @param kind why, to be counted
 * @param verdict whether another attempt may do better ({@code LOST}) or not ({@code REFUSED})
 * @param reason a sentence without the transfer's names
 */
record Failure(FailureKind kind, Verdict verdict, String reason) {

    /** Another attempt may do better. */
    static Failure lost(FailureKind kind, String reason) {
        return new Failure(kind, Verdict.LOST, reason);
    }

    /** Another attempt would fare no better. */
    static Failure refused(FailureKind kind, String reason) {
        return new Failure(kind, Verdict.REFUSED, reason);
    }
}
