package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * When transfers are spilled, and which: unfinished ones when they fill half of the window, those
 * with the most unacknowledged packets first, until they fill a quarter; every one whose oldest
 * packet has waited too long; and where messages are large, by their bytes likewise. So small files
 * stay in the broker's hands, and large ones never fill the window.
 *
 * <p>A file that is whole and waits for the route is spilled only when it has waited too long, or
 * for its bytes: a slow route rightly fills the window and so holds the broker back, and to force
 * many small files to the disk takes longer than most routes do.
 */
final class SpillPolicy {

    /**
     * Half of what the embedded broker lets a queue hold, unacknowledged messages included: more
     * could keep a file's end from ever coming in.
     */
    static final long MOST_BYTES = 64L << 20;

    private final int prefetch;
    private final long maxAge;

    SpillPolicy(int prefetch, Duration maxUnacknowledgedAge) {
        this.prefetch = prefetch;
        this.maxAge = Nanos.of(maxUnacknowledgedAge);
    }

    /**
     * Those to spill since they fill half of the window; none while they do not.
     *
     * @param waiting how many messages are held by transfers that wait to be let in: like those
     *     held for receipts they take up the window and cannot be spilled
     */
    List<IncomingTransfer> largest(
            Collection<IncomingTransfer> open, HeldMessages held, int waiting) {
        int window = Math.max(1, prefetch - waiting - held.forReceipts());
        int left = held.ofUnfinished();
        if (left * 2 < window) {
            return List.of();
        }
        List<IncomingTransfer> candidates =
                open.stream()
                        .filter(transfer -> transfer.held() > 0 && !transfer.finished())
                        .sorted(Comparator.comparingInt(IncomingTransfer::held).reversed())
                        .toList();
        List<IncomingTransfer> chosen = new ArrayList<>();
        for (IncomingTransfer transfer : candidates) {
            if (left * 4 <= window && !chosen.isEmpty()) {
                break;
            }
            chosen.add(transfer);
            left -= transfer.held();
        }
        return chosen;
    }

    /**
     * Those to spill since messages that are few but large hold too many bytes; none while they do
     * not.
     */
    List<IncomingTransfer> heaviest(Collection<IncomingTransfer> open, HeldMessages held) {
        if (held.bytes() < MOST_BYTES) {
            return List.of();
        }
        List<IncomingTransfer> candidates = new ArrayList<>(open);
        candidates.sort(Comparator.comparingLong(IncomingTransfer::heldBytes).reversed());
        List<IncomingTransfer> chosen = new ArrayList<>();
        long left = held.bytes();
        for (IncomingTransfer transfer : candidates) {
            if (left * 2 <= MOST_BYTES) {
                break;
            }
            chosen.add(transfer);
            left -= transfer.heldBytes();
        }
        return chosen;
    }

    /** Those to spill because a packet of theirs is too old. */
    List<IncomingTransfer> tooOld(Collection<IncomingTransfer> open, long now) {
        return open.stream()
                .filter(transfer -> transfer.held() > 0 && now - transfer.heldSince() >= maxAge)
                .toList();
    }
}
