package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.amqp.AckLedger.Ack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
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

    /** A transfer that waits holds one message, while one of 500 GB goes through. */
    @Test
    void shouldKeepRunsAndNotEachMessageAboveOneThatIsNotSettled() {
        for (long tag = 2; tag <= 100_001; tag++) {
            assertThat(ledger.acknowledge(List.of(tag))).containsExactly(new Ack(tag, false));
        }
        assertThat(ledger.runs()).isEqualTo(2);

        assertThat(ledger.acknowledge(List.of(1L))).containsExactly(new Ack(1, true));
        assertThat(ledger.runs()).isEqualTo(1);
        assertThat(ledger.acknowledge(List.of(100_002L))).containsExactly(new Ack(100_002, true));
    }

    @Property
    void shouldSendWhatOneThatRemembersEveryMessageWouldSend(
            @ForAll @IntRange(min = 1, max = 200) int messages, @ForAll long seed) {
        AckLedger ledger = new AckLedger();
        Set<Long> settled = new HashSet<>();
        Random random = new Random(seed);
        List<Long> tags = new ArrayList<>();
        for (long tag = 1; tag <= messages; tag++) {
            tags.add(tag);
        }
        Collections.shuffle(tags, random);
        while (!tags.isEmpty()) {
            List<Long> some = tags.subList(0, 1 + random.nextInt(Math.min(tags.size(), 20)));
            settled.addAll(some);
            if (random.nextBoolean()) {
                ledger.settled(List.copyOf(some));
            } else {
                assertThat(ledger.acknowledge(List.copyOf(some)))
                        .isEqualTo(naive(settled, List.copyOf(some)));
            }
            assertThat(ledger.runs()).isEqualTo(1 + runsAbove(upTo(settled), settled));
            some.clear();
        }
        assertThat(ledger.runs()).isEqualTo(1);
    }

    private static List<Ack> naive(Set<Long> settled, List<Long> tags) {
        long upTo = upTo(settled);
        List<Ack> acks = new ArrayList<>();
        tags.stream()
                .filter(tag -> tag <= upTo)
                .max(Long::compare)
                .ifPresent(tag -> acks.add(new Ack(tag, true)));
        tags.stream().filter(tag -> tag > upTo).forEach(tag -> acks.add(new Ack(tag, false)));
        return acks;
    }

    private static long upTo(Set<Long> settled) {
        long upTo = 0;
        while (settled.contains(upTo + 1)) {
            upTo++;
        }
        return upTo;
    }

    private static int runsAbove(long upTo, Set<Long> settled) {
        return (int)
                settled.stream().filter(tag -> tag > upTo && !settled.contains(tag - 1)).count();
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
