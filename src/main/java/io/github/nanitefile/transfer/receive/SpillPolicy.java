package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * When transfers are spilled, and which: when they fill half of the window, those with the most
 * unacknowledged packets first, until they fill a quarter; and every one whose oldest packet has
 * waited too long; and where messages are large, by their bytes likewise. So small files stay in
 * the broker's hands, and large ones never fill the window.
 *
 * <p>A file that is whole and waits for the route only counts when it has waited for a while:
 * before, the route will be done with it sooner than the disk, and until then a full window rightly
 * holds the broker back.
 */
final class SpillPolicy {

    /**
     * Half of what the embedded broker lets a queue hold, unacknowledged messages included: more
     * could keep a file's end from ever coming in.
     */
    static final long MOST_BYTES = 64L << 20;

    /** How long a whole file waits for the route before it counts. */
    static final Duration ROUTE_PATIENCE = Duration.ofSeconds(2);

    private final int prefetch;
    private final long maxAge;

    SpillPolicy(int prefetch, Duration maxUnacknowledgedAge) {
        this.prefetch = prefetch;
        this.maxAge = Nanos.of(maxUnacknowledgedAge);
    }

    /**
     * Those to spill since they fill half of the window; none while they do not.
     *
     * @param held how many messages open transfers hold unacknowledged
     * @param waiting how many messages are held by transfers that wait to be let in: they take up
     *     the window and cannot be spilled
     */
    List<IncomingTransfer> largest(
            Collection<IncomingTransfer> open, int held, int waiting, long now) {
        int window = Math.max(1, prefetch - waiting);
        if (held * 2 < window) {
            return List.of();
        }
        List<IncomingTransfer> candidates =
                open.stream()
                        .filter(transfer -> transfer.held() > 0 && !isFresh(transfer, now))
                        .sorted(Comparator.comparingInt(IncomingTransfer::held).reversed())
                        .toList();
        int left = candidates.stream().mapToInt(IncomingTransfer::held).sum();
        if (left * 2 < window) {
            return List.of();
        }
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

    private static boolean isFresh(IncomingTransfer transfer, long now) {
        return transfer.finished() && now - transfer.heldSince() < ROUTE_PATIENCE.toNanos();
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
