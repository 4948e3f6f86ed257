package io.github.nanitefile.transfer.send;

import io.github.nanitefile.transfer.Nanos;

/**
 * When receivers are asked once more how a file fared that only waits for receipts: its end is
 * repeated each third of its idleTimeout that passes in silence, and once more before it is given
 * up. What they told may have been lost; and a broker with an alarm tells only those who publish,
 * so that silence without a question might be the alarm's. Owned by the sender's thread.
 */
final class ReceiptQuestions {

    private static final int A_TIMEOUT = 3;

    private final PacketCutter packets;
    private final Line line;

    ReceiptQuestions(PacketCutter packets, Line line) {
        this.packets = packets;
        this.line = line;
    }

    /** What was told meanwhile may be lost: it is asked for as soon as the file is through. */
    void askSoon(Flight flight, long now) {
        if (flight.transfer().terms().receipts() > 0 && flight.isEnded() && !flight.isOver()) {
            flight.touch(now);
            flight.asksSoon();
            askIfDue(flight, now);
        }
    }

    /** One question at a time: who does not take it would not take another. */
    void askIfDue(Flight flight, long now) {
        if (flight.isThrough() && line.isConnected() && !flight.isAsking() && isDue(flight, now)) {
            packets.endAgain(flight, now);
        }
    }

    private boolean isDue(Flight flight, long now) {
        return flight.isToAskSoon()
                || flight.quietFor(now) >= patience(flight) / A_TIMEOUT
                || (flight.idleFor(true, now) > patience(flight) && !isLastAsked(flight));
    }

    /**
     * Whether a file that nothing was heard of for too long is not given up yet, as the broker has
     * not taken the last question: it may be about to say that it has an alarm.
     */
    boolean mayBeHeldUp(Flight flight, long now) {
        long patience = patience(flight);
        return flight.isThrough()
                && line.isConnected()
                && flight.idleFor(true, now) <= patience + patience / A_TIMEOUT
                && (flight.isAsking() || !isLastAsked(flight));
    }

    private static boolean isLastAsked(Flight flight) {
        return flight.hasAskedAfter(patience(flight));
    }

    private static long patience(Flight flight) {
        return Nanos.of(flight.transfer().idleTimeout());
    }
}
