package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import io.github.nanitefile.transfer.receive.WaitingTransfers.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The transfers that are open, those that wait to be, and the messages that all of them hold. Keeps
 * the books that {@link Receiver}'s decisions need to be right: the capacity, the held messages,
 * the spilling. Owned by the receiver's thread.
 */
final class OpenTransfers {

    private final Map<Token, IncomingTransfer> open = new LinkedHashMap<>();
    private final WaitingTransfers waiting = new WaitingTransfers();
    private final Capacity capacity;
    private final SpillPolicy spillPolicy;
    private final ReceiverLimits limits;
    private final TransferStore store;
    private final ReceiverOutput output;
    private int held;

    OpenTransfers(ReceiverLimits limits, TransferStore store, ReceiverOutput output) {
        this.limits = limits;
        this.store = store;
        this.output = output;
        this.capacity = new Capacity(limits.maxOpenTransfers(), limits.maxSpoolSize());
        this.spillPolicy = new SpillPolicy(limits.prefetch(), limits.maxUnacknowledgedAge());
    }

    List<IncomingTransfer> recover(long now) throws IOException {
        for (TransferState state : store.recover()) {
            IncomingTransfer transfer = IncomingTransfer.recovered(state, now);
            IncomingTransfer twin = open.get(transfer.token());
            if (twin == null) {
                add(transfer);
            } else if (transfer.isFurtherThan(twin)) {
                forget(twin);
                add(transfer);
            } else {
                transfer.file().discard();
            }
        }
        return List.copyOf(open.values());
    }

    IncomingTransfer get(Token token) {
        return open.get(token);
    }

    boolean hasRoomFor(Annotations annotations) {
        return capacity.holds(annotations.length() == null ? 0 : annotations.length());
    }

    IncomingTransfer open(
            String domain, FileStart start, Annotations annotations, long tag, long now)
            throws IOException {
        IncomingTransfer transfer =
                new IncomingTransfer(domain, start, annotations, store.create(start.token()), now);
        add(transfer);
        hold(transfer, tag, now);
        letOneIn();
        return transfer;
    }

    private void add(IncomingTransfer transfer) {
        open.put(transfer.token(), transfer);
        capacity.reserve(transfer.reserved());
    }

    void append(IncomingTransfer transfer, ByteBuffer bytes) throws IOException {
        transfer.append(bytes);
        long beyond = transfer.length() - transfer.reserved();
        if (beyond > 0) {
            capacity.grow(beyond);
            transfer.reserve(transfer.length());
        }
    }

    void hold(IncomingTransfer transfer, long tag, long now) {
        transfer.hold(tag, now);
        transfer.touch(now);
        held++;
    }

    /** Settles what the transfer holds and removes it. */
    void close(IncomingTransfer transfer, Settlement settlement) {
        settle(forget(transfer), settlement);
        letOneIn();
    }

    /** Removes the transfer and its bytes, and returns the messages that it held. */
    List<Long> forget(IncomingTransfer transfer) {
        open.remove(transfer.token());
        capacity.release(transfer.reserved());
        List<Long> tags = release(transfer);
        transfer.file().discard();
        return tags;
    }

    private List<Long> release(IncomingTransfer transfer) {
        held -= transfer.held();
        return transfer.release();
    }

    void settle(List<Long> tags, Settlement settlement) {
        if (tags.isEmpty()) {
            return;
        }
        switch (settlement) {
            case ACKNOWLEDGE -> output.acknowledge(tags);
            case REJECT -> output.reject(tags);
        }
    }

    void letWait(String domain, FileStart start, Annotations annotations, long tag) {
        waiting.add(domain, start, annotations, tag);
    }

    boolean holdWaiting(Token token, long tag) {
        return waiting.hold(token, tag);
    }

    private void letOneIn() {
        if (!waiting.isEmpty() && hasRoomFor(waiting.oldest().annotations())) {
            Waiting oldest = waiting.oldest();
            waiting.remove(oldest);
            output.requeue(oldest.tags());
        }
    }

    /**
     * The youngest waiting transfer, taken out, if no room can come about while it waits; else
     * null.
     */
    Waiting takeYoungestIfStuck() {
        boolean stuck =
                waiting.held() * 2 >= limits.prefetch()
                        && open.values().stream().noneMatch(IncomingTransfer::finished);
        if (!stuck) {
            return null;
        }
        Waiting youngest = waiting.youngest();
        waiting.remove(youngest);
        return youngest;
    }

    void spillIfHalfFull() throws IOException {
        if (spillPolicy.windowHalfFull(held, waiting.held())) {
            spill(spillPolicy.largest(open.values(), held));
        }
    }

    void spillTooOld(long now) throws IOException {
        spill(spillPolicy.tooOld(open.values(), now));
    }

    private void spill(Collection<IncomingTransfer> transfers) throws IOException {
        if (transfers.isEmpty()) {
            return;
        }
        store.spill(transfers.stream().map(IncomingTransfer::state).toList());
        List<Long> safe = new ArrayList<>();
        for (IncomingTransfer transfer : transfers) {
            transfer.spilled();
            safe.addAll(release(transfer));
        }
        output.acknowledge(safe);
    }

    List<IncomingTransfer> idle(long now) {
        return open.values().stream()
                .filter(
                        transfer ->
                                !transfer.finished()
                                        && transfer.idle(limits.transferTimeout(), now))
                .toList();
    }

    /** Drops what the broker will deliver again, and returns what is lost for good. */
    List<IncomingTransfer> channelLost(boolean queueSurvives, long now) {
        waiting.clear();
        List<IncomingTransfer> lost = new ArrayList<>();
        for (IncomingTransfer transfer : List.copyOf(open.values())) {
            release(transfer);
            transfer.touch(now);
            transfer.detach();
            if (transfer.finished() || (queueSurvives && transfer.isSpilled())) {
                continue;
            }
            forget(transfer);
            if (!queueSurvives) {
                lost.add(transfer);
            }
        }
        return lost;
    }
}
