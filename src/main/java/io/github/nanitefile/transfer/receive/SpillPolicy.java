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
 *
 * <p>At once is spilled what was delivered again and again: a quorum queue gives such a message up.
 */
final class SpillPolicy {

    /**
     * Half of what the embedded broker lets a queue hold, unacknowledged messages included: more
     * could keep a file's end from ever coming in.
     */
    static final long MOST_BYTES = 64L << 20;

    /**
     * A quorum queue drops a message, or dead-letters it, that was delivered in vain more often
     * than its x-delivery-limit: 20 times on RabbitMQ 4, if nobody says otherwise. Well below that,
     * as a message that is delivered now may be lost with its channel before it is spilled.
     */
    static final int MANY_DELIVERIES = 5;

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

    /** Whether that message's queue may soon give it up. */
    static boolean isWornOut(Message message) {
        return message.deliveredBefore() >= MANY_DELIVERIES;
    }

    /**
     * Those to spill out of the transfers whose messages are worn out. An unfinished one of a plain
     * peer cannot be: what else of it is delivered again would be taken for new.
     */
    List<IncomingTransfer> toRescue(Collection<IncomingTransfer> wornOut) {
        return wornOut.stream()
                .filter(transfer -> transfer.held() > 0)
                .filter(transfer -> transfer.finished() || !transfer.plain())
                .toList();
    }

    /** Those to spill because a packet of theirs is too old. */
    List<IncomingTransfer> tooOld(Collection<IncomingTransfer> open, long now) {
        return open.stream()
                .filter(transfer -> transfer.held() > 0 && now - transfer.heldSince() >= maxAge)
                .toList();
    }
}
