package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.LateMessages.Late;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one message: which transfer it belongs to, and how that fares by it. Owned by the
 * receiver's thread; does not know of time-outs, of the route, or when there is room.
 */
final class Intake {

    private final ReceiverOutput output;
    private final TransferListener listener;
    private final OpenTransfers open;
    private final LateMessages late;
    private final Survivors survivors;
    private final Failures failures;
    private final Receipts receipts;
    private final GapRule gaps;
    private final Admission admission;
    private final ChunkCheck chunkCheck;
    private final EndCheck endCheck;

    Intake(
            ReceiverOutput output,
            TransferListener listener,
            OpenTransfers open,
            LateMessages late,
            Survivors survivors,
            Failures failures,
            Receipts receipts,
            GapRule gaps,
            Admission admission,
            EndCheck endCheck) {
        this.output = output;
        this.listener = listener;
        this.open = open;
        this.late = late;
        this.survivors = survivors;
        this.failures = failures;
        this.receipts = receipts;
        this.gaps = gaps;
        this.admission = admission;
        this.chunkCheck = new ChunkCheck(admission);
        this.endCheck = endCheck;
    }

    void take(Message message) throws IOException {
        if (open.holdWaiting(message)) {
            return;
        }
        if (message.packet() instanceof FileStart start) {
            onStart(start, message);
        } else if (message.packet() instanceof FileChunk chunk) {
            onChunk(chunk, message);
        } else if (message.packet() instanceof FileEnd end) {
            onEnd(end, message);
        }
    }

    private void onStart(FileStart start, Message message) throws IOException {
        IncomingTransfer known = open.get(message.id());
        if (known == null) {
            Optional<Late> ended = late.ofStart(message);
            if (ended.isPresent()) {
                receipts.answer(message, ended.get().settlement(), ended.get().delivered());
                return;
            }
            known = survivors.claim(message).orElse(null);
            if (known != null && !startsAfresh(known, message)) {
                listener.resumed(known.describe(), known.length(), message.now());
            }
        }
        if (known == null) {
            admit(start, message);
        } else if (!known.finished() && startsAfresh(known, message)) {
            open.close(known, Settlement.ACKNOWLEDGE);
            admit(start, message);
        } else {
            onKnownStart(known, message);
        }
    }

    /** A later attempt; or a plain peer that starts anew, as Nanite's receivers allow. */
    private static boolean startsAfresh(IncomingTransfer known, Message start) {
        return start.plain() || start.attempt() > known.attempt();
    }

    private void onKnownStart(IncomingTransfer known, Message message) {
        if (holdIfFinished(known, message)) {
            return;
        }
        if (message.attempt() == known.attempt()) {
            hold(known, message);
        } else {
            settle(message, Settlement.ACKNOWLEDGE);
        }
    }

    private void admit(FileStart start, Message message) throws IOException {
        Optional<String> refused =
                admission
                        .refusal(start, message.annotations())
                        .or(() -> open.room().tooLarge(message.annotations()));
        Optional<String> full = open.room().full(message.annotations());
        if (refused.isPresent()) {
            failures.reject(
                    List.of(message),
                    Failure.refused(FailureKind.REFUSED, "refused: " + refused.get()),
                    message.now());
        } else if (full.isEmpty()) {
            IncomingTransfer transfer = open.open(start, message);
            listener.started(transfer.describe(), message.now());
        } else {
            open.letWait(message);
            listener.waiting(message.describeStart(), full.get(), message.now());
        }
    }

    private void onChunk(FileChunk chunk, Message message) throws IOException {
        IncomingTransfer transfer = unfinished(message);
        if (transfer == null) {
            return;
        }
        Annotations annotations = message.annotations();
        if (annotations.abort() != null) {
            String reason = "the sender gave up: " + annotations.abort();
            failures.abandon(transfer, reason, message.now());
            return;
        }
        if (annotations.offset() != null
                && gaps.waits(transfer, annotations.offset(), message.now())) {
            return;
        }
        transfer.touch(message.now());
        Optional<Failure> wrong = chunkCheck.failure(transfer, chunk, annotations);
        if (wrong.isPresent()) {
            failures.fail(transfer, wrong.get(), message.now());
            return;
        }
        ByteBuffer unseen = chunkCheck.unseen(transfer, chunk, annotations);
        if (unseen.hasRemaining()) {
            open.append(transfer, unseen);
            listener.progressed(transfer.describe(), transfer.length(), message.now());
        }
    }

