package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What receivers said of a transfer: the last word of each, but that it has the file is not taken
 * back. One queue is one receiver. Owned by the sender's thread.
 */
final class AwaitedReceipts {

    /** More receivers are nobody's; whoever may write to the queue could fill the heap. */
    private static final int MOST = 10_000;

    private final Map<String, Receipt> byQueue = new LinkedHashMap<>();

    /** Whether it says more than what its receiver said before: being asked again is no news. */
    boolean isNews(Receipt receipt) {
        Receipt before = byQueue.get(receipt.queue());
        return before == null
                ? byQueue.size() < MOST
                : before.verdict() != Verdict.DELIVERED
                        && (before.verdict() != receipt.verdict()
                                || before.attempt() != receipt.attempt());
    }

    /**
     * Takes note of a receipt.
     *
     * @return whether one more receiver has it
     */
    boolean take(Receipt receipt) {
        Receipt before = byQueue.get(receipt.queue());
        boolean isNews =
                before == null ? byQueue.size() < MOST : before.verdict() != Verdict.DELIVERED;
        if (isNews) {
            byQueue.put(receipt.queue(), receipt);
        }
        return isNews && receipt.verdict() == Verdict.DELIVERED;
    }

    /**
     * Of those that have this very file.
     *
     * @param digest what it comes to; null while that is not known
     */
    List<Receipt> delivered(Digest digest) {
        return byQueue.values().stream().filter(receipt -> has(receipt, digest)).toList();
    }

    /** Whether the receiver of that queue says that it has it. */
    boolean isDeliveredTo(String queue) {
        Receipt receipt = byQueue.get(queue);
        return receipt != null && receipt.verdict() == Verdict.DELIVERED;
    }

    /** Whether somebody lost a part of that attempt, and so waits for the next. */
    boolean isLostIn(int attempt) {
        return byQueue.values().stream()
                .anyMatch(
                        receipt ->
                                receipt.verdict() == Verdict.LOST && receipt.attempt() == attempt);
    }

    private static boolean has(Receipt receipt, Digest digest) {
        return receipt.verdict() == Verdict.DELIVERED
                && (receipt.digest() == null || digest == null || receipt.digest().equals(digest));
    }

    /** Who has it and who has not, and why. */
    String describe(Digest digest) {
        return byQueue.isEmpty()
                ? "nobody sent one"
                : byQueue.values().stream()
                        .map(receipt -> describe(receipt, digest))
                        .collect(Collectors.joining("; "));
    }

    private static String describe(Receipt receipt, Digest digest) {
        String who = "group " + UnreadableMessageException.quote(receipt.group());
        if (has(receipt, digest)) {
            return who + " has it";
        }
        return switch (receipt.verdict()) {
            case DELIVERED -> who + " has other bytes under this token";
            case LOST -> who + " lost a part of it (" + reason(receipt) + ")";
            case REFUSED -> who + " refused it (" + reason(receipt) + ")";
        };
    }

    private static String reason(Receipt receipt) {
        return receipt.reason() == null
                ? "it does not say why"
                : UnreadableMessageException.quote(receipt.reason());
    }
}
