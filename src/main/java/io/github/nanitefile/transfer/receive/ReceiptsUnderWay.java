package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Receipts that are not yet with the broker, and what has to wait for that: transfers to be closed,
 * messages to be acknowledged. Those for which nothing waits are bounded in number, as the broker
 * may take none for long; the oldest go first. Owned by the receiver's thread.
 */
final class ReceiptsUnderWay {

    /** How many there may be for which nothing waits. */
    static final int MOST = 10_000;

    private final Map<Addressed, UnderWay> underWay = new HashMap<>();
    private final Set<Addressed> unawaited = new LinkedHashSet<>();
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

        boolean isAwaited() {
            return !closing.isEmpty() || !tags.isEmpty();
        }
    }

    /** Sends a receipt for which nothing waits. */
    void send(String replyTo, Receipt receipt) {
        Addressed key = new Addressed(replyTo, receipt);
        if (!add(key).isAwaited()) {
            letGo(key);
        }
    }

    private void letGo(Addressed key) {
        unawaited.add(key);
        if (unawaited.size() > MOST) {
            Addressed oldest = unawaited.iterator().next();
            unawaited.remove(oldest);
            underWay.remove(oldest);
            output.dropReport(oldest.replyTo(), oldest.receipt());
        }
    }

    /** Sends a receipt; then the transfer is closed. */
    void sendAndClose(
            String replyTo, Receipt receipt, IncomingTransfer transfer, Settlement settlement) {
        await(replyTo, receipt).closing.add(new Closing(transfer, settlement));
    }

    /** Sends a receipt; then the message is acknowledged. */
    void sendAndAcknowledge(String replyTo, Receipt receipt, long tag) {
        await(replyTo, receipt).tags.add(tag);
        open.heldForReceipts(1);
    }

    /** Sends a receipt for which something waits from now on. */
    private UnderWay await(String replyTo, Receipt receipt) {
        Addressed key = new Addressed(replyTo, receipt);
        unawaited.remove(key);
        return add(key);
    }

    private UnderWay add(Addressed key) {
        UnderWay known = underWay.get(key);
        if (known != null) {
            known.again = key.receipt().attempt();
            return known;
        }
        UnderWay added = new UnderWay();
        underWay.put(key, added);
        output.report(key.replyTo(), key.receipt());
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
        Addressed key = new Addressed(replyTo, receipt);
        unawaited.remove(key);
        UnderWay reported = underWay.remove(key);
        if (reported == null) {
            return;
        }
        if (reported.again > 0) {
            sendAgain(new Addressed(replyTo, receipt.withAttempt(reported.again)), reported);
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

    private void sendAgain(Addressed key, UnderWay reported) {
        UnderWay next = add(key);
        next.closing.addAll(reported.closing);
        next.tags.addAll(reported.tags);
        if (next.isAwaited()) {
            unawaited.remove(key);
        } else {
            letGo(key);
        }
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** The messages will come again. */
    void channelLost() {
        for (Map.Entry<Addressed, UnderWay> one : List.copyOf(underWay.entrySet())) {
            one.getValue().tags.clear();
            if (!one.getValue().isAwaited()) {
                letGo(one.getKey());
            }
        }
    }
}
