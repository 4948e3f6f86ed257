package io.github.nanitefile.amqp;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the fewest acknowledgements that settle a set of messages. Delivery tags of a channel count
 * up from 1 without gaps (AMQP 0-9-1, section 1.1), so one acknowledgement "up to here" is right
 * whenever everything below is settled. Owned by the subscription's thread.
 */
final class AckLedger {

    private final TreeSet<Long> settledBeyond = new TreeSet<>();
    private long settledUpTo;

    /** One acknowledgement to send. */
    record Ack(long tag, boolean multiple) {}

    /** Takes note that these were settled otherwise: rejected, or put back. */
    void settled(List<Long> tags) {
        settledBeyond.addAll(tags);
        while (settledBeyond.remove(settledUpTo + 1)) {
            settledUpTo++;
        }
    }

    /** What to send so that these are acknowledged. */
    List<Ack> acknowledge(List<Long> tags) {
        settled(tags);
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
