package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import io.github.nanitefile.transfer.receive.Tombstones.Tombstone;
import java.io.IOException;
import java.util.Optional;

/**
 * What becomes of messages whose transfer is not open: it ended, or its beginning was never here.
 * Owned by the receiver's thread; settles nothing itself.
 */
final class LateMessages {

    private static final int EVERY_ATTEMPT = Integer.MAX_VALUE;

    private final DeliveredBefore deliveredBefore;
    private final TransferListener listener;
    private final Tombstones tombstones = new Tombstones();

    LateMessages(DeliveredBefore deliveredBefore, TransferListener listener) {
        this.deliveredBefore = deliveredBefore;
        this.listener = listener;
    }

    /** A transfer came to nothing; later attempts at it may do better. */
    void failed(TransferId id, int attempt, Settlement settlement, long now) {
        tombstones.put(id, attempt, settlement, now);
    }

    /** A transfer's file is done with; no attempt at it is of any use. */
    void done(TransferId id, long now) {
        tombstones.put(id, EVERY_ATTEMPT, Settlement.ACKNOWLEDGE, now);
    }

    void expire(long now) {
        tombstones.expire(now);
    }

    /** Whether the transfer's file has been through the route. */
    boolean isDelivered(TransferId id, long now) throws IOException {
        boolean delivered = deliveredBefore.test(id.token());
        if (delivered) {
            done(id, now);
        }
        return delivered;
    }

    /** What becomes of a FileStart; nothing if it opens a transfer. */
    Optional<Settlement> ofStart(Message start) throws IOException {
        if (isDelivered(start.id(), start.now())) {
            return Optional.of(Settlement.ACKNOWLEDGE);
        }
        Tombstone tombstone = tombstones.get(start.id());
        if (tombstone == null) {
            return Optional.empty();
        }
        // A plain peer does not count its attempts: what is new is not delivered again.
        boolean late =
                start.plain() ? start.redelivered() : start.attempt() <= tombstone.latestStart();
        if (late) {
            return Optional.of(tombstone.settlement());
        }
        tombstones.remove(start.id());
        return Optional.empty();
    }

    /** What becomes of a chunk or an end; nothing if its transfer is not known here. */
    Optional<Settlement> of(Message message) throws IOException {
        Tombstone tombstone = tombstones.get(message.id());
        if (tombstone != null && message.attempt() <= tombstone.attempt()) {
            return Optional.of(tombstone.settlement());
        }
        return isDelivered(message.id(), message.now())
                ? Optional.of(Settlement.ACKNOWLEDGE)
                : Optional.empty();
    }

    /**
     * Warns, once, of a chunk or an end of whose transfer nothing is known; it and what follows of
     * it are to be rejected. Should the sender repeat it from its start on, that is welcome.
     */
    void beginningMissed(Message message) {
        tombstones.putBeginningMissed(message.id(), message.attempt(), message.now());
        FileStart unknown =
                new FileStart("", "(its FileStart was not seen)", message.packet().token());
        listener.failed(
                IncomingTransfer.describe(message.domain(), unknown, null),
                "its beginning is not here, but a "
                        + message.packet().type()
                        + " of it is: another member of the group, or an earlier run with another spoolDirectory, has it; send it again",
                message.now());
    }
}
