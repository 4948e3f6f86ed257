package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
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
    private final Tombstones tombstones = new Tombstones();

    /** Null, or of which transfer it could not be told whether it was delivered. */
    private Token unanswered;

    LateMessages(DeliveredBefore deliveredBefore) {
        this.deliveredBefore = deliveredBefore;
    }

    /** A transfer came to nothing; later attempts at it may do better. */
    void failed(TransferId id, int attempt, Settlement settlement, long now) {
        tombstones.put(id, attempt, settlement, now);
    }

    /**
     * What comes of the transfer is rejected, unless it comes from its beginning on: as a sender
     * may repeat it, or a dead-letter queue that lets messages wait for a while.
     */
    void rejectedUntilItBegins(TransferId id, int attempt, long now) {
        tombstones.putMayBegin(id, attempt, Settlement.REJECT, now);
    }

    /** The transfer went back to the broker, whole; it is none of a plain peer. */
    void comesAgain(TransferId id, int attempt, long now) {
        tombstones.putMayBegin(id, attempt, Settlement.ACKNOWLEDGE, now);
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
        unanswered = id.token();
        boolean delivered = deliveredBefore.test(id.token());
        unanswered = null;
        if (delivered) {
            done(id, now);
        }
        return delivered;
    }

    /**
     * Asks once more what could not be told, if anything.
     *
     * @throws IOException if it cannot be told now either
     */
    void askAgain() throws IOException {
        if (unanswered != null) {
            deliveredBefore.test(unanswered);
            unanswered = null;
        }
    }

    /**
     * What becomes of a late message.
     *
     * @param delivered whether its file has been through the route
     */
    record Late(Settlement settlement, boolean delivered) {}

    private static final Late DELIVERED = new Late(Settlement.ACKNOWLEDGE, true);

    /** What becomes of a FileStart; nothing if it opens a transfer. */
    Optional<Late> ofStart(Message start) throws IOException {
        if (isDelivered(start.id(), start.now())) {
            return Optional.of(DELIVERED);
        }
        Tombstone tombstone = tombstones.get(start.id());
        if (tombstone == null) {
            return Optional.empty();
        }
        // A plain peer does not count its attempts: what is new is not delivered again.
        boolean late =
                start.plain() ? start.redelivered() : start.attempt() <= tombstone.latestStart();
        if (late) {
            return Optional.of(late(tombstone));
        }
        tombstones.remove(start.id());
        return Optional.empty();
    }

    /** What becomes of a chunk or an end; nothing if its transfer is not known here. */
    Optional<Late> of(Message message) throws IOException {
        Tombstone tombstone = tombstones.get(message.id());
        if (tombstone != null && tombstone.makesLate(message)) {
            return Optional.of(late(tombstone));
        }
        return isDelivered(message.id(), message.now()) ? Optional.of(DELIVERED) : Optional.empty();
    }

    private static Late late(Tombstone tombstone) {
        return new Late(tombstone.settlement(), tombstone.attempt() == EVERY_ATTEMPT);
    }
}
