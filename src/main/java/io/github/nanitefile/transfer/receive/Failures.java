package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.util.List;

/**
 * What is done when a transfer comes to nothing: its messages are settled, what is late of it is
 * remembered to be settled likewise, and people and the sender are told. Owned by the receiver's
 * thread; does not decide when a transfer fails.
 */
final class Failures {

    private final ReceiverOutput output;
    private final TransferListener listener;
    private final OpenTransfers open;
    private final LateMessages late;
    private final Receipts receipts;

    Failures(
            ReceiverOutput output,
            TransferListener listener,
            OpenTransfers open,
            LateMessages late,
            Receipts receipts) {
        this.output = output;
        this.listener = listener;
        this.open = open;
        this.late = late;
        this.receipts = receipts;
    }

    /** An open transfer fails: what it holds is rejected. */
    void fail(IncomingTransfer transfer, Failure failure, long now) {
        open.close(transfer, Settlement.REJECT);
        failClosed(transfer, failure, now);
    }

    /** A transfer fails that is not open any more and holds nothing. */
    void failClosed(IncomingTransfer transfer, Failure failure, long now) {
        late.failed(transfer.id(), transfer.attempt(), Settlement.REJECT, now);
        listener.failed(transfer.describe(), failure.kind(), failure.reason(), now);
        receipts.failed(transfer.id(), transfer.attempt(), failure, transfer.replyTo(), now);
    }

    /** The sender gives an open transfer up: what it holds is acknowledged, and it is not told. */
    void abandon(IncomingTransfer transfer, String reason, long now) {
        open.close(transfer, Settlement.ACKNOWLEDGE);
        late.failed(transfer.id(), transfer.attempt(), Settlement.ACKNOWLEDGE, now);
        listener.failed(transfer.describe(), FailureKind.ABORTED, reason, now);
    }

    /** Rejects all that came of a transfer that was not let in; the first is its FileStart. */
    void reject(List<Message> messages, Failure failure, long now) {
        output.reject(messages.stream().map(Message::tag).toList());
        failUnsettled(messages, failure, now);
    }

    /** The same where the messages cannot be settled any more. */
    void failUnsettled(List<Message> messages, Failure failure, long now) {
        Message first = messages.get(0);
        Message last = messages.get(messages.size() - 1);
        late.failed(first.id(), last.attempt(), Settlement.REJECT, now);
        listener.failed(first.describeStart(), failure.kind(), failure.reason(), now);
        receipts.failed(first.id(), last.attempt(), failure, last.annotations().replyTo(), now);
    }

    /**
     * Nobody took up a parked transfer.
     *
     * @param transferTimeout the option, and what it says
     */
    void expire(TransferState state, String transferTimeout, long now) {
        String reason =
                "a lost connection or a restart interrupted it, and no packet of it came since for longer than the"
                        + " sender announced and "
                        + transferTimeout
                        + "; send it again";
        int attempt = state.startAnnotations().attempt();
        state.file().discard();
        late.failed(state.id(), attempt, Settlement.REJECT, now);
        listener.failed(
                IncomingTransfer.describe(
                        state.domain(), state.start(), state.startAnnotations().length()),
                FailureKind.IDLE,
                reason,
                now);
        receipts.failed(
                state.id(),
                attempt,
                Failure.lost(FailureKind.IDLE, reason),
                state.startAnnotations().replyTo(),
                now);
    }

    /**
     * Rejects a chunk or an end of whose transfer nothing is known, and what follows of it. Should
     * the sender repeat it from its start on, that is welcome.
     *
     * @param otherHadIt whether another member had the transfer until just now, and let go of it
     *     without leaving it to us
     */
    void beginningMissed(Message message, boolean otherHadIt) {
        String reason =
                "its beginning is not here, but a "
                        + message.packet().type()
                        + " of it is: "
                        + (otherHadIt
                                ? "another member of the group, whose connection was lost, had it and is done with it; its log says whether the file went through its route: if not, send it again"
                                : "another member of the group, or an earlier run with another spoolDirectory, has it; send it again");
        FileStart unknown =
                new FileStart("", "(its FileStart was not seen)", message.packet().token());
        late.rejectedUntilItBegins(message.id(), message.attempt(), message.now());
        open.settle(message, Settlement.REJECT);
        listener.failed(
                IncomingTransfer.describe(message.domain(), unknown, null),
                FailureKind.INCOMPLETE,
                reason,
                message.now());
        receipts.failed(
                message.id(),
                message.attempt(),
                Failure.lost(FailureKind.INCOMPLETE, reason),
                message.annotations().replyTo(),
                message.now());
    }
}
