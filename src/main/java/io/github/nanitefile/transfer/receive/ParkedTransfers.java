package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.Nanos;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Transfers that are spilled, unfinished and nobody's: they belong to whoever is given their next
 * packet. What was parked here counts as open until somebody takes it up, since its bytes take up
 * the disk and it may come back. Those that nobody takes up are given up in the end.
 *
 * <p>Owned by the receiver's thread.
 */
final class ParkedTransfers {

    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /**
     * How much longer who may only stand by waits: their packets may be in the queue, behind those
     * that the member which is served has no room for. Not for ever, as nobody may be served.
     */
    static final int BYSTANDERS_PATIENCE = 6;

    /** For so long what cannot be read is tried again, while all other files wait behind it. */
    static final Duration UNREADABLE = Duration.ofMinutes(3);

    private final TransferStore store;
    private final Capacity capacity;
    private final Duration transferTimeout;
    private final Map<TransferId, Long> reserved = new HashMap<>();
    private final Map<TransferId, Sighting> seen = new HashMap<>();
    private final Map<TransferId, Long> unreadableSince = new HashMap<>();
    private Long looked;

    /**
     * One that is parked.
     *
     * @param since when it was seen first
     * @param patience how long it may lie there
     */
    private record Sighting(long since, Duration patience) {}

    ParkedTransfers(TransferStore store, Capacity capacity, Duration transferTimeout) {
        this.store = store;
        this.capacity = capacity;
        this.transferTimeout = transferTimeout;
    }

    /** Lets go of transfers; what they had reserved stays so. */
    void park(List<IncomingTransfer> transfers) throws IOException {
        for (IncomingTransfer transfer : transfers) {
            reserved.put(transfer.id(), transfer.reserved());
        }
        if (!transfers.isEmpty()) {
            store.park(transfers.stream().map(IncomingTransfer::state).toList());
        }
    }

    /**
     * The transfer of that name, if it is parked; it is ours then.
     *
     * @param begins whether it begins, as far as its packet tells
     */
    Optional<IncomingTransfer> claim(TransferId id, boolean begins, long now) throws IOException {
        Optional<TransferState> state = begins ? store.claimParked(id) : store.claim(id);
        release(id);
        seen.remove(id);
        return state.isEmpty() ? Optional.empty() : resume(state.get(), now);
    }

    /** Nothing if its bytes could not be read for too long. */
    private Optional<IncomingTransfer> resume(TransferState state, long now) throws IOException {
        try {
            IncomingTransfer transfer = IncomingTransfer.recovered(state, now);
            unreadableSince.remove(state.id());
            return Optional.of(transfer);
        } catch (IOException e) {
            long since = unreadableSince.computeIfAbsent(state.id(), one -> now);
            if (now - since > UNREADABLE.toNanos()) {
                store.setAside(state, e);
                return Optional.empty();
            }
            parkAgain(state, e);
            throw e;
        }
    }

    private void parkAgain(TransferState state, IOException why) {
        try {
            store.park(List.of(state));
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** From now on they are waited for anew. */
    void touch() {
        seen.clear();
    }

    /**
     * Those that nobody took up for longer than they may be without a packet; they are ours now, to
     * be discarded. Looks about every ten seconds.
     *
     * @param served whether their packets would come to us
     */
    List<TransferState> expired(boolean served, long now) throws IOException {
        if (looked != null && now - looked < BETWEEN_LOOKS.toNanos()) {
            return List.of();
        }
        looked = now;
        Set<TransferId> parked = releaseTaken();
        seen.keySet().retainAll(parked);
        unreadableSince.keySet().retainAll(parked);
        List<TransferState> expired = new ArrayList<>();
        for (TransferId id : parked) {
            Sighting sighting = seen.computeIfAbsent(id, one -> new Sighting(now, transferTimeout));
            long lain = (now - sighting.since()) / (served ? 1 : BYSTANDERS_PATIENCE);
            if (lain > Nanos.of(sighting.patience())) {
                expire(id, sighting).ifPresent(expired::add);
            }
        }
        return expired;
    }

    /** Gives back what those had reserved that others took up; returns those that nobody did. */
    Set<TransferId> releaseTaken() throws IOException {
        Set<TransferId> parked = store.parked();
        for (TransferId id : List.copyOf(reserved.keySet())) {
            if (!parked.contains(id)) {
                release(id);
            }
        }
        return parked;
    }

    /** What the sender announced is known only of a transfer that is ours. */
    private Optional<TransferState> expire(TransferId id, Sighting sighting) throws IOException {
        Optional<TransferState> state = store.claim(id);
        if (state.isPresent()) {
            Duration patience =
                    IncomingTransfer.patience(state.get().startAnnotations(), transferTimeout);
            if (patience.compareTo(sighting.patience()) > 0) {
                store.park(List.of(state.get()));
                seen.put(id, new Sighting(sighting.since(), patience));
                return Optional.empty();
            }
        }
        release(id);
        seen.remove(id);
        return state;
    }

    private void release(TransferId id) {
        Long bytes = reserved.remove(id);
        if (bytes != null) {
            capacity.release(bytes);
        }
    }
}
