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
        long since = waitedForSince.computeIfAbsent(id, one -> now);
        if (now - since <= Nanos.of(PATIENCE)) {
            throw new IOException(
                    "transfer "
                            + id.token()
                            + " of domain '"
                            + id.domain()
                            + "' is still in the hands of another member of the group, whose connection is gone; it is waited for");
        }
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
