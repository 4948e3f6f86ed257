package io.github.nanitefile.amqp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the fewest acknowledgements that settle a set of messages. Delivery tags of a channel count
 * up from 1 without gaps (AMQP 0-9-1, section 1.1), so one acknowledgement "up to here" is right
 * whenever everything below is settled. Owned by the subscription's thread.
 *
 * <p>Between two runs of settled messages is one that is not, so there are no more runs than the
 * prefetch and one, however many messages go by.
 */
final class AckLedger {

    /** The first tag of each run of settled messages, and its last; tag 0 is no message. */
    private final TreeMap<Long, Long> runs = new TreeMap<>(Map.of(0L, 0L));

    /** One acknowledgement to send. */
    record Ack(long tag, boolean multiple) {}

    /** How many runs are remembered. */
    int runs() {
        return runs.size();
    }

    /** Takes note that these were settled otherwise: rejected, or put back. */
    void settled(List<Long> tags) {
        tags.forEach(this::settled);
    }

    private void settled(long tag) {
        Map.Entry<Long, Long> before = runs.floorEntry(tag);
        if (before.getValue() >= tag) {
            return;
        }
        long first = before.getValue() == tag - 1 ? before.getKey() : tag;
        Long last = runs.remove(tag + 1);
        runs.put(first, last == null ? Long.valueOf(tag) : last);
    }

    /** What to send so that these are acknowledged. */
    List<Ack> acknowledge(List<Long> tags) {
        settled(tags);
        long settledUpTo = runs.firstEntry().getValue();
        long upTo = 0;
        List<Ack> acks = new ArrayList<>();
        for (long tag : tags) {
            if (tag <= settledUpTo) {
                upTo = Math.max(upTo, tag);
            } else {
                acks.add(new Ack(tag, false));
            }
        }
        if (upTo > 0) {
            acks.add(0, new Ack(upTo, true));
        }
        return acks;
    }
}
