package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.HeldUp;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The transfers that are open, those that wait to be, and the messages that all of them hold. Keeps
 * the books that {@link Receiver}'s decisions need to be right: the capacity, the held messages,
 * the spilling. Owned by the receiver's thread.
 */
final class OpenTransfers {

    /** Ticks are one a second. */
    private static final long LONGEST_TICK = Duration.ofSeconds(5).toNanos();

    private final Map<TransferId, IncomingTransfer> open = new LinkedHashMap<>();
    private final Set<IncomingTransfer> wornOut = new LinkedHashSet<>();
    private final WaitingTransfers waiting = new WaitingTransfers();
    private final Capacity capacity;
    private final Room room;
    private final ParkedTransfers parked;
    private final SpillPolicy spillPolicy;
    private final ReceiverLimits limits;
    private final TransferStore store;
    private final ReceiverOutput output;
    private final HeldUp heldUp = new HeldUp(LONGEST_TICK);
    private final HeldMessages held = new HeldMessages();
    private boolean channelOpen;
    private boolean served;

    OpenTransfers(ReceiverLimits limits, TransferStore store, ReceiverOutput output) {
        this.limits = limits;
        this.store = store;
        this.output = output;
        this.capacity = new Capacity(limits.maxOpenTransfers(), limits.maxSpoolSize());
        this.room = new Room(capacity, store, open.values());
        this.parked = new ParkedTransfers(store, capacity, limits.transferTimeout());
        this.spillPolicy = new SpillPolicy(limits.prefetch(), limits.maxUnacknowledgedAge());
    }

    /**
     * Adds one that the store had, in the place of one of the same name that is not as far. The
     * messages of that one are then held by this one.
     *
     * @return whether it was added; else it is gone
     */
    boolean addOrReplace(IncomingTransfer transfer, long now) {
        IncomingTransfer twin = get(transfer.id());
        if (twin != null && !transfer.isFurtherThan(twin)) {
            transfer.file().discard();
            return false;
        }
        List<Long> tags = twin == null ? List.of() : forget(twin);
        add(transfer);
        for (long tag : tags) {
            held.hold(transfer, tag, 0, now);
        }
        return true;
    }

    /**
     * Opens the transfer of that name, if it is parked.
     *
     * @param begins whether it begins, as far as its packet tells
     */
    Optional<IncomingTransfer> claim(TransferId id, boolean begins, long now) throws IOException {
        Optional<IncomingTransfer> claimed = parked.claim(id, begins, now);
        claimed.ifPresent(this::add);
        return claimed;
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
        return open.isEmpty() && waiting.isEmpty() && held.isEmpty() && capacity.isUnused();
    }

    /** Says whether there is room for another. */
    Room room() {
        return room;
    }

    IncomingTransfer open(FileStart start, Message message) throws IOException {
        IncomingTransfer transfer =
                new IncomingTransfer(start, message, store.create(start.token()));
        add(transfer);
        hold(transfer, message);
        return transfer;
    }

    private void add(IncomingTransfer transfer) {
        open.put(transfer.id(), transfer);
        capacity.reserve(transfer.reserved());
        room.expect(transfer.toCome());
    }

    private void remove(IncomingTransfer transfer) {
        open.remove(transfer.id());
        room.expect(-transfer.toCome());
    }

    void append(IncomingTransfer transfer, ByteBuffer bytes) throws IOException {
        long before = transfer.toCome();
        try {
            transfer.append(bytes);
        } finally {
            if (transfer.toCome() < 0) {
                capacity.grow(-transfer.toCome());
                transfer.reserve(transfer.length());
            }
            room.expect(transfer.toCome() - before);
        }
    }

    /** The end has come, and all bytes are what they should be. */
    void finish(IncomingTransfer transfer, FileEnd end, Annotations annotations)
            throws IOException {
        transfer.finish(end, annotations);
        held.finished(transfer);
    }

    void hold(IncomingTransfer transfer, Message message) {
        held.hold(transfer, message.tag(), message.bytes(), message.now());
        transfer.asked(message.annotations());
    }

    /** Settles what the transfer holds and removes it. */
    void close(IncomingTransfer transfer, Settlement settlement) {
        settle(forget(transfer), settlement);
    }

    /** Removes the transfer and its bytes, and returns the messages that it held. */
    List<Long> forget(IncomingTransfer transfer) {
        remove(transfer);
        capacity.release(transfer.reserved());
        List<Long> tags = held.release(transfer);
        transfer.file().discard();
        return tags;
    }

