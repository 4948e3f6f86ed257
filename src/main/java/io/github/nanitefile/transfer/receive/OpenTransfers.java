package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.transfer.HeldUp;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transfers that are open, those that wait to be, and the messages that all of them hold. Keeps
 * the books that {@link Receiver}'s decisions need to be right: the capacity, the held messages,
 * the spilling. Owned by the receiver's thread.
 */
final class OpenTransfers {

    /** Ticks are one a second. */
    private static final long LONGEST_TICK = Duration.ofSeconds(5).toNanos();

    private final Map<TransferId, IncomingTransfer> open = new LinkedHashMap<>();
    private final WaitingTransfers waiting = new WaitingTransfers();
    private final Capacity capacity;
    private final SpillPolicy spillPolicy;
    private final ReceiverLimits limits;
    private final TransferStore store;
    private final ReceiverOutput output;
    private final HeldUp heldUp = new HeldUp(LONGEST_TICK);
    private int held;
    private long heldBytes;
    private boolean channelOpen;

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
            IncomingTransfer twin = get(transfer.id());
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

    /** The transfer of that name, or null. */
    IncomingTransfer get(TransferId id) {
        return open.get(id);
    }

    /** The transfer of a file that was delivered; nothing if it is gone meanwhile. */
    Optional<IncomingTransfer> of(ReceivedFile file) {
        return Optional.ofNullable(open.get(new TransferId(file.domain(), file.token())))
                .filter(transfer -> transfer.finished())
                .filter(transfer -> transfer.file().path().equals(file.path()));
    }

    boolean isEmpty() {
        return open.isEmpty() && waiting.isEmpty() && held == 0 && capacity.isUnused();
    }

    boolean hasRoomFor(Annotations annotations) {
        return capacity.holds(annotations.length() == null ? 0 : annotations.length());
    }

    IncomingTransfer open(FileStart start, Message message) throws IOException {
        IncomingTransfer transfer =
                new IncomingTransfer(
                        message.domain(),
                        start,
                        message.annotations(),
                        store.create(start.token()),
                        message.now());
        add(transfer);
        hold(transfer, message);
        return transfer;
    }

    private void add(IncomingTransfer transfer) {
        open.put(transfer.id(), transfer);
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

    void hold(IncomingTransfer transfer, Message message) {
        transfer.hold(message.tag(), message.bytes(), message.now());
        transfer.touch(message.now());
        held++;
        heldBytes += message.bytes();
    }

    /** Settles what the transfer holds and removes it. */
    void close(IncomingTransfer transfer, Settlement settlement) {
        settle(forget(transfer), settlement);
    }

    /** Removes the transfer and its bytes, and returns the messages that it held. */
    List<Long> forget(IncomingTransfer transfer) {
        open.remove(transfer.id());
        capacity.release(transfer.reserved());
        List<Long> tags = release(transfer);
        transfer.file().discard();
        return tags;
    }

    private List<Long> release(IncomingTransfer transfer) {
        held -= transfer.held();
        heldBytes -= transfer.heldBytes();
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

    void letWait(Message start) {
        waiting.add(start);
    }

    /** Holds a message of a transfer that waits; says false if it does not. */
    boolean holdWaiting(Message message) {
        return waiting.hold(message);
    }

    /** The messages of the transfer that waits longest, if there is room for it now; else none. */
    List<Message> takeOneThatHasRoom() {
        return waiting.isEmpty() || !hasRoomFor(waiting.oldest().annotations())
                ? List.of()
                : waiting.takeOldest();
    }

    /**
     * The messages of the youngest waiting transfer, if no room can come about while it waits; else
     * none.
     */
    List<Message> takeYoungestIfStuck() {
        boolean stuck =
                !waiting.isEmpty()
                        && waiting.held() * 2 >= limits.prefetch()
                        && open.values().stream().noneMatch(IncomingTransfer::finished);
        return stuck ? waiting.takeYoungest() : List.of();
    }

    void spillIfHalfFull() throws IOException {
        spill(spillPolicy.largest(open.values(), held, waiting.held()));
        spill(spillPolicy.heaviest(open.values(), heldBytes));
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

    /**
     * Those whose sender is silent. While the broker cannot deliver, without a channel or with a
     * full window, and while nobody here looks at what it delivered, silence says nothing about
     * senders, and the clock stands still. To be called about every second.
     */
    List<IncomingTransfer> idle(long now) {
        boolean late = heldUp.tick(now);
        if (late || !channelOpen || held + waiting.held() >= limits.prefetch()) {
            touchAll(now);
            return List.of();
        }
        return open.values().stream()
                .filter(
                        transfer ->
                                !transfer.finished()
                                        && transfer.idle(limits.transferTimeout(), now))
                .toList();
    }

    void channelOpened(long now) {
        channelOpen = true;
        touchAll(now);
    }

    private void touchAll(long now) {
        open.values().forEach(transfer -> transfer.touch(now));
    }

    /** Drops what the broker will deliver again, and returns what is lost for good. */
    List<IncomingTransfer> channelLost(boolean queueSurvives) {
        channelOpen = false;
        waiting.clear();
        List<IncomingTransfer> lost = new ArrayList<>();
        for (IncomingTransfer transfer : List.copyOf(open.values())) {
            release(transfer);
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
