package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.Token;

/** Makes receipts of verdicts: adds who it is that says so, and when. */
@FunctionalInterface
public interface ReceiptIssuer {

    /**
     * A receipt of now.
     *
     * @param name the file's final name, or null where it is not known or was not delivered
     * @param digest what its bytes come to, or null likewise
     * @param reason why it was not delivered, or null if it was
     */
    Receipt issue(
            Token token, int attempt, Verdict verdict, String name, Digest digest, String reason);
}
