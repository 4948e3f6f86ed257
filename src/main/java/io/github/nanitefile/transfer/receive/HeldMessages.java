package io.github.nanitefile.transfer.receive;

import java.util.List;

/**
 * Counts the messages that transfers hold unacknowledged, so that nobody need look at all of them
 * for each one that comes. Owned by the receiver's thread.
 */
final class HeldMessages {

    private int all;
    private int ofUnfinished;
    private int forReceipts;
    private long bytes;

    void hold(IncomingTransfer transfer, long tag, int size, long now) {
        transfer.hold(tag, size, now);
        all++;
        bytes += size;
        if (!transfer.finished()) {
            ofUnfinished++;
        }
    }

    /** What the transfer holds is from now on that of a whole file, which waits for the route. */
    void finished(IncomingTransfer transfer) {
        ofUnfinished -= transfer.held();
    }

    /** Gives the transfer's messages away, to be settled. */
    List<Long> release(IncomingTransfer transfer) {
        all -= transfer.held();
        bytes -= transfer.heldBytes();
        if (!transfer.finished()) {
            ofUnfinished -= transfer.held();
        }
        return transfer.release();
    }

    /** So many more messages, of transfers that are not open, take up the window. */
    void forReceipts(int more) {
        forReceipts += more;
    }

    void noneForReceipts() {
        forReceipts = 0;
    }

    boolean isEmpty() {
        return all() == 0;
    }

    /** How many take up the window. */
    int all() {
        return all + forReceipts;
    }

    /** How many of them are held by transfers that more is to come of. */
    int ofUnfinished() {
        return ofUnfinished;
    }

    /** How many can only be settled by somebody else's answer. */
    int forReceipts() {
        return forReceipts;
    }

    /** How many bytes open transfers hold. */
    long bytes() {
        return bytes;
    }
}
