package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what senders were told of transfers that ended, so that who asks again is told the
 * same. Bounded in time and in number as {@link Tombstones} are. Owned by the receiver's thread.
 */
final class Verdicts {

    private final Map<TransferId, Remembered> verdicts = new LinkedHashMap<>();

    private record Remembered(Receipt receipt, long since) {}

    void put(TransferId id, Receipt receipt, long now) {
        verdicts.remove(id);
        verdicts.put(id, new Remembered(receipt, now));
        if (verdicts.size() > Tombstones.MOST) {
            verdicts.remove(verdicts.keySet().iterator().next());
        }
    }

    void remove(TransferId id) {
        verdicts.remove(id);
    }

    /** The verdict, or null if none is known. */
    Receipt get(TransferId id) {
        Remembered remembered = verdicts.get(id);
        return remembered == null ? null : remembered.receipt();
    }

    void expire(long now) {
        verdicts.values().removeIf(one -> now - one.since() > Tombstones.KEPT.toNanos());
    }
}
