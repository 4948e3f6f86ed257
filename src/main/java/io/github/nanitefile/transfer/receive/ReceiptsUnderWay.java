package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Receipts that are not yet with the broker, and what has to wait for that: transfers to be closed,
 * messages to be acknowledged. Owned by the receiver's thread.
 */
final class ReceiptsUnderWay {

    private final Map<Addressed, UnderWay> underWay = new HashMap<>();
    private final OpenTransfers open;
    private final ReceiverOutput output;

    ReceiptsUnderWay(OpenTransfers open, ReceiverOutput output) {
        this.open = open;
        this.output = output;
    }

    private record Addressed(String replyTo, Receipt receipt) {}

    private record Closing(IncomingTransfer transfer, Settlement settlement) {}

    private static final class UnderWay {
        private final List<Closing> closing = new ArrayList<>();
        private final List<Long> tags = new ArrayList<>();

        /** The attempt under which the sender asked again meanwhile; 0 if it did not. */
        private int again;
    }

    /** Sends a receipt for which nothing waits. */
    void send(String replyTo, Receipt receipt) {
        add(replyTo, receipt);
    }

    /** Sends a receipt; then the transfer is closed. */
    void sendAndClose(
            String replyTo, Receipt receipt, IncomingTransfer transfer, Settlement settlement) {
        add(replyTo, receipt).closing.add(new Closing(transfer, settlement));
    }

    /** Sends a receipt; then the message is acknowledged. */
    void sendAndAcknowledge(String replyTo, Receipt receipt, long tag) {
        add(replyTo, receipt).tags.add(tag);
        open.heldForReceipts(1);
    }

    private UnderWay add(String replyTo, Receipt receipt) {
        Addressed key = new Addressed(replyTo, receipt);
        UnderWay known = underWay.get(key);
        if (known != null) {
            known.again = receipt.attempt();
            return known;
        }
        UnderWay added = new UnderWay();
        underWay.put(key, added);
        output.report(replyTo, receipt);
        return added;
    }

    /**
     * The sender asks again how a transfer fared. If its receipt is under way, it is sent once more
     * afterwards: the sender's queue may have been away just then.
     */
    void askedAgain(IncomingTransfer transfer, int attempt) {
        for (UnderWay one : underWay.values()) {
            if (one.closing.stream().anyMatch(closing -> closing.transfer() == transfer)) {
                one.again = Math.max(one.again, attempt);
            }
        }
    }

    /** The broker has a receipt, or nobody waits for it any more. */
    void reported(String replyTo, Receipt receipt) {
        UnderWay reported = underWay.remove(new Addressed(replyTo, receipt));
        if (reported == null) {
            return;
        }
        if (reported.again > 0) {
            Receipt again = receipt.withAttempt(reported.again);
            UnderWay next = add(replyTo, again);
            next.closing.addAll(reported.closing);
            next.tags.addAll(reported.tags);
            return;
        }
        open.heldForReceipts(-reported.tags.size());
        open.settle(reported.tags, Settlement.ACKNOWLEDGE);
        for (Closing closing : reported.closing) {
            if (open.get(closing.transfer().id()) == closing.transfer()) {
                open.close(closing.transfer(), closing.settlement());
            }
        }
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** The messages will come again. */
    void channelLost() {
        underWay.values().forEach(one -> one.tags.clear());
    }
}
