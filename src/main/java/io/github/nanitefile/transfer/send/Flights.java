package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The transfers under way, a flight each: how they begin, start over and end, and who is told.
 * Owned by the sender's thread.
 */
final class Flights {

    private final SendWindow window;
    private final SenderOutput output;
    private final ReadTurns turns;
    private final PacketCutter packets;
    private final Map<Token, Flight> active = new LinkedHashMap<>();

    Flights(SendWindow window, SenderOutput output, ReadTurns turns, PacketCutter packets) {
        this.window = window;
        this.output = output;
        this.turns = turns;
        this.packets = packets;
    }

    boolean has(Token token) {
        return active.containsKey(token);
    }

    /** The flight under that token, or null. */
    Flight get(Token token) {
        return active.get(token);
    }

    /** As they are now, whatever becomes of them. */
    List<Flight> all() {
        return List.copyOf(active.values());
    }

    void take(Flight flight) {
        active.put(flight.token(), flight);
        turns.queue(flight);
    }

    /** The flight that waited for the bytes, or null if none does any more. */
    Flight endRead(OutgoingTransfer transfer, int bytes, long now) {
        Flight flight = active.get(transfer.token());
        boolean waited = flight != null && flight.transfer() == transfer;
        return waited && turns.ended(flight, bytes, now) ? flight : null;
    }

    /**
     * The broker has all of it: it is done, unless receivers still have to say that they have it.
     */
    void through(Flight flight, long now) {
        OutgoingTransfer transfer = flight.transfer();
        List<Receipt> delivered = transfer.awaited().delivered(flight.digest());
        if (delivered.size() < transfer.terms().receipts()) {
            startOverIfLost(flight, now);
        } else {
            transfer.has(delivered);
            complete(flight, now);
        }
    }

    /**
     * Starts the next attempt if a receiver lost its part of this one, and is needed. If it cannot,
     * that receiver's part is left as it is, and the others may still get theirs.
     */
    void startOverIfLost(Flight flight, long now) {
        OutgoingTransfer transfer = flight.transfer();
        AwaitedReceipts awaited = transfer.awaited();
        int delivered = awaited.delivered(flight.digest()).size();
        if (delivered < transfer.terms().receipts()
                && awaited.isLostIn(flight.attempt())
                && canStartOver(transfer)) {
            startOver(flight, Complaint.LOST, false, now);
        }
    }

    private boolean canStartOver(OutgoingTransfer transfer) {
        return !transfer.triedEnough() && output.rewind(transfer);
    }

    private void complete(Flight flight, long now) {
        active.remove(flight.token());
        flight.over();
        OutgoingTransfer transfer = flight.transfer();
        transfer.listener().completed(transfer.describe(), transfer.confirmed(), now);
        output.completed(transfer);
    }

    /**
     * Sends the file once more from its beginning, since receivers could make no whole of this
     * attempt.
     *
     * @param afresh under a new token, for receivers that do not know attempts
     */
    void startOver(Flight flight, String why, boolean afresh, long now) {
        OutgoingTransfer transfer = flight.transfer();
        if (!canStartOver(transfer)) {
            String reason = Complaint.notAgain(transfer, why);
            fail(flight, FailureKind.INTERRUPTED, reason, null, now);
            return;
        }
        transfer.listener().startsOver(transfer.describe(), why, now);
        window.release(flight.over());
        flight.successor(afresh, why);
        if (!flight.isReading()) {
            takeOff(flight, now);
        }
    }

    /** What comes after a flight that is over, now that nobody reads the source. */
    void takeOff(Flight over, long now) {
        OutgoingTransfer transfer = over.transfer();
        active.remove(over.token());
        if (!over.startsAfresh()) {
            transfer.nextAttempt();
            take(new Flight(transfer, now));
            return;
        }
        transfer.startsOverAs(output.newToken());
        Flight next = new Flight(transfer, now);
        if (over.isStarted()) {
            packets.abortBefore(next, over, over.whyOver());
        }
        take(next);
    }

    /** Tells receivers, if they heard of it, and the output. */
    void fail(Flight flight, FailureKind kind, String reason, Exception cause, long now) {
        failWith(flight, kind, reason, Complaint.of(flight.transfer(), reason, cause), now);
    }

    /** The same, with an exception of its own. */
    void failWith(
            Flight flight, FailureKind kind, String reason, SendFailedException failure, long now) {
        if (flight.isStarted() && !flight.isEnded() && !flight.isOver()) {
            try {
                packets.abort(flight, reason);
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
        drop(flight, kind, failure, now);
    }

    /** Fails it without a word to receivers; does nothing if its end was told already. */
    void drop(Flight flight, FailureKind kind, SendFailedException cause, long now) {
        if (!active.remove(flight.token(), flight)) {
            return;
        }
        window.release(flight.over());
        turns.giveUp(flight, now);
        OutgoingTransfer transfer = flight.transfer();
        transfer.listener().failed(transfer.describe(), kind, cause.getMessage(), now);
        output.failed(transfer, cause);
    }
}
