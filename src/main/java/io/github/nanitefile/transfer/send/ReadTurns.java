package io.github.nanitefile.transfer.send;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Who may read on: flights take turns, so many at a time, each as much as the {@link SendWindow}
 * has left for it. Owned by the sender's thread.
 */
final class ReadTurns {

    private final SendWindow window;
    private final int maxReads;
    private final SenderOutput output;
    private final Queue<Flight> waiting = new ArrayDeque<>();
    private final Set<Flight> reading = new HashSet<>();

    ReadTurns(SendWindow window, int maxReads, SenderOutput output) {
        this.window = window;
        this.maxReads = maxReads;
        this.output = output;
    }

    /** Lets the flight read when its turn comes. */
    void queue(Flight flight) {
        waiting.add(flight);
    }

    /** Lets those read on whose turn it is, as far as the window allows. */
    void next(long now) {
        while (!waiting.isEmpty() && reading.size() < maxReads) {
            Flight next = waiting.peek();
            if (next.isOver()) {
                waiting.remove();
                continue;
            }
            int bytes = reserve(next);
            if (bytes == 0) {
                return;
            }
            waiting.remove();
            reading.add(next);
            next.grant(bytes, now);
            output.read(next.transfer(), bytes);
        }
    }

    /** In whole chunks, so that they are cut where a Nanite peer cuts them. */
    private int reserve(Flight flight) {
        int chunkSize = flight.transfer().chunkSize();
        int most = flight.wanted();
        int got = window.reserve(Math.min(most, chunkSize), most);
        int bytes = got < most ? got / chunkSize * chunkSize : got;
        window.release(got - bytes);
        return bytes;
    }

    /**
     * The bytes that were asked for are here; those that were granted beyond go back to the window.
     *
     * @return false if nobody waits for them any more, and all that was granted has gone back
     */
    boolean ended(Flight flight, int bytes, long now) {
        if (!reading.remove(flight)) {
            return false;
        }
        window.release(flight.tookRead(bytes, now));
        return true;
    }

    /**
     * Waits for the flight's bytes no longer, since its transfer failed: a source that hangs keeps
     * nobody else from reading.
     */
    void giveUp(Flight flight, long now) {
        ended(flight, 0, now);
    }
}
