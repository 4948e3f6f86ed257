package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.HeldUp;
import io.github.nanitefile.transfer.Nanos;
import io.github.nanitefile.transfer.TransferListener;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of sending: who may read on, what goes out next, and when a file counts as sent.
 * Transfers take turns; all of them share one {@link SendWindow} for what is read and not yet
 * confirmed.
 *
 * <p>Owned by one thread; time is an argument ({@link System#nanoTime} of the caller's).
 */
public final class Sender {

    /**
     * How long a refusal waits for the broker to say that there was no queue: Qpid says it after
     * the refusal.
     */
    static final long RETURN_GRACE = Duration.ofMillis(200).toNanos();

    /** Ticks are ten a second. */
    static final long LONGEST_TICK = Duration.ofSeconds(2).toNanos();

    private static final String STOPPED =
            "its route or the Camel context was stopped; send it again";

    private final SendWindow window;
    private final SenderOutput output;
    private final TransferListener listener;
    private final Map<Token, OutgoingTransfer> active = new LinkedHashMap<>();
    private final ReadTurns turns;
    private final UnconfirmedPackets unconfirmed;
    private final PacketCutter packets;
    private final HeldUp heldUp = new HeldUp(LONGEST_TICK);
    private boolean closed;

    /**
     * @param maxReads how many transfers may wait for their source's bytes at once
     */
    public Sender(SendWindow window, int maxReads, SenderOutput output, TransferListener listener) {
        this.window = window;
        this.output = output;
        this.listener = listener;
        this.turns = new ReadTurns(window, maxReads, output);
        this.unconfirmed = new UnconfirmedPackets(window);
        this.packets = new PacketCutter(output, unconfirmed);
    }

    /** Takes a transfer on. */
    public void add(OutgoingTransfer transfer, long now) {
        if (closed) {
            transfer.failed();
            output.failed(transfer, failure(transfer, STOPPED, null));
            return;
        }
        if (active.putIfAbsent(transfer.token(), transfer) != null) {
            transfer.failed();
            output.failed(
                    transfer,
                    failure(
                            transfer,
                            "a transfer with this token is under way; give each its own",
                            null));
            return;
        }
        turns.queue(transfer);
        turns.next(now);
    }

    /** The bytes that were asked for are here. */
    public void read(OutgoingTransfer transfer, ReadResult result, long now) {
        int bytes = result.bytes().remaining();
        if (!turns.ended(transfer, bytes, now)) {
            return;
        }
        String changed = changeOfLength(transfer, result);
        if (changed != null) {
            window.release(bytes);
            fail(transfer, changed, null, now);
        } else {
            if (!result.atEnd()) {
                turns.queue(transfer);
                turns.next(now); // so that the source is read while the packets are written
            }
            publish(transfer, result, now);
        }
        turns.next(now);
    }

    private static String changeOfLength(OutgoingTransfer transfer, ReadResult result) {
        Long length = transfer.length();
        if (length == null
                || transfer.bytesRead() == length
                || (transfer.bytesRead() < length && !result.atEnd())) {
            return null;
        }
        return "its length changed while it was sent: it had "
                + length
                + " bytes and now has "
                + (result.atEnd() ? "" : "at least ")
                + transfer.bytesRead()
                + "; send it when nobody writes to it any more (file: has readLock=changed)";
    }

    private void publish(OutgoingTransfer transfer, ReadResult result, long now) {
        if (transfer.silentFor(now) > Nanos.of(transfer.idleTimeout())) {
            window.release(result.bytes().remaining());
            fail(
                    transfer,
                    "it stood still for longer than idleTimeout="
                            + transfer.idleTimeout().toMillis()
                            + " ms and its receivers may have given it up; send it again",
                    null,
                    now);
            return;
        }
        try {
            if (!transfer.isStarted()) {
                packets.start(transfer, now);
                listener.started(transfer.describe(), now);
            }
            packets.chunks(transfer, result.bytes(), now);
            if (result.atEnd()) {
                packets.end(transfer, result, now);
            }
        } catch (IOException e) {
            window.release(result.bytes().remaining());
            transfer.started();
            connectionLost(e, now);
        } catch (RuntimeException e) {
            window.release(result.bytes().remaining());
            fail(transfer, "a packet of it cannot be written: " + reason(e), e, now);
        }
    }

    /** The source could not be read. */
    public void readFailed(OutgoingTransfer transfer, Exception cause, long now) {
        if (turns.ended(transfer, 0, now)) {
            fail(transfer, "it cannot be read: " + reason(cause), cause, now);
            turns.next(now);
        }
    }

    /** The broker has taken a packet, or all up to it. */
    public void confirmed(long number, boolean multiple, long now) {
        for (UnconfirmedPackets.Packet packet : unconfirmed.settle(number, multiple)) {
            OutgoingTransfer transfer = packet.transfer();
            transfer.confirmed(packet.bytes(), now);
            if (transfer.isFailed()) {
                continue;
            }
            if (packet.bytes() > 0) {
                listener.progressed(transfer.describe(), transfer.confirmed(), now);
            }
            if (transfer.isComplete()) {
                active.remove(transfer.token());
                listener.completed(transfer.describe(), transfer.confirmed(), now);
                output.completed(transfer);
            }
        }
        turns.next(now);
    }

    /** The broker refuses a packet, or all up to it. */
    public void refused(long number, boolean multiple, long now) {
        for (UnconfirmedPackets.Packet packet : unconfirmed.settle(number, multiple)) {
            packet.transfer().refused(now);
        }
        turns.next(now);
    }

    /**
     * The broker has no queue for a packet of that transfer. It says so before it settles the
     * packet, so while packets of an earlier attempt are unconfirmed it is one of theirs.
     */
    public void returned(Token token, long now) {
        OutgoingTransfer transfer = active.get(token);
        if (transfer != null && transfer.isStarted() && !unconfirmed.hasFailed(token)) {
            drop(
                    transfer,
                    new NoReceiverException(
                            sentence(
                                    transfer,
                                    "no receiver for domain '"
                                            + transfer.domain()
                                            + "': start a consumer of nanitefile:"
                                            + transfer.domain()
                                            + " first (its queue stays, so once is enough)")),
                    now);
            turns.next(now);
        }
    }

    /** The connection is gone, and nobody knows which of the unconfirmed packets arrived. */
    public void connectionLost(Exception cause, long now) {
        unconfirmed.clear();
        for (OutgoingTransfer transfer : List.copyOf(active.values())) {
            if (transfer.isStarted()) {
                drop(
                        transfer,
                        failure(
                                transfer,
                                "the connection to the broker was lost; send it again ("
                                        + reason(cause)
                                        + ")",
                                cause),
                        now);
            }
        }
        turns.next(now);
    }

    /** Fails all that is under way, since this sender ends; nothing is confirmed to it any more. */
    public void close(long now) {
        closed = true;
        for (OutgoingTransfer transfer : List.copyOf(active.values())) {
            fail(transfer, STOPPED, null, now);
        }
        unconfirmed.clear();
    }

    /**
     * Does what is due by time. To be called several times a second.
     *
     * @param blocked whether the broker has blocked the connection; then no time counts
     */
    public void tick(boolean blocked, long now) {
        boolean clockStoodStill = heldUp.tick(now) || blocked;
        for (OutgoingTransfer transfer : List.copyOf(active.values())) {
            if (clockStoodStill) {
                transfer.touch(now);
            }
            if (transfer.refusedFor(RETURN_GRACE, now)) {
                fail(
                        transfer,
                        "the broker refused a packet of it (basic.nack); see the broker's log and its queue limits",
                        null,
                        now);
            } else if (transfer.idleFor(now) > Nanos.of(transfer.idleTimeout())) {
                fail(
                        transfer,
                        (transfer.isReading()
                                        ? "its source gave no byte"
                                        : "the broker confirmed nothing")
                                + " for idleTimeout="
                                + transfer.idleTimeout().toMillis()
                                + " ms",
                        null,
                        now);
            }
        }
        turns.next(now);
    }

    private void fail(OutgoingTransfer transfer, String reason, Exception cause, long now) {
        IOException lost = null;
        if (!transfer.isFailed() && transfer.isStarted() && !transfer.isEnded()) {
            try {
                packets.abort(transfer, reason, now);
            } catch (IOException e) {
                lost = e;
            }
        }
        drop(transfer, failure(transfer, reason, cause), now);
        if (lost != null) {
            connectionLost(lost, now);
        }
    }

    /** Does nothing if its end was told already. */
    private void drop(OutgoingTransfer transfer, SendFailedException cause, long now) {
        if (!active.remove(transfer.token(), transfer)) {
            return;
        }
        transfer.failed();
        turns.giveUp(transfer, now);
        listener.failed(transfer.describe(), cause.getMessage(), now);
        output.failed(transfer, cause);
    }

    private static String reason(Exception cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static SendFailedException failure(
            OutgoingTransfer transfer, String reason, Exception cause) {
        return new SendFailedException(sentence(transfer, reason), cause);
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
