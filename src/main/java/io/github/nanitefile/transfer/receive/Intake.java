package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.transfer.TransferListener;
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
    private final Admission admission;
    private final ChunkCheck chunkCheck;
    private final EndCheck endCheck;

    Intake(
            ReceiverOutput output,
            TransferListener listener,
            OpenTransfers open,
            LateMessages late,
            Admission admission,
            EndCheck endCheck) {
        this.output = output;
        this.listener = listener;
        this.open = open;
        this.late = late;
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
        if (known != null) {
            if (holdIfFinished(known, message)) {
                return;
            }
            if (!message.plain() && message.attempt() == known.attempt()) {
                open.hold(known, message);
                return;
            }
            if (!message.plain() && message.attempt() < known.attempt()) {
                settle(message, Settlement.ACKNOWLEDGE);
                return;
            }
            // A later attempt; or a plain peer that starts afresh, as Nanite's receivers allow.
            open.close(known, Settlement.ACKNOWLEDGE);
        } else {
            Optional<Settlement> settlement = late.ofStart(message);
            if (settlement.isPresent()) {
                settle(message, settlement.get());
                return;
            }
        }
        admit(start, message);
    }

    private void admit(FileStart start, Message message) throws IOException {
        Optional<String> refused = admission.refusal(start, message.annotations());
        if (refused.isPresent()) {
            reject(List.of(message), "refused: " + refused.get(), message.now());
        } else if (open.hasRoomFor(message.annotations())) {
            IncomingTransfer transfer = open.open(start, message);
            listener.started(transfer.describe(), message.now());
        } else {
            open.letWait(message);
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
            fail(transfer, Settlement.ACKNOWLEDGE, reason, message.now());
            return;
        }
        Optional<String> wrong = chunkCheck.failure(transfer, chunk, annotations);
        if (wrong.isPresent()) {
            fail(transfer, Settlement.REJECT, wrong.get(), message.now());
            return;
        }
        ByteBuffer unseen = chunkCheck.unseen(transfer, chunk, annotations);
        if (unseen.hasRemaining()) {
            open.append(transfer, unseen);
            listener.progressed(transfer.describe(), transfer.length(), message.now());
        }
    }

    private void onEnd(FileEnd end, Message message) throws IOException {
        IncomingTransfer transfer = unfinished(message);
        if (transfer == null) {
            return;
        }
        Optional<String> wrong = endCheck.failure(transfer, message.annotations());
        if (wrong.isPresent()) {
            fail(transfer, Settlement.REJECT, wrong.get(), message.now());
            return;
        }
        transfer.finish(end, message.annotations());
        listener.completed(transfer.describe(), transfer.length(), message.now());
        output.deliver(transfer.received());
    }

    /**
     * The transfer that a chunk or an end goes into; null if there is none, and then the message is
     * taken care of.
     */
    private IncomingTransfer unfinished(Message message) throws IOException {
        IncomingTransfer transfer = open.get(message.id());
        if (transfer == null) {
            settle(message, late.of(message));
            return null;
        }
        if (holdIfFinished(transfer, message)) {
            return null;
        }
        if (!message.plain() && message.attempt() != transfer.attempt()) {
            boolean stale = message.attempt() < transfer.attempt();
            settle(message, stale ? Settlement.ACKNOWLEDGE : Settlement.REJECT);
            return null;
        }
        open.hold(transfer, message);
        if (message.redelivered() && transfer.plain() && transfer.isSpilled()) {
            fail(
                    transfer,
                    Settlement.REJECT,
                    "the broker delivered a packet again, and a plain peer does not say which; send it again",
                    message.now());
            return null;
        }
        return transfer;
    }

    /**
     * What comes after the end, of whichever attempt, is settled when the route is done with the
     * file. More of it may follow, so the file cannot go back into the queue any more.
     */
    private boolean holdIfFinished(IncomingTransfer transfer, Message message) {
        if (!transfer.finished()) {
            return false;
        }
        open.hold(transfer, message);
        transfer.detach();
        return true;
    }

    /** A transfer comes to nothing; what it holds, and what is late of it, is settled so. */
    void fail(IncomingTransfer transfer, Settlement settlement, String reason, long now) {
        late.failed(transfer.id(), transfer.attempt(), settlement, now);
        open.close(transfer, settlement);
        listener.failed(transfer.describe(), reason, now);
    }

    /** Rejects all that came of a transfer that was not let in; the first is its FileStart. */
    void reject(List<Message> messages, String reason, long now) {
        Message first = messages.get(0);
        int attempt = messages.get(messages.size() - 1).attempt();
        late.failed(first.id(), attempt, Settlement.REJECT, now);
        output.reject(messages.stream().map(Message::tag).toList());
        listener.failed(
                IncomingTransfer.describe(
                        first.domain(), (FileStart) first.packet(), first.annotations().length()),
                reason,
                now);
    }

    private void settle(Message message, Settlement settlement) {
        open.settle(List.of(message.tag()), settlement);
    }
}