    private void onEnd(FileEnd end, Message message) throws IOException {
        if (wentThroughMeanwhile(message)) {
            return;
        }
        IncomingTransfer transfer = unfinished(message);
        if (transfer == null) {
            return;
        }
        Long length = message.annotations().length();
        if (length != null && gaps.waits(transfer, length, message.now())) {
            return;
        }
        Optional<Failure> wrong = endCheck.failure(transfer, message.annotations());
        if (wrong.isPresent()) {
            failures.fail(transfer, wrong.get(), message.now());
            return;
        }
        open.finish(transfer, end, message.annotations());
        listener.completed(transfer.describe(), transfer.length(), message.now());
        output.deliver(transfer.received());
    }

    /**
     * Another member of the group that lost its connection may have had the file in its route when
     * it began to come in here; then nothing of it is needed any more.
     */
    private boolean wentThroughMeanwhile(Message end) throws IOException {
        IncomingTransfer transfer = open.get(end.id());
        if (transfer == null
                || transfer.finished()
                || !late.isDelivered(transfer.id(), end.now())) {
            return false;
        }
        open.close(transfer, Settlement.ACKNOWLEDGE);
        listener.left(transfer.describe(), end.now());
        receipts.answer(end, Settlement.ACKNOWLEDGE, true);
        return true;
    }

    /**
     * The transfer that a chunk or an end goes into; null if there is none, and then the message is
     * taken care of.
     */
    private IncomingTransfer unfinished(Message message) throws IOException {
        IncomingTransfer transfer = open.get(message.id());
        if (transfer == null) {
            transfer = survivor(message);
        }
        if (transfer == null || holdIfFinished(transfer, message)) {
            return null;
        }
        if (!message.plain() && message.attempt() < transfer.attempt()) {
            settle(message, Settlement.ACKNOWLEDGE);
            return null;
        }
        if (!message.plain() && message.attempt() > transfer.attempt()) {
            // The sender has given up what is here, and began anew where it is not seen.
            open.close(transfer, Settlement.ACKNOWLEDGE);
            listener.left(transfer.describe(), message.now());
            failures.beginningMissed(message, false);
            return null;
        }
        open.hold(transfer, message);
        if (message.redelivered() && transfer.plain() && transfer.isSpilled()) {
            failures.fail(
                    transfer,
                    Failure.lost(
                            FailureKind.INTERRUPTED,
                            "the broker delivered a packet again, and a plain peer does not say which; send it again"),
                    message.now());
            return null;
        }
        return transfer;
    }

    /** The same for a transfer that is not open, but may be in the store. */
    private IncomingTransfer survivor(Message message) throws IOException {
        Optional<Late> ended = late.of(message);
        if (ended.isPresent()) {
            receipts.answer(message, ended.get().settlement(), ended.get().delivered());
            return null;
        }
        if (message.isOfStream()) {
            passOver(message);
            return null;
        }
        Optional<IncomingTransfer> found = survivors.find(message);
        if (found.isEmpty() && message.annotations().abort() != null) {
            settle(message, Settlement.ACKNOWLEDGE); // nothing of it is here, and nobody misses it
            return null;
        }
        if (found.isEmpty()) {
            failures.beginningMissed(message, survivors.wasElsewhere(message.id()));
            return null;
        }
        IncomingTransfer transfer = found.get();
        if (!transfer.finished()) {
            listener.resumed(transfer.describe(), transfer.length(), message.now());
        }
        return transfer;
    }

    /**
     * Of a stream that is read from somewhere on there are always ends of files that began before:
     * of those that were through when progress was kept, or that nobody asked for.
     */
    private void passOver(Message message) {
        late.rejectedUntilItBegins(message.id(), message.attempt(), message.now());
        settle(message, Settlement.ACKNOWLEDGE);
    }

    private void hold(IncomingTransfer transfer, Message message) {
        open.hold(transfer, message);
        transfer.touch(message.now());
    }

    /**
     * What comes after the end, of whichever attempt, is settled when the route is done with the
     * file. More of it may follow, so the file cannot go back into the queue any more; but after
     * its own end, repeated by a sender that waits for receipts, nothing follows: that goes back
     * with it. What comes of a stream is not needed again and would only take up the window.
     */
    private boolean holdIfFinished(IncomingTransfer transfer, Message message) {
        if (!transfer.finished()) {
            return false;
        }
        if (message.isOfStream()) {
            transfer.asked(message.annotations());
            settle(message, Settlement.ACKNOWLEDGE);
        } else {
            open.hold(transfer, message);
        }
        if (!isEndAgain(transfer, message)) {
            transfer.detach();
        }
        receipts.askedAgain(transfer, message);
        return true;
    }

    private static boolean isEndAgain(IncomingTransfer transfer, Message message) {
        return message.packet() instanceof FileEnd
                && !message.plain()
                && message.attempt() == transfer.attempt();
    }

    private void settle(Message message, Settlement settlement) {
        open.settle(message, settlement);
    }
}
