package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Takes up what the store has of transfers that are not open: files that were finished by owners
 * that died, and transfers that are parked. Owned by the receiver's thread.
 */
final class Survivors {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final TransferStore store;
    private final ReceiverOutput output;
    private final TransferListener listener;
    private final OpenTransfers open;
    private final LateMessages late;
    private final Receipts receipts;
    private final OthersTransfers others;

    /** Ours already, but not open yet: whether they were delivered could not be told. */
    private final Deque<TransferState> found = new ArrayDeque<>();

    private Long looked;

    Survivors(
            TransferStore store,
            ReceiverOutput output,
            TransferListener listener,
            OpenTransfers open,
            LateMessages late,
            Receipts receipts) {
        this.store = store;
        this.output = output;
        this.listener = listener;
        this.open = open;
        this.late = late;
        this.receipts = receipts;
        this.others = new OthersTransfers(store);
    }

    /** Looks for files of owners that died, about every ten seconds. */
    void tick(long now) throws IOException {
        if (looked == null || now - looked >= BETWEEN_LOOKS.toNanos()) {
            others.expire(now);
            recover(now);
        }
    }

    /**
     * Takes up what earlier owners left. Whole files are delivered at once, unless they have been
     * through the route.
     */
    void recover(long now) throws IOException {
        looked = now;
        found.addAll(store.recover());
        while (!found.isEmpty()) {
            takeUp(IncomingTransfer.recovered(found.element(), now), now);
            found.remove();
        }
        dropDelivered(now);
    }

    /** What is parked of a file whose owner died between the end of the route and the broker. */
    private void dropDelivered(long now) throws IOException {
        for (TransferId id : store.parked()) {
            // One that is open came anew: it would be taken for the parked one.
            if (open.get(id) == null && late.isDelivered(id, now)) {
                open.claim(id, false, now)
                        .ifPresent(transfer -> open.close(transfer, Settlement.ACKNOWLEDGE));
            }
        }
    }

    private void takeUp(IncomingTransfer transfer, long now) throws IOException {
        boolean delivered = late.isDelivered(transfer.id(), now);
        if (delivered && !transfer.finished()) {
            transfer.file().discard();
        } else if (open.addOrReplace(transfer, now)) {
            if (delivered) {
                // Its owner died before it could say so, or before it could remove the file.
                receipts.delivered(transfer, null, now);
            } else if (transfer.finished()) {
                output.deliver(transfer.received());
            } else {
                listener.resumed(transfer.describe(), transfer.length(), now);
            }
        }
    }

    /**
     * The transfer that a message belongs to, if it is parked: it is open then. One that begins is
     * looked for where it takes no time: most are small.
     */
    Optional<IncomingTransfer> claim(Message message) throws IOException {
        boolean begins = message.isStart() && !message.redelivered();
        return open.claim(message.id(), begins, message.now());
    }

    /**
     * The transfer that a chunk or an end belongs to, parked or finished; it is open then. Such a
     * message is only there if somebody had the transfer, so no stone is left unturned.
     *
     * @throws IOException also if another member has it and will let go of it
     */
    Optional<IncomingTransfer> find(Message message) throws IOException {
        Optional<IncomingTransfer> parked = claim(message);
        if (parked.isPresent()) {
            return parked;
        }
        recover(message.now());
        Optional<IncomingTransfer> finished = Optional.ofNullable(open.get(message.id()));
        if (finished.isPresent()) {
            return finished;
        }
        others.waitFor(message.id(), message.now());
        return claim(message); // which may have been parked since the look at what is parked
    }

    /**
     * Whether what was met last can be done now: to write, to tell what was delivered, to have what
     * another member had.
     *
     * @throws IOException if not; says why
     */
    void checkReady(long now) throws IOException {
        store.checkWritable();
        late.askAgain();
        others.askAgain(now);
    }

    /** Whether another member had the transfer, was waited for, and has let go of it since. */
    boolean wasElsewhere(TransferId id) {
        return others.hasLetGoOf(id);
    }
}
