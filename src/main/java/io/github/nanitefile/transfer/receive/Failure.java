package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt.Verdict;

/**
 * Why a transfer comes to nothing.
 *
 * @param verdict whether another attempt may do better ({@code LOST}) or not ({@code REFUSED})
 * @param reason a sentence without the transfer's names
 */
record Failure(Verdict verdict, String reason) {

    /** Another attempt may do better. */
    static Failure lost(String reason) {
        return new Failure(Verdict.LOST, reason);
    }

    /** Another attempt would fare no better. */
    static Failure refused(String reason) {
        return new Failure(Verdict.REFUSED, reason);
    }
}