    void settle(Message message, Settlement settlement) {
        settle(List.of(message.tag()), settlement);
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

    /** So many more messages, of transfers that are not open, take up the window. */
    void heldForReceipts(int more) {
        held.forReceipts(more);
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
        return waiting.isEmpty() || !takeableNow() ? List.of() : waiting.takeOldest();
    }

    private boolean takeableNow() {
        return room.full(waiting.oldest().annotations()).isEmpty();
    }

    /**
     * The messages of the youngest waiting transfer, if no room can come about while it waits; else
     * none.
     */
    List<Message> takeYoungestIfStuck() throws IOException {
        boolean stuck =
                !waiting.isEmpty()
                        && waiting.held() * 2 >= limits.prefetch()
                        && open.values().stream().noneMatch(IncomingTransfer::finished);
        if (!stuck) {
            return List.of();
        }
        parked.releaseTaken();
        return takeableNow() ? List.of() : waiting.takeYoungest();
    }

    void flush() throws IOException {
        store.flush();
    }

    void spillIfHalfFull() throws IOException {
        spill(spillPolicy.largest(open.values(), held, waiting.held()));
        spill(spillPolicy.heaviest(open.values(), held));
    }

    /**
     * A message of that transfer has been delivered so often that its queue may soon give it up.
     *
     * @return the transfer, when this is said of it for the first time
     */
    Optional<IncomingTransfer> wornOut(TransferId id) {
        return Optional.ofNullable(open.get(id)).filter(wornOut::add);
    }

    void spillWornOut() throws IOException {
        if (!wornOut.isEmpty()) {
            wornOut.removeIf(transfer -> open.get(transfer.id()) != transfer);
            spill(spillPolicy.toRescue(wornOut));
        }
    }

    void spillTooOld(long now) throws IOException {
        spillWornOut(); // those that were let in without a packet's coming
        spill(spillPolicy.tooOld(open.values(), now));
        spillIfHalfFull(); // no packet may come any more that would bring it about
    }

    /** Whole files of which the broker has a part, or has all of it but not for us to give back. */
    void spillPartlyHeld() throws IOException {
        spill(
                open.values().stream()
                        .filter(transfer -> transfer.finished() && transfer.held() > 0)
                        .filter(transfer -> !transfer.isWithBroker())
                        .toList());
    }

    private void spill(Collection<IncomingTransfer> transfers) throws IOException {
        if (transfers.isEmpty()) {
            return;
        }
        store.spill(transfers.stream().map(IncomingTransfer::state).toList());
        List<Long> safe = new ArrayList<>();
        for (IncomingTransfer transfer : transfers) {
            transfer.spilled();
            safe.addAll(held.release(transfer));
        }
        output.acknowledge(safe);
    }

    /**
     * Whether the silence of senders says anything. While the broker cannot deliver, without a
     * channel or with a full window, and while nobody here looks at what it delivered, silence says
     * nothing about senders, and the clock stands still. To be called about every second.
     */
    boolean silenceCounts(long now) {
        boolean late = heldUp.tick(now);
        if (late || !channelOpen || unsettled() >= limits.prefetch()) {
            restartClocks(now);
            return false;
        }
        return true;
    }

    /** How many messages are not settled, whoever holds them. */
    int unsettled() {
        return held.all() + waiting.held();
    }

    /** The messages of a transfer that waits for room, which does not any more; else none. */
    List<Message> takeWaiting(Token token) {
        return waiting.takeOf(token);
    }

    /** Where in the stream those begin that are open or wait. */
    LongStream positions() {
        return LongStream.concat(
                open.values().stream().mapToLong(IncomingTransfer::position), waiting.positions());
    }

    /** Where in the stream those begin of which bytes are missing. */
    LongStream unfinishedPositions() {
        return LongStream.concat(
                unfinished().stream().mapToLong(IncomingTransfer::position), waiting.positions());
    }

    /** Those that more is to come of. */
    List<IncomingTransfer> unfinished() {
        return open.values().stream().filter(transfer -> !transfer.finished()).toList();
    }

    /** Parked transfers that nobody will take up any more, to be discarded. */
    List<TransferState> expiredParked(long now) throws IOException {
        return parked.expired(served || !store.isShared(), now);
    }

    /** The broker gives us packets on this channel. */
    void served() {
        served = true;
    }

    boolean isServed() {
        return channelOpen && served;
    }

    /** Nothing that is unfinished is partly acknowledged, neither open nor parked. */
    boolean isFreeToLeave() throws IOException {
        return unfinished().stream().allMatch(IncomingTransfer::isWithBroker)
                && store.parked().isEmpty();
    }

    void channelOpened(long now) {
        channelOpen = true;
        served = false;
        restartClocks(now);
    }

    private void restartClocks(long now) {
        open.values().forEach(transfer -> transfer.restartClocks(now));
        parked.touch();
    }

    /**
     * Settles nothing of what is held any more: the broker will deliver it again.
     *
     * @return the messages of each transfer that waited for room, which are not known any more
     */
    List<List<Message>> channelLost() {
        channelOpen = false;
        List<List<Message>> waited = waiting.takeAll();
        held.noneForReceipts();
        for (IncomingTransfer transfer : open.values()) {
            held.release(transfer);
            transfer.detach();
        }
        return waited;
    }

    /** Drops unfinished transfers and returns them. */
    List<IncomingTransfer> dropUnfinished() {
        List<IncomingTransfer> dropped = unfinished();
        dropped.forEach(this::forget);
        return dropped;
    }

    /**
     * Parks the spilled of the unfinished transfers, as another may be given their next packets,
     * and drops the others, as the broker has all of them.
     */
    void parkUnfinished() throws IOException {
        List<IncomingTransfer> spilled =
                unfinished().stream().filter(IncomingTransfer::isSpilled).toList();
        spilled.forEach(this::remove);
        dropUnfinished();
        parked.park(spilled);
    }
}
