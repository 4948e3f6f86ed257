package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.Nanos;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Transfers whose next packets come here while another member of the group, which shares the store,
 * still has them: it has not noticed yet that its connection is gone. It is waited for, as it parks
 * them once it does; but not for ever, as it may be a process that never wakes.
 *
 * <p>Owned by the receiver's thread.
 */
final class OthersTransfers {

    /** Longer than it takes a client with RabbitMQ's usual heartbeat of 60 s to notice. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TransferStore store;
    private final Map<TransferId, Long> waitedForSince = new HashMap<>();
    private final Set<TransferId> letGo = new HashSet<>();

    /** Null, or which one was waited for last. */
    private TransferId waitedFor;

    OthersTransfers(TransferStore store) {
        this.store = store;
    }

    /**
     * To be asked when nothing is known of a transfer.
     *
     * @throws IOException if another member has it, and is waited for: the broker keeps its packets
     *     until then
     */
    void waitFor(TransferId id, long now) throws IOException {
        if (!store.isElsewhere(id)) {
            if (waitedForSince.remove(id) != null) {
                letGo.add(id);
            }
            return;
        }
        waitedForSince.putIfAbsent(id, now);
        if (isWithinPatience(id, now)) {
            waitedFor = id;
            throw isStillElsewhere(id);
        }
    }

    /**
     * Asks once more for the transfer that was waited for last, if any.
     *
     * @throws IOException if it still has to be waited for
     */
    void askAgain(long now) throws IOException {
        if (waitedFor == null) {
            return;
        }
        if (isWithinPatience(waitedFor, now) && store.isElsewhere(waitedFor)) {
            throw isStillElsewhere(waitedFor);
        }
        waitedFor = null;
    }

    private boolean isWithinPatience(TransferId id, long now) {
        Long since = waitedForSince.get(id);
        return since != null && now - since <= Nanos.of(PATIENCE);
    }

    private static IOException isStillElsewhere(TransferId id) {
        return new IOException(
                "transfer "
                        + id.token()
                        + " of domain '"
                        + id.domain()
                        + "' is still in the hands of another member of the group, whose connection is gone; it is waited for");
    }

    /** Whether the transfer was waited for in vain: its owner did not leave it to us. */
    boolean hasLetGoOf(TransferId id) {
        return letGo.remove(id);
    }

    /** Those that were waited for long ago are nobody's concern any more. */
    void expire(long now) {
        waitedForSince.values().removeIf(since -> now - since > 2 * Nanos.of(PATIENCE));
    }
}
