package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.Tombstones.Settlement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

    private static final Failure CANCELLED =
            Failure.refused(
                    FailureKind.CANCELLED,
                    "cancelled by an operator; send it again if it is wanted after all");

    private final ReceiverOutput output;
    private final TransferListener listener;
    private final OpenTransfers open;
    private final LateMessages late;
    private final Survivors survivors;
    private final Receipts receipts;
    private final Failures failures;
    private final StreamPositions positions;
    private final GapRule gaps = new GapRule();
    private final Intake intake;
    private final ReceiverLimits limits;

    /**
     * @param destinationRule says why a dest is refused, or nothing if it is fine
     * @param deliveredBefore which files need not come again
     * @param issuer makes receipts for senders that ask for them
     */
    public Receiver(
            ReceiverLimits limits,
            TransferStore store,
            ReceiverOutput output,
            TransferListener listener,
            Function<String, Optional<String>> destinationRule,
            DeliveredBefore deliveredBefore,
            ReceiptIssuer issuer) {
        this.limits = limits;
        this.output = output;
        this.listener = listener;
        this.open = new OpenTransfers(limits, store, output);
        this.positions = new StreamPositions(open);
        this.late = new LateMessages(deliveredBefore);
        this.receipts = new Receipts(issuer, open, new ReceiptsUnderWay(open, output));
        this.failures = new Failures(output, listener, open, late, receipts);
        this.survivors = new Survivors(store, output, listener, open, late, receipts);
        this.intake =
                new Intake(
                        output,
                        listener,
                        open,
                        late,
                        survivors,
                        failures,
                        receipts,
                        gaps,
                        new Admission(limits, destinationRule),
                        new EndCheck(limits.requireVerified()));
    }

    /**
     * Takes up what earlier owners of the store left. Whole files are delivered at once, unless
     * they have been through the route.
     */
    public void recover(long now) throws IOException {
        survivors.recover(now);
    }

    /**
     * Takes a packet in.
     *
     * @param domain the domain it came through
     * @param tag names its message when it is settled
     * @param position where the message is in its stream; negative if it comes from a queue
     * @param deliveredBefore how often the broker had delivered it before, as far as it counts
     */
    public void onPacket(
            String domain,
            Packet packet,
            Annotations annotations,
            long tag,
            long position,
            int deliveredBefore,
            long now)
            throws IOException {
        open.served();
        take(new Message(domain, packet, annotations, tag, position, deliveredBefore, now));
        positions.taken(position);
        open.spillIfHalfFull();
        letIn(now);
    }

    private void take(Message message) throws IOException {
        intake.take(message);
        if (SpillPolicy.isWornOut(message)) {
            open.wornOut(message.id())
                    .ifPresent(
                            transfer ->
                                    listener.wornOut(
                                            transfer.describe(),
                                            message.deliveredBefore(),
                                            message.now()));
        }
    }

    /** A message of the stream that is no packet, or cannot be read, is done with. */
    public void passedOver(long position) {
        positions.taken(position);
    }

    /**
     * Where in the stream to go on reading, on this channel or the next; negative while nothing of
     * it was read.
     */
    public long nextPosition() {
        return positions.next();
    }

    /**
     * From where on the stream must be read for nothing to be missed, were all that is here lost:
     * the oldest FileStart of which the file has not been through the route; negative while nothing
     * was read.
     */
    public long neededPosition() {
        return positions.needed();
    }

    /** No more packets are at hand for the moment. */
    public void flush() throws IOException {
        open.spillWornOut();
        open.flush();
    }

    /**
     * Lets waiting transfers in for which there is room now. To be called after a file's end, since
     * no packet may come any more while they fill the window.
     */
    public void letIn(long now) throws IOException {
        List<Message> next = open.takeOneThatHasRoom();
        while (!next.isEmpty()) {
            takeWaiting(next, now);
            open.spillIfHalfFull();
            next = open.takeOneThatHasRoom();
        }
        refuseIfNobodyCanMove(now);
    }

    private void takeWaiting(List<Message> messages, long now) throws IOException {
        try {
            for (Message message : messages) {
                take(message.at(now));
            }
        } catch (IOException e) {
            positions.lost(messages.get(0).position());
            throw e;
        }
    }

    /**
     * The route is done with the file: its messages are acknowledged and its bytes removed, once
     * the sender is told if it asked. This and the other ends do nothing for a file that is gone
     * meanwhile.
     *
     * @param name the file's final name here
     */
    public void routeDone(ReceivedFile file, String name, long now) {
        open.of(file)
                .ifPresent(
                        transfer -> {
                            late.done(transfer.id(), now);
                            receipts.delivered(transfer, name, now);
                        });
    }

    /**
     * The file was not delivered but needs not come again either, as it was put aside or is not
     * wanted: as with {@link #routeDone}, but the sender is told why.
     */
    public void putAside(ReceivedFile file, String reason, long now) {
        open.of(file)
                .ifPresent(
                        transfer -> {
                            late.done(transfer.id(), now);
                            receipts.refused(transfer, Settlement.ACKNOWLEDGE, reason, now);
                        });
    }

    /**
     * The broker has the receipt that was given to {@link ReceiverOutput#report}. To be followed by
     * {@link #letIn}.
     */
    public void reported(String replyTo, Receipt receipt) {
        receipts.reported(replyTo, receipt);
    }

    /** What is known of the transfer of a file that was delivered; nothing if it is gone. */
    public Optional<TransferState> state(ReceivedFile file) {
        return open.of(file).map(IncomingTransfer::state);
    }

    /**
     * Drops a file that was delivered but has not reached the route, since the broker is about to
     * deliver its messages again; only while {@link #isWithBroker}.
     */
    public void withdraw(ReceivedFile file) {
        open.of(file).ifPresent(open::forget);
    }

    /**
     * Whether every message of the file is still with the broker, so that it can be requeued or
     * rejected whole.
     */
    public boolean isWithBroker(ReceivedFile file) {
        return open.of(file).map(IncomingTransfer::isWithBroker).orElse(false);
    }

    /**
     * The route failed and the file shall come again: from the broker if it is still there, else
     * from the store.
     */
    public void requeue(ReceivedFile file, long now) {
        open.of(file)
                .ifPresent(
                        transfer -> {
                            if (transfer.isWithBroker()) {
                                output.requeue(open.forget(transfer));
                                if (!transfer.plain()) {
                                    late.comesAgain(transfer.id(), transfer.attempt(), now);
                                }
                            } else {
                                output.deliver(transfer.received());
                            }
                        });
    }

    /**
     * From now on the file is delivered from here only, as its bytes have got a name that another
     * copy would find taken: the broker is not asked for it again.
     */
    public void keepHere(ReceivedFile file) {
        open.of(file).ifPresent(IncomingTransfer::detach);
    }

    /**
     * The route failed, or was not reached, and the same bytes shall be delivered again, whoever
     * else has them.
     */
    public void deliverAgain(ReceivedFile file) {
        open.of(file).ifPresent(transfer -> output.deliver(transfer.received()));
    }

    /**
     * The route failed and the file's messages shall be rejected; only while {@link #isWithBroker}.
     */
    public void reject(ReceivedFile file, String reason, long now) {
        open.of(file)
                .ifPresent(
                        transfer -> {
                            late.rejectedUntilItBegins(transfer.id(), transfer.attempt(), now);
                            receipts.refused(transfer, Settlement.REJECT, reason, now);
                        });
    }

    /** A channel is there: from now on packets may come, and those that do not are missed. */
    public void channelOpened(long now) {
        gaps.channelOpened(now);
        open.channelOpened(now);
    }

    /**
     * Whether what made the store fail is over, as far as that can be seen before packets come. To
     * be asked before a channel that was given up for it is opened again: a packet that is
     * delivered in vain may be one time nearer to its loss.
     *
     * @throws IOException if not; says why
     */
    public void checkReady(long now) throws IOException {
        survivors.checkReady(now);
    }

    /**
     * The channel is gone, and with it the right to settle its messages: the broker will deliver
     * them again, to this consumer or another.
     *
     * @param queueSurvives whether the queue outlives the channel; if not, unfinished transfers
     *     fail
     * @throws IOException if what was spilled could not be parked: nobody will go on with it before
     *     the next start
     */
    public void channelLost(boolean queueSurvives, long now) throws IOException {
        positions.channelLost();
        List<List<Message>> waited = open.channelLost();
        receipts.channelLost();
        if (queueSurvives) {
            open.unfinished().forEach(transfer -> listener.left(transfer.describe(), now));
            waited.forEach(messages -> listener.left(messages.get(0).describeStart(), now));
            open.parkUnfinished();
            return;
        }
        Failure lost =
                Failure.lost(
                        FailureKind.INTERRUPTED,
                        "the connection was lost, and with it this consumer's private queue");
        open.dropUnfinished().forEach(transfer -> failures.failClosed(transfer, lost, now));
        waited.forEach(messages -> failures.failUnsettled(messages, lost, now));
    }

    /**
     * Does what is due by time: spills what waits too long, fails what is idle, looks for what
     * others left. To be called about every second.
     */
    public void tick(long now) throws IOException {
        spillTooOld(now);
        late.expire(now);
        receipts.expire(now);
        if (open.silenceCounts(now)) {
            failSilent(now);
            expireParked(now);
        }
        survivors.tick(now);
        letIn(now);
    }

    /**
     * The part of {@link #tick} that is due also while nothing is taken in: the broker's consumer
     * time-out goes on.
     */
    public void spillTooOld(long now) throws IOException {
        open.spillTooOld(now);
    }

    /**
     * Makes whole files safe here that stay when the channel is given up, since the broker could
     * not deliver them whole: else another member would get messages that it can make nothing of.
     */
    public void spillWhatStays() throws IOException {
        open.spillPartlyHeld();
    }

    private void failSilent(long now) {
        for (IncomingTransfer transfer : open.unfinished()) {
            gaps.failure(transfer, now)
                    .or(() -> idle(transfer, now))
                    .ifPresent(failure -> failures.fail(transfer, failure, now));
        }
    }

    private Optional<Failure> idle(IncomingTransfer transfer, long now) {
        return transfer.idle(limits.transferTimeout(), now)
                ? Optional.of(
                        Failure.lost(
                                FailureKind.IDLE,
                                "no packet of it came for longer than the sender announced and "
                                        + transferTimeout()
                                        + "; is the sender still running? Send it again"))
                : Optional.empty();
    }

    private void expireParked(long now) throws IOException {
        for (TransferState state : open.expiredParked(now)) {
            failures.expire(state, transferTimeout(), now);
        }
    }

    private String transferTimeout() {
        return "transferTimeout=" + limits.transferTimeout().toMillis() + " ms";
    }

    /**
     * Fails a transfer as an operator wants it, unless it is whole already.
     *
     * @return whether it was coming in, or waited for room
     */
    public boolean cancel(Token token, long now) throws IOException {
        for (IncomingTransfer transfer : open.unfinished()) {
            if (transfer.id().token().equals(token)) {
                failures.fail(transfer, CANCELLED, now);
                letIn(now);
                return true;
            }
        }
        List<Message> waiting = open.takeWaiting(token);
        if (!waiting.isEmpty()) {
            failures.reject(waiting, CANCELLED, now);
        }
        return !waiting.isEmpty();
    }

    /** Whether a packet came on this channel: a member that stands by is given none. */
    public boolean isServed() {
        return open.isServed();
    }

    /**
     * Whether another member can go on with all that is unfinished, though it has none of our
     * spool: the broker still has every packet of it.
     */
    public boolean isFreeToLeave() throws IOException {
        return open.isFreeToLeave();
    }

    /** How many messages are not settled yet. */
    public int unsettled() {
        return open.unsettled();
    }

    /** Whether nothing is open, nothing waits and no message is held. */
    boolean isIdle() {
        return open.isEmpty() && !receipts.areUnderWay();
    }

    /**
     * When waiting transfers take up the window and no file is in the route, no room can come about
     * any more: the packets that open transfers need are behind those that wait.
     */
    private void refuseIfNobodyCanMove(long now) throws IOException {
        List<Message> youngest = open.takeYoungestIfStuck();
        if (!youngest.isEmpty()) {
            failures.reject(
                    youngest,
                    Failure.lost(
                            FailureKind.NO_ROOM,
                            "there was no room for it: raise maxOpenTransfers, maxSpoolSize or prefetchCount, and see that the spool's disk has room, then send it again"),
                    now);
        }
    }
}
