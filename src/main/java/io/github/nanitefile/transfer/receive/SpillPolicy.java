package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * When transfers are spilled, and which: when the window is half full, those with the most
 * unacknowledged packets first, until it is a quarter full; and every one whose oldest packet has
 * waited too long; and where messages are large, by their bytes likewise. So small files stay in
 * the broker's hands, and large ones never fill the window.
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
     * Those to spill since the window is half full; none while it is not.
     *
     * @param held how many messages open transfers hold unacknowledged
     * @param waiting how many messages are held by transfers that wait to be let in: they take up
     *     the window and cannot be spilled
     */
    List<IncomingTransfer> largest(Collection<IncomingTransfer> open, int held, int waiting) {
        int window = Math.max(1, prefetch - waiting);
        if (held == 0 || held * 2 < window) {
            return List.of();
        }
        List<IncomingTransfer> candidates = new ArrayList<>(open);
        candidates.sort(Comparator.comparingInt(IncomingTransfer::held).reversed());
        List<IncomingTransfer> chosen = new ArrayList<>();
        int left = held;
        for (IncomingTransfer transfer : candidates) {
            if ((left * 4 <= window && !chosen.isEmpty()) || transfer.held() == 0) {
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
    List<IncomingTransfer> heaviest(Collection<IncomingTransfer> open, long heldBytes) {
        if (heldBytes < MOST_BYTES) {
            return List.of();
        }
        List<IncomingTransfer> candidates = new ArrayList<>(open);
        candidates.sort(Comparator.comparingLong(IncomingTransfer::heldBytes).reversed());
        List<IncomingTransfer> chosen = new ArrayList<>();
        long left = heldBytes;
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
