package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.amqp.AckLedger.Ack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AckLedgerTest {

    private final AckLedger ledger = new AckLedger();

    @Test
    void shouldAcknowledgeARunWithOneFrame() {
        assertThat(ledger.acknowledge(List.of(1L, 2L, 3L))).containsExactly(new Ack(3, true));
        assertThat(ledger.acknowledge(List.of(5L, 4L))).containsExactly(new Ack(5, true));
    }

    @Test
    void shouldAcknowledgeOneByOneAboveAGap() {
        assertThat(ledger.acknowledge(List.of(2L, 4L)))
                .containsExactly(new Ack(2, false), new Ack(4, false));
        assertThat(ledger.acknowledge(List.of(1L, 3L, 6L)))
                .containsExactly(new Ack(3, true), new Ack(6, false));
    }

    @Test
    void shouldCountWhatWasSettledOtherwise() {
        ledger.settled(List.of(1L, 2L));
        assertThat(ledger.acknowledge(List.of(3L))).containsExactly(new Ack(3, true));
    }

    @Test
    void shouldSendNothingForNothing() {
        assertThat(ledger.acknowledge(List.of())).isEmpty();
    }

    /** Transfers that are interleaved at random, and end at random as acknowledged or rejected. */
    @Property
    void shouldSettleEveryMessageExactlyOnceAndNoOther(
            @ForAll @IntRange(min = 1, max = 200) int messages,
            @ForAll @IntRange(min = 1, max = 12) int transfers,
            @ForAll long seed) {
        AckLedger ledger = new AckLedger(); // jqwik shares the field among its tries
        Random random = new Random(seed);
        List<List<Long>> sets = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            sets.add(new ArrayList<>());
        }
        Broker broker = new Broker();
        for (long tag = 1; tag <= messages; tag++) {
            broker.unsettled.add(tag);
            sets.get(random.nextInt(transfers)).add(tag);
        }
        Collections.shuffle(sets, random);
        for (List<Long> set : sets) {
            Collections.shuffle(set, random);
            NavigableSet<Long> expected = new TreeSet<>(broker.unsettled);
            set.forEach(expected::remove);
            if (random.nextBoolean()) {
                ledger.settled(set);
                set.forEach(tag -> broker.settle(new Ack(tag, false)));
            } else {
                ledger.acknowledge(set).forEach(broker::settle);
            }
            assertThat(broker.unsettled).isEqualTo(expected);
        }
    }

    /** Complains as a broker does about an acknowledgement of what it does not know. */
    private static final class Broker {

        private final NavigableSet<Long> unsettled = new TreeSet<>();

        void settle(Ack ack) {
            assertThat(unsettled).contains(ack.tag());
            if (ack.multiple()) {
                unsettled.headSet(ack.tag(), true).clear();
            } else {
                unsettled.remove(ack.tag());
            }
        }
    }
}
