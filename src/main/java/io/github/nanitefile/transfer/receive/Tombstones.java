package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.FileEnd;
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
     * @param mayBegin whether the same attempt is welcome should it come from its start on
     */
    record Tombstone(int attempt, Settlement settlement, boolean mayBegin, long since) {

        /** The highest attempt whose start is late. */
        int latestStart() {
            return mayBegin ? attempt - 1 : attempt;
        }

        /**
         * Whether that chunk or end is late. Of a transfer that is on its way back, only what was
         * never delivered before is: the end, repeated by a sender that asks how it fares. The rest
         * must come after its beginning.
         */
        boolean makesLate(Message message) {
            boolean isOnItsWayBack = mayBegin && settlement == Settlement.ACKNOWLEDGE;
            boolean isQuestion = message.packet() instanceof FileEnd && !message.redelivered();
            return message.attempt() <= attempt && (!isOnItsWayBack || isQuestion);
        }
    }

    /** What happens to a late packet. */
    enum Settlement {
        ACKNOWLEDGE,
        REJECT
    }

    void put(TransferId id, int attempt, Settlement settlement, long now) {
        put(id, new Tombstone(attempt, settlement, false, now));
    }

    /** What is late of it is settled so, but the same attempt may begin anew. */
    void putMayBegin(TransferId id, int attempt, Settlement settlement, long now) {
        put(id, new Tombstone(attempt, settlement, true, now));
    }

    private void put(TransferId id, Tombstone tombstone) {
        tombstones.remove(id);
        tombstones.put(id, tombstone);
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
