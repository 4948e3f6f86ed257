package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules of receiving: what becomes of every packet of one queue.
 *
 * <p>Owned by one thread; time is an argument ({@link System#nanoTime} of the caller's). Every
 * message that is given in is settled exactly once through {@link ReceiverOutput}, unless {@link
 * #channelLost} comes first. An {@link IOException} means that the store failed: the message at
 * hand is not settled, and the caller gives the channel up so that the broker keeps what is not
 * safe.
 */
public final class Receiver {

    private final ReceiverOutput output;
    private final TransferListener listener;
    private final Predicate<Token> deliveredBefore;
    private final Admission admission;
    private final EndCheck endCheck;
    private final OpenTransfers open;
    private final Tombstones tombstones = new Tombstones();
    private final ReceiverLimits limits;

    /**
     * @param destinationRule says why a dest is refused, or nothing if it is fine
     * @param deliveredBefore whether a file of that token has been through the route
     */
    public Receiver(
            ReceiverLimits limits,
            TransferStore store,
            ReceiverOutput output,
            TransferListener listener,
            Function<String, Optional<String>> destinationRule,
            Predicate<Token> deliveredBefore) {
        this.limits = limits;
        this.output = output;
        this.listener = listener;
        this.deliveredBefore = deliveredBefore;
        this.admission = new Admission(limits, destinationRule);
        this.endCheck = new EndCheck(limits.requireVerified());
        this.open = new OpenTransfers(limits, store, output);
    }

    /**
     * Takes up what an earlier owner of the store had spilled; whole files are delivered at once.
     */
    public void recover(long now) throws IOException {
        for (IncomingTransfer transfer : open.recover(now)) {
            if (transfer.finished()) {
                output.deliver(transfer.received());
            }
        }
    }

    /**
     * Takes a packet in.
     *
     * @param domain the domain it came through
     * @param tag names its message when it is settled
     * @param redelivered whether the broker had delivered it before
     */
    public void onPacket(
            String domain,
            Packet packet,
            Annotations annotations,
            long tag,
            boolean redelivered,
            long now)
            throws IOException {
        Message message = new Message(domain, annotations, tag, redelivered, now);
        if (packet instanceof FileStart start) {
            onStart(start, message);
        } else if (packet instanceof FileChunk chunk) {
            onChunk(chunk, message);
        } else if (packet instanceof FileEnd end) {
            onEnd(end, message);
        }
        open.spillIfHalfFull();
        refuseIfNobodyCanMove(now);
    }

    private record Message(
            String domain, Annotations annotations, long tag, boolean redelivered, long now) {}

    private void onStart(FileStart start, Message message) throws IOException {
        Token token = start.token();
        Annotations annotations = message.annotations();
        IncomingTransfer known = open.get(token);
        if (known != null) {
            if (known.finished()
                    || (!annotations.plain() && annotations.attempt() == known.attempt())) {
                open.hold(known, message.tag(), message.now());
                return;
            }
            if (!annotations.plain() && annotations.attempt() < known.attempt()) {
                settle(message.tag(), Settlement.ACKNOWLEDGE);
                return;
            }
            // A later attempt; or a plain peer that starts afresh, as Nanite's receivers allow.
            open.close(known, Settlement.ACKNOWLEDGE);
        } else if (isLate(start, message)) {
            return;
        }
        Optional<String> refused = admission.refusal(start, annotations);
        if (refused.isPresent()) {
            refuse(start, message, refused.get());
        } else if (open.hasRoomFor(annotations)) {
            IncomingTransfer transfer =
                    open.open(message.domain(), start, annotations, message.tag(), message.now());
            listener.started(transfer.describe(), message.now());
        } else {
            open.letWait(message.domain(), start, annotations, message.tag());
        }
    }

    private boolean isLate(FileStart start, Message message) {
        Token token = start.token();
        if (deliveredBefore.test(token)) {
            tombstones.put(token, Integer.MAX_VALUE, Settlement.ACKNOWLEDGE, message.now());
            settle(message.tag(), Settlement.ACKNOWLEDGE);
            return true;
        }
        Tombstones.Tombstone tombstone = tombstones.get(token);
        if (tombstone == null) {
            return false;
        }
        Annotations annotations = message.annotations();
        if (!annotations.plain() && annotations.attempt() <= tombstone.attempt()) {
            settle(message.tag(), tombstone.settlement());
            return true;
        }
        tombstones.remove(token);
        return false;
    }

    private void refuse(FileStart start, Message message, String reason) {
        tombstones.put(
                start.token(), message.annotations().attempt(), Settlement.REJECT, message.now());
        settle(message.tag(), Settlement.REJECT);
        listener.failed(
                IncomingTransfer.describe(message.domain(), start, message.annotations().length()),
                "refused: " + reason,
                message.now());
    }

    private void onChunk(FileChunk chunk, Message message) throws IOException {
        IncomingTransfer transfer = unfinished(chunk, message);
        if (transfer == null) {
            return;
        }
        Annotations annotations = message.annotations();
        if (annotations.abort() != null) {
            fail(
                    transfer,
                    Settlement.ACKNOWLEDGE,
                    "the sender gave up: " + annotations.abort(),
                    message.now());
            return;
        }
        long offset = annotations.offset() == null ? transfer.length() : annotations.offset();
        if (offset > transfer.length()) {
            fail(
                    transfer,
                    Settlement.REJECT,
                    "bytes "
                            + transfer.length()
                            + " to "
                            + (offset - 1)
                            + " did not arrive; send it again",
                    message.now());
            return;
        }
        var bytes = chunk.chunk().duplicate();
        long seen = Math.min(transfer.length() - offset, bytes.remaining());
        bytes.position(bytes.position() + (int) seen);
        if (!bytes.hasRemaining()) {
            return;
        }
        Optional<String> tooLarge = admission.tooLarge(transfer.length() + bytes.remaining());
        if (tooLarge.isPresent()) {
            fail(transfer, Settlement.REJECT, "refused: " + tooLarge.get(), message.now());
            return;
        }
        open.append(transfer, bytes);
        listener.progressed(transfer.describe(), transfer.length(), message.now());
    }

    private void onEnd(FileEnd end, Message message) throws IOException {
        IncomingTransfer transfer = unfinished(end, message);
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
    private IncomingTransfer unfinished(Packet packet, Message message) {
        IncomingTransfer transfer = open.get(packet.token());
        if (transfer == null) {
            if (!open.holdWaiting(packet.token(), message.tag())) {
                settleLate(packet, message);
            }
            return null;
        }
        Annotations annotations = message.annotations();
        if (!annotations.plain() && annotations.attempt() != transfer.attempt()) {
            boolean stale = annotations.attempt() < transfer.attempt();
            settle(message.tag(), stale ? Settlement.ACKNOWLEDGE : Settlement.REJECT);
            return null;
        }
        open.hold(transfer, message.tag(), message.now());
        if (transfer.finished()) {
            return null;
        }
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

    private void settleLate(Packet packet, Message message) {
        Tombstones.Tombstone tombstone = tombstones.get(packet.token());
        int attempt = message.annotations().attempt();
        if (tombstone != null && attempt <= tombstone.attempt()) {
            settle(message.tag(), tombstone.settlement());
            return;
        }
        tombstones.put(packet.token(), attempt, Settlement.REJECT, message.now());
        settle(message.tag(), Settlement.REJECT);
        FileStart unknown = new FileStart("", "(its FileStart was not seen)", packet.token());
        listener.failed(
                IncomingTransfer.describe(message.domain(), unknown, null),
                "its beginning is not here, but a "
                        + packet.type()
                        + " of it is: another member of the group, or an earlier run with another spoolDirectory, has it; send it again",
                message.now());
    }

    /**
     * The route has the file, or it was put aside: its messages are acknowledged and its bytes
     * removed.
     */
    public void routeDone(Token token, long now) {
        IncomingTransfer transfer = open.get(token);
        tombstones.put(token, Integer.MAX_VALUE, Settlement.ACKNOWLEDGE, now);
        open.close(transfer, Settlement.ACKNOWLEDGE);
    }

    /** What is known of a transfer whose file was delivered. */
    public TransferState state(Token token) {
        return open.get(token).state();
    }

    /**
     * Drops a file that was delivered but has not reached the route, since the broker is about to
     * deliver its messages again; only while {@link #isWithBroker}.
     */
    public void withdraw(Token token) {
        open.forget(open.get(token));
    }

    /**
     * Whether every message of the file is still with the broker, so that it can be requeued or
     * rejected whole.
     */
    public boolean isWithBroker(Token token) {
        return open.get(token).isWithBroker();
    }

    /**
     * The route failed and the file shall come again: from the broker if it is still there, else
     * from the store.
     */
    public void requeue(Token token) {
        IncomingTransfer transfer = open.get(token);
        if (transfer.isWithBroker()) {
            output.requeue(open.forget(transfer));
        } else {
            output.deliver(transfer.received());
        }
    }

    /**
     * The route failed and the file's messages shall be rejected; only while {@link #isWithBroker}.
     */
    public void reject(Token token, long now) {
        IncomingTransfer transfer = open.get(token);
        tombstones.put(token, transfer.attempt(), Settlement.REJECT, now);
        open.close(transfer, Settlement.REJECT);
    }

    /**
     * The channel is gone, and with it the right to settle its messages: the broker will deliver
     * them again.
     *
     * @param queueSurvives whether the queue outlives the channel; if not, unfinished transfers
     *     fail
     */
    public void channelLost(boolean queueSurvives, long now) {
        for (IncomingTransfer transfer : open.channelLost(queueSurvives, now)) {
            listener.failed(
                    transfer.describe(),
                    "the connection was lost, and with it this consumer's private queue",
                    now);
        }
    }

    /**
     * Does what is due by time: spills what waits too long, fails what is idle. To be called about
     * every second.
     */
    public void tick(long now) throws IOException {
        open.spillTooOld(now);
        tombstones.expire(now);
        for (IncomingTransfer transfer : open.idle(now)) {
            fail(
                    transfer,
                    Settlement.REJECT,
                    "no packet of it came for longer than the sender announced and transferTimeout="
                            + limits.transferTimeout().toMillis()
                            + " ms; is the sender still running? Send it again",
                    now);
        }
    }

    private void fail(IncomingTransfer transfer, Settlement settlement, String reason, long now) {
        tombstones.put(transfer.token(), transfer.attempt(), settlement, now);
        open.close(transfer, settlement);
        listener.failed(transfer.describe(), reason, now);
    }

    /**
     * When waiting transfers take up the window and no file is in the route, no room can come about
     * any more: the packets that open transfers need are behind those that wait.
     */
    private void refuseIfNobodyCanMove(long now) {
        WaitingTransfers.Waiting youngest = open.takeYoungestIfStuck();
        if (youngest == null) {
            return;
        }
        FileStart start = youngest.start();
        tombstones.put(start.token(), youngest.annotations().attempt(), Settlement.REJECT, now);
        output.reject(youngest.tags());
        listener.failed(
                IncomingTransfer.describe(
                        youngest.domain(), start, youngest.annotations().length()),
                "there was no room for it: raise maxOpenTransfers, maxSpoolSize or prefetchCount, then send it again",
                now);
    }

    private void settle(long tag, Settlement settlement) {
        open.settle(List.of(tag), settlement);
    }
}
