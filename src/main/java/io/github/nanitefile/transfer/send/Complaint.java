package io.github.nanitefile.transfer.send;

import io.github.nanitefile.transfer.FailureKind;

/** Says why a file was not sent, in sentences that name it and the remedy. */
final class Complaint {

    static final String STOPPED = "its route or the Camel context was stopped; send it again";
    static final String TOKEN_TAKEN = "a transfer with this token is under way; give each its own";
    static final String LOST = "a receiver lost a part of it";
    static final String REFUSED =
            "the broker refused a packet of it (basic.nack): a queue of the domain is full, or a quorum queue has lost"
                    + " most of its nodes, as the broker's log says; see to that and send it again";

    private static final String REMEDY =
            "; see to the receivers that have not got it, or lower receipts, and send it again (who has it drops it"
                    + " when Camel redelivers the exchange)";

    private Complaint() {}

    static SendFailedException of(OutgoingTransfer transfer, String reason, Exception cause) {
        return new SendFailedException(sentence(transfer, reason), cause);
    }

    static NoReceiverException noReceiver(OutgoingTransfer transfer) {
        return new NoReceiverException(
                sentence(
                        transfer,
                        "no receiver for domain '"
                                + transfer.domain()
                                + "': start a consumer of nanitefile:"
                                + transfer.domain()
                                + " first (its queue stays, so once is enough)"));
    }

    static TransferCancelledException cancelled(OutgoingTransfer transfer, String reason) {
        return new TransferCancelledException(sentence(transfer, reason));
    }

    /** An operator wants it to end. */
    static String cancelled(Flight flight) {
        return flight.isEnded()
                ? "cancelled by an operator after all of it went out, so receivers may have it"
                : "cancelled by an operator; send it again if it is wanted after all";
    }

    /** What is wrong with a source's length, or null. */
    static String changeOfLength(Flight flight, ReadResult result) {
        Long length = flight.transfer().length();
        if (length == null
                || flight.bytesRead() == length
                || (flight.bytesRead() < length && !result.atEnd())) {
            return null;
        }
        return "its length changed while it was sent: it had "
                + length
                + " bytes and now has "
                + (result.atEnd() ? "" : "at least ")
                + flight.bytesRead()
                + "; send it when nobody writes to it any more (file: has readLock=changed)";
    }

    static FailureKind idleKind(Flight flight) {
        return flight.isThrough() ? FailureKind.RECEIPTS : FailureKind.IDLE;
    }

    /** What it is that did not come for so long. */
    static String idle(Flight flight, Line line) {
        String forSoLong = " for idleTimeout=" + millis(flight) + " ms";
        if (flight.isThrough()) {
            return receiptsMissing(flight) + forSoLong + REMEDY;
        }
        if (flight.isReading()) {
            return "its source gave no byte" + forSoLong;
        }
        return line.isConnected()
                ? "the broker confirmed nothing"
                        + forSoLong
                        + "; see that it is well, and of a cluster that most nodes run, and send it again"
                : "there was no connection to the broker"
                        + forSoLong
                        + "; send it again when it is back"
                        + (line.loss() == null ? "" : " (" + reason(line.loss()) + ")");
    }

    private static String receiptsMissing(Flight flight) {
        OutgoingTransfer transfer = flight.transfer();
        AwaitedReceipts awaited = transfer.awaited();
        return awaited.delivered(flight.digest()).size()
                + " of receipts="
                + transfer.terms().receipts()
                + " came ("
                + awaited.describe(flight.digest())
                + "), and no other";
    }

    /** The receivers' patience with this attempt may be at its end. */
    static String silent(Flight flight) {
        return "nothing of it came through for longer than idleTimeout="
                + millis(flight)
                + " ms, so its receivers may have given it up";
    }

    /** Why it does not start over, though it should. */
    static String notAgain(OutgoingTransfer transfer, String why) {
        return why
                + (transfer.triedEnough()
                        ? "; it was sent from its beginning too many times already: see to the cause, and send it"
                                + " again"
                        : "; it would start over, but its body is a stream that was read: turn on stream caching"
                                + " or give a file");
    }

    static String unwritable(Exception cause) {
        return "a packet of it cannot be written: " + reason(cause);
    }

    static String unreadable(Exception cause) {
        return "it cannot be read: " + reason(cause);
    }

    static String refusedAgain(Exception cause) {
        return "the broker closed the channel over it again and again, and confirmed nothing of it: "
                + reason(cause);
    }

    static String forbidden(Exception cause) {
        return "this user may not send there, as the broker says (it is asked again after "
                + ForbiddenDomains.HOLD.toSeconds()
                + " s): "
                + reason(cause);
    }

    static String uncertain(Exception cause) {
        return "the connection to the broker was lost, and with resume=restart no packet is sent twice ("
                + reason(cause)
                + ")";
    }

    private static long millis(Flight flight) {
        return flight.transfer().idleTimeout().toMillis();
    }

    private static String reason(Exception cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static String sentence(OutgoingTransfer transfer, String reason) {
        return "Could not send '"
                + transfer.describe().name()
                + "' to domain '"
                + transfer.domain()
                + "' (token "
                + transfer.token()
                + "): "
                + reason;
    }
}
