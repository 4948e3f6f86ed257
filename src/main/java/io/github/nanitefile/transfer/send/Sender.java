package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.HeldUp;
import io.github.nanitefile.transfer.Nanos;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The rules of sending: who may read on, what goes out next, what is repeated after a lost
 * connection, and when a file counts as sent. Transfers take turns; all of them share one {@link
 * SendWindow} for what is read and not yet confirmed.
 *
 * <p>Owned by one thread; time is an argument ({@link System#nanoTime} of the caller's). Not
 * connected at first.
 */
public final class Sender {

    /**
     * How long a refusal waits for the broker to say that there was no queue: Qpid says it after
     * the refusal.
     */
    static final long RETURN_GRACE = Duration.ofMillis(200).toNanos();

    /** Ticks are ten a second. */
    static final long LONGEST_TICK = Duration.ofSeconds(2).toNanos();

    private final SendWindow window;
    private final SenderOutput output;
    private final ReadTurns turns;
    private final Line line;
    private final PacketCutter packets;
    private final Flights flights;
    private final ReceiptQuestions questions;
    private final ReceiversAtWork receivers = new ReceiversAtWork();
    private final Losses losses;
    private final HeldUp heldUp = new HeldUp(LONGEST_TICK);
    private boolean closed;

    /**
     * @param maxReads how many transfers may wait for their source's bytes at once
     */
    public Sender(SendWindow window, int maxReads, SenderOutput output) {
        this.window = window;
        this.output = output;
        this.turns = new ReadTurns(window, maxReads, output);
        this.line = new Line(output);
        this.packets = new PacketCutter(output, line);
        this.questions = new ReceiptQuestions(packets, line);
        this.flights = new Flights(window, output, turns, packets);
        this.losses = new Losses(line, flights);
    }

    /** Takes a transfer on. */
    public void add(OutgoingTransfer transfer, long now) {
        if (closed || flights.has(transfer.token())) {
            String reason = closed ? Complaint.STOPPED : Complaint.TOKEN_TAKEN;
            output.failed(transfer, Complaint.of(transfer, reason, null));
            return;
        }
        Flight flight = new Flight(transfer, now);
        flights.take(flight);
        losses.dropIfForbidden(flight, now);
        turns.next(now);
    }

    /** The bytes that were asked for are here. */
    public void read(OutgoingTransfer transfer, ReadResult result, long now) {
        int bytes = result.bytes().remaining();
        Flight flight = flights.endRead(transfer, bytes, now);
        if (flight == null) {
            return;
        }
        if (flight.isOver()) {
            window.release(bytes);
            flights.takeOff(flight, now);
        } else {
            send(flight, result, now);
        }
        turns.next(now);
    }

    private void send(Flight flight, ReadResult result, long now) {
        String changed = Complaint.changeOfLength(flight, result);
        if (changed != null) {
            window.release(result.bytes().remaining());
            flights.fail(flight, FailureKind.SOURCE, changed, null, now);
        } else if (!flight.keepsPackets() && flight.isSilent(now)) {
            window.release(result.bytes().remaining());
            flights.startOver(flight, Complaint.silent(flight), false, now);
        } else {
            if (!result.atEnd()) {
                turns.queue(flight);
                turns.next(now); // so that the source is read while the packets are written
            }
            publish(flight, result, now);
        }
    }

    private void publish(Flight flight, ReadResult result, long now) {
        if (!flight.keepsPackets()) {
            flight.heard(now);
        }
        try {
            if (!flight.isStarted()) {
                packets.start(flight, now);
                flight.transfer().listener().started(flight.transfer().describe(), now);
            }
            packets.chunks(flight, result.bytes());
            if (result.atEnd()) {
                packets.end(flight, result);
            }
        } catch (RuntimeException e) {
            window.release(result.bytes().remaining());
            flights.fail(flight, FailureKind.FORMAT, Complaint.unwritable(e), e, now);
        }
    }

    /** The source could not be read. */
    public void readFailed(OutgoingTransfer transfer, Exception cause, long now) {
        Flight flight = flights.endRead(transfer, 0, now);
        if (flight == null) {
            return;
        }
        if (flight.isOver()) {
            flights.takeOff(flight, now);
        } else {
            flights.fail(flight, FailureKind.SOURCE, Complaint.unreadable(cause), cause, now);
        }
        turns.next(now);
    }

    /** The broker has taken a packet, or all up to it. */
    public void confirmed(long number, boolean multiple, long now) {
        for (KeptPacket packet : line.settle(number, multiple)) {
            Flight flight = packet.flight();
            if (flight.isOver() || flight.hasAsked(packet)) {
                continue;
            }
            if (flight.isSilent(now)) {
                flights.startOver(flight, Complaint.silent(flight), false, now);
            } else {
                confirmed(flight, packet, now);
            }
        }
        turns.next(now);
    }

    private void confirmed(Flight flight, KeptPacket packet, long now) {
        OutgoingTransfer transfer = flight.transfer();
        int bytes = flight.confirmed(packet, now);
        window.release(bytes);
        transfer.confirmed(bytes);
        if (bytes > 0) {
            transfer.listener().progressed(transfer.describe(), transfer.confirmed(), now);
        }
        if (flight.isThrough()) {
            flights.through(flight, now);
        }
    }

    /** The broker refuses a packet, or all up to it. */
    public void refused(long number, boolean multiple, long now) {
        line.settle(number, multiple).stream()
                .filter(packet -> !packet.flight().hasAsked(packet))
                .map(KeptPacket::flight)
                .filter(flight -> !flight.isOver())
                .forEach(flight -> flight.refused(now));
    }

    /**
     * The broker has no queue for a packet of that transfer. It says so before it settles the
     * packet, so while packets of an earlier attempt are not settled it is one of theirs; and of a
     * file that is through only the repeated end is left, which nobody has to get.
     */
    public void returned(Token token, long now) {
        Flight flight = flights.get(token);
        if (flight != null && flight.isUnderWay() && !line.hasLate(token)) {
            flights.drop(
                    flight, FailureKind.NO_RECEIVER, Complaint.noReceiver(flight.transfer()), now);
            turns.next(now);
        }
    }

    /** A receiver says how a transfer fared there; what is said of others is passed over. */
    public void receipt(Receipt receipt, long now) {
        Flight flight = flights.get(receipt.token());
        if (flight == null) {
            return;
        }
        OutgoingTransfer transfer = flight.transfer();
        if (transfer.awaited().isNews(receipt)) {
            flight.touch(now);
            receivers.heard(receipt, flight);
        }
        if (transfer.awaited().take(receipt)) {
            transfer.allowAllTries();
        }
        if (flight.isThrough()) {
            flights.through(flight, now);
        } else if (!flight.isOver()) {
            flights.startOverIfLost(flight, now);
        }
        turns.next(now);
    }

    /**
     * Receipts come again, after a while in which they may have been lost: receivers are asked once
     * more for those of files that were sent.
     */
    public void receiptsComeAgain(long now) {
        flights.all().forEach(flight -> questions.askSoon(flight, now));
    }

    /** There is a connection: what the broker may not have is published again. */
    public void connected(long now) {
        line.connected();
        for (Flight flight : flights.all()) {
            if (flight.keepsPackets() && flight.isSilent(now)) {
                flights.startOver(flight, Complaint.silent(flight), false, now);
            } else {
                repeat(flight, now);
            }
        }
        turns.next(now);
    }

    private void repeat(Flight flight, long now) {
        try {
            flight.kept().forEach(line::transmit);
        } catch (RuntimeException e) {
            flights.fail(flight, FailureKind.FORMAT, Complaint.unwritable(e), e, now);
        }
    }

    /**
     * The connection is gone, and nobody knows which of the unconfirmed packets arrived. They are
     * kept for the next one.
     *
     * @param refusal whether the broker closed it over something that was sent
     */
    public void disconnected(Exception cause, boolean refusal, long now) {
        losses.lost(cause, refusal, now);
        turns.next(now);
    }

    /**
     * The broker closed the channel over something that was sent. What goes to domains that this
     * user may not send to fails at once, and so does for a while what is added for them; all else
     * goes on with the next connection.
     *
     * @param isForbidden says of a domain whether the broker means it
     */
    public void closedOver(Exception cause, Predicate<String> isForbidden, long now) {
        losses.closedOver(cause, isForbidden, now);
        turns.next(now);
    }

    /**
     * Fails a transfer as an operator wants it: its receivers are told, if they have not all of it
     * yet.
     *
     * @return whether it was under way
     */
    public boolean cancel(Token token, long now) {
        Flight flight = flights.get(token);
        if (flight == null) {
            return false;
        }
        String reason = Complaint.cancelled(flight);
        flights.failWith(
                flight,
                FailureKind.CANCELLED,
                reason,
                Complaint.cancelled(flight.transfer(), reason),
                now);
        turns.next(now);
        return true;
    }

    /** How many bytes are read but not confirmed, of how many at most. Any thread. */
    public SendWindow window() {
        return window;
    }

    /** Fails all that is under way, since this sender ends; nothing is confirmed to it any more. */
    public void close(long now) {
        closed = true;
        for (Flight flight : flights.all()) {
            flights.fail(flight, FailureKind.STOPPED, Complaint.STOPPED, null, now);
        }
    }

    /**
     * Does what is due by time. To be called several times a second.
     *
     * @param blocked whether the broker has blocked the connection; then no time counts
     */
    public void tick(boolean blocked, long now) {
        boolean clockStoodStill = heldUp.tick(now) || blocked;
        for (Flight flight : flights.all()) {
            if (clockStoodStill || receivers.areOnTheirWayTo(flight)) {
                flight.touch(now);
            }
            long idle = flight.idleFor(line.isConnected(), now);
            if (flight.refusedFor(RETURN_GRACE, now)) {
                flights.fail(flight, FailureKind.BROKER, Complaint.REFUSED, null, now);
            } else if (idle > Nanos.of(flight.transfer().idleTimeout())
                    && !questions.mayBeHeldUp(flight, now)) {
                flights.fail(
                        flight,
                        Complaint.idleKind(flight),
                        Complaint.idle(flight, line),
                        null,
                        now);
            } else {
                questions.askIfDue(flight, now);
            }
        }
        receivers.forget();
        turns.next(now);
    }
}
