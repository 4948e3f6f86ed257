package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Receipt;
import java.util.HashMap;
import java.util.Map;

/**
 * Which receivers spoke since the last tick, and of what. One that reports a file is on its way to
 * those that were sent after it: it takes them one after the other, and a thousand small files may
 * take longer than each of them may wait. It is not on its way to what was sent before, which it
 * may have lost. Owned by the sender's thread.
 */
final class ReceiversAtWork {

    /** Of each queue the first file, in the order of ends, that it spoke of. */
    private final Map<String, Long> earliest = new HashMap<>();

    void heard(Receipt receipt, Flight flight) {
        if (flight.isEnded()) {
            earliest.merge(receipt.queue(), flight.endNumber(), Math::min);
        }
    }

    /** Whether somebody who does not have the file yet reported one that was sent before. */
    boolean areOnTheirWayTo(Flight flight) {
        return flight.isThrough()
                && earliest.entrySet().stream()
                        .anyMatch(
                                queue ->
                                        queue.getValue() < flight.endNumber()
                                                && !flight.transfer()
                                                        .awaited()
                                                        .isDeliveredTo(queue.getKey()));
    }

    /** Begins anew, until the next tick. */
    void forget() {
        earliest.clear();
    }
}
