package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;

/**
 * Tells senders that ask for it how their transfers fared. Says what is told to whom and when; what
 * waits for it is kept by {@link ReceiptsUnderWay}. Owned by the receiver's thread.
 */
final class Receipts {

    private final ReceiptIssuer issuer;
    private final OpenTransfers open;
    private final ReceiptsUnderWay underWay;
    private final Verdicts verdicts = new Verdicts();

    Receipts(ReceiptIssuer issuer, OpenTransfers open, ReceiptsUnderWay underWay) {
        this.issuer = issuer;
        this.open = open;
        this.underWay = underWay;
    }

    /** The file is placed, and the route is done with it; its messages are acknowledged. */
    void delivered(IncomingTransfer transfer, String name, long now) {
        if (transfer.replyTo() == null) {
            verdicts.remove(transfer.id()); // that of an attempt that fared worse
            open.close(transfer, Settlement.ACKNOWLEDGE);
            return;
        }
        close(
                transfer,
                Settlement.ACKNOWLEDGE,
                issuer.issue(
                        transfer.id().token(),
                        transfer.attemptAsked(),
                        Verdict.DELIVERED,
                        name,
                        transfer.received().digest(),
                        null),
                now);
    }

    /**
     * The file is whole, but was not delivered; its messages are settled so. Remembered though
     * nobody asks: who asks later must not take a file that is done with for a delivered one.
     */
    void refused(IncomingTransfer transfer, Settlement settlement, String reason, long now) {
        Receipt receipt =
                issuer.issue(
                        transfer.id().token(),
                        transfer.attemptAsked(),
                        Verdict.REFUSED,
                        null,
                        null,
                        reason);
        if (transfer.replyTo() == null) {
            verdicts.put(transfer.id(), receipt, now);
            open.close(transfer, settlement);
            return;
        }
        close(transfer, settlement, receipt, now);
    }

    private void close(
            IncomingTransfer transfer, Settlement settlement, Receipt receipt, long now) {
        verdicts.put(transfer.id(), receipt, now);
        underWay.sendAndClose(transfer.replyTo(), receipt, transfer, settlement);
    }

    /**
     * A transfer came to nothing, and is settled.
     *
     * @param replyTo null if the sender does not ask
     */
    void failed(TransferId id, int attempt, Failure failure, String replyTo, long now) {
        if (replyTo != null) {
            Receipt receipt =
                    issuer.issue(
                            id.token(), attempt, failure.verdict(), null, null, failure.reason());
            verdicts.put(id, receipt, now);
            underWay.send(replyTo, receipt);
        }
    }

    /** An end came, though the file is here: the sender may not have been told how it fared. */
    void askedAgain(IncomingTransfer transfer, Message message) {
        if (message.packet() instanceof FileEnd && message.annotations().replyTo() != null) {
            underWay.askedAgain(transfer, message.attempt());
        }
    }

    /**
     * Settles a message of a transfer that ended. If it asks how that fared, it is told what was
     * told first.
     *
     * @param delivered whether the file has been through the route
     */
    void answer(Message message, Settlement settlement, boolean delivered) {
        Receipt verdict = asks(message, delivered) ? verdict(message, delivered) : null;
        if (verdict == null) {
            open.settle(message, settlement);
            return;
        }
        String replyTo = message.annotations().replyTo();
        if (settlement == Settlement.ACKNOWLEDGE) {
            underWay.sendAndAcknowledge(replyTo, verdict, message.tag());
        } else {
            underWay.send(replyTo, verdict);
            open.settle(message, settlement);
        }
    }

    /** After an end the sender waits; after a start it could save itself the rest. */
    private static boolean asks(Message message, boolean delivered) {
        return message.annotations().replyTo() != null
                && (message.packet() instanceof FileEnd || (delivered && message.isStart()));
    }

    private Receipt verdict(Message message, boolean delivered) {
        Receipt first = verdicts.get(message.id());
        if (first != null) {
            return first.withAttempt(message.attempt());
        }
        if (!delivered) {
            return null;
        }
        // By an earlier run, or another member: under which name is not known here.
        Receipt receipt =
                issuer.issue(
                        message.packet().token(),
                        message.attempt(),
                        Verdict.DELIVERED,
                        null,
                        null,
                        null);
        verdicts.put(message.id(), receipt, message.now());
        return receipt;
    }

    void reported(String replyTo, Receipt receipt) {
        underWay.reported(replyTo, receipt);
    }

    boolean areUnderWay() {
        return !underWay.isEmpty();
    }

    void channelLost() {
        underWay.channelLost();
    }

    void expire(long now) {
        verdicts.expire(now);
    }
}
