package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.TransferListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The rules of sending: who may read on, what goes out next, and when a file counts as sent.
 * Transfers take turns; all of them share one {@link SendWindow} for what is read and not yet
 * confirmed.
 *
 * <p>Owned by one thread; time is an argument ({@link System#nanoTime} of the caller's).
 */
public final class Sender {

    /**
     * How much a transfer reads at a turn, where the window allows: enough to keep the publisher
     * busy meanwhile.
     */
    static final int QUANTUM = 256 * 1024;

    /**
     * How long a refusal waits for the broker to say that there was no queue: Qpid says it after
     * the refusal.
     */
    static final long RETURN_GRACE = Duration.ofMillis(200).toNanos();

    private final SendWindow window;
    private final int maxReads;
    private final SenderOutput output;
    private final TransferListener listener;
    private final Map<Token, OutgoingTransfer> active = new LinkedHashMap<>();
    private final Queue<OutgoingTransfer> waiting = new ArrayDeque<>();
    private final UnconfirmedPackets unconfirmed;
    private final PacketCutter packets;
    private int reads;

    /**
     * @param maxReads how many transfers may wait for their source's bytes at once
     */
    public Sender(SendWindow window, int maxReads, SenderOutput output, TransferListener listener) {
        this.window = window;
        this.maxReads = maxReads;
        this.output = output;
        this.listener = listener;
        this.unconfirmed = new UnconfirmedPackets(window);
        this.packets = new PacketCutter(output, unconfirmed);
    }

    /** Takes a transfer on. */
    public void add(OutgoingTransfer transfer, long now) {
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
        waiting.add(transfer);
        letRead(now);
    }

    /** Lets those read on whose turn it is, as far as the window allows. */
    private void letRead(long now) {
        while (!waiting.isEmpty() && reads < maxReads) {
            OutgoingTransfer next = waiting.peek();
            if (next.isFailed()) {
                waiting.remove();
                continue;
            }
            int chunkSize = next.chunkSize();
            int most = next.wanted();
            int got = window.reserve(Math.min(most, chunkSize), most);
            if (got == 0) {
                return;
            }
            waiting.remove();
            // In whole chunks, so that they are cut where a Nanite peer cuts them.
            int bytes = got < most ? got / chunkSize * chunkSize : got;
            window.release(got - bytes);
            next.grant(bytes, now);
            reads++;
            output.read(next, bytes);
        }
    }

    /** The bytes that were asked for are here. */
    public void read(OutgoingTransfer transfer, ReadResult result, long now) {
        int bytes = result.bytes().remaining();
        reads--;
        window.release(transfer.tookRead(bytes, now));
        if (transfer.isFailed()) {
            window.release(bytes);
            return;
        }
        String changed = changeOfLength(transfer, result);
        if (changed != null) {
            window.release(bytes);
            fail(transfer, changed, null, now);
            return;
        }
        if (!result.atEnd()) {
            waiting.add(transfer);
            letRead(now);
        }
        publish(transfer, result, now);
        letRead(now);
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
        if (transfer.silentFor(now) > transfer.idleTimeout().toNanos()) {
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
        }
    }

    /** The source could not be read. */
    public void readFailed(OutgoingTransfer transfer, Exception cause, long now) {
        reads--;
        window.release(transfer.tookRead(0, now));
        if (!transfer.isFailed()) {
            fail(transfer, "it cannot be read: " + cause.getMessage(), cause, now);
        }
        letRead(now);
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
        letRead(now);
    }

    /** The broker refuses a packet, or all up to it. */
    public void refused(long number, boolean multiple, long now) {
        for (UnconfirmedPackets.Packet packet : unconfirmed.settle(number, multiple)) {
            packet.transfer().refused(now);
        }
        letRead(now);
    }

    /** The broker has no queue for a packet of that transfer. */
    public void returned(Token token, long now) {
        OutgoingTransfer transfer = active.get(token);
        if (transfer != null) {
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
                                        + cause.getMessage()
                                        + ")",
                                cause),
                        now);
            }
        }
    }

    /** Fails all that is under way, since this sender ends. */
    public void close(long now) {
        for (OutgoingTransfer transfer : List.copyOf(active.values())) {
            fail(transfer, "its route or the Camel context was stopped; send it again", null, now);
        }
    }

    /**
     * Does what is due by time. To be called several times a second.
     *
     * @param blocked whether the broker has blocked the connection; then no time counts
     */
    public void tick(boolean blocked, long now) {
        for (OutgoingTransfer transfer : List.copyOf(active.values())) {
            if (blocked) {
                transfer.touch(now);
            }
            if (transfer.refusedFor(RETURN_GRACE, now)) {
                fail(
                        transfer,
                        "the broker refused a packet of it (basic.nack); see the broker's log and its queue limits",
                        null,
                        now);
            } else if (transfer.idleFor(now) > transfer.idleTimeout().toNanos()) {
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
        letRead(now);
    }

    private void fail(OutgoingTransfer transfer, String reason, Exception cause, long now) {
        IOException lost = abort(transfer, reason, now);
        drop(transfer, failure(transfer, reason, cause), now);
        if (lost != null) {
            connectionLost(lost, now);
        }
    }

    /** Before the output is told of the failure, as it forgets the transfer then. */
    private IOException abort(OutgoingTransfer transfer, String reason, long now) {
        if (!transfer.isStarted() || transfer.isEnded()) {
            return null;
        }
        try {
            packets.abort(transfer, reason, now);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private void drop(OutgoingTransfer transfer, SendFailedException cause, long now) {
        transfer.failed();
        active.remove(transfer.token());
        listener.failed(transfer.describe(), cause.getMessage(), now);
        output.failed(transfer, cause);
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
