package io.github.nanitefile.transfer.receive;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers transfers that ended, so that their late packets are settled as the transfer was and
 * warned of only once. Bounded in time and in number; the oldest go first.
 */
final class Tombstones {

    static final int MOST = 10_000;
    static final Duration KEPT = Duration.ofHours(1);

    private final Map<TransferId, Tombstone> tombstones = new LinkedHashMap<>();

    /**
     * @param attempt the highest attempt that ended so
     * @param settlement what happens to late packets
     */
    record Tombstone(int attempt, Settlement settlement, long since) {}

    /** What happens to a late packet. */
    enum Settlement {
        ACKNOWLEDGE,
        REJECT
    }

    void put(TransferId id, int attempt, Settlement settlement, long now) {
        tombstones.remove(id);
        tombstones.put(id, new Tombstone(attempt, settlement, now));
        if (tombstones.size() > MOST) {
            tombstones.remove(tombstones.keySet().iterator().next());
        }
    }

    Tombstone get(TransferId id) {
        return tombstones.get(id);
    }

    void remove(TransferId id) {
        tombstones.remove(id);
    }

    void expire(long now) {
        tombstones.values().removeIf(tombstone -> now - tombstone.since() > KEPT.toNanos());
    }
}
