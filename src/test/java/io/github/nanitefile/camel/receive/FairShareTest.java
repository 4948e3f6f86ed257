package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairShareTest {

    private final FairShare share = new FairShare(4);

    private void lookPatiently(int members, Set<Integer> active) {
        for (int look = 1; look < FairShare.PATIENCE; look++) {
            assertThat(share.look(members, active)).isEmpty();
        }
    }

    @Test
    void shouldKeepEverythingWhileAlone() {
        lookPatiently(1, Set.of(0, 1, 2, 3));
        assertThat(share.look(1, Set.of(0, 1, 2, 3))).isEmpty();
    }

    @Test
    void shouldKeepItsShare() {
        lookPatiently(2, Set.of(1, 3));
        assertThat(share.look(2, Set.of(1, 3))).isEmpty();
    }

    @Test
    void shouldGiveUpWhatIsMoreThanItsShareOncePatienceIsOver() {
        lookPatiently(2, Set.of(0, 1, 2));
        assertThat(share.look(2, Set.of(0, 1, 2))).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void shouldRoundTheShareUpSinceSomebodyHasToTakeTheRest() {
        lookPatiently(3, Set.of(0, 1));
        assertThat(share.look(3, Set.of(0, 1))).isEmpty();
    }

    @Test
    void shouldKeepOneHoweverManyMembersThereAre() {
        lookPatiently(9, Set.of(2));
        assertThat(share.look(9, Set.of(2))).isEmpty();
    }

    @Test
    void shouldGiveUpOneAtATime() {
        lookPatiently(4, Set.of(0, 1, 2, 3));
        assertThat(share.look(4, Set.of(0, 1, 2, 3))).isNotEmpty();
        lookPatiently(4, Set.of(0, 1, 2));
        assertThat(share.look(4, Set.of(0, 1, 2))).isNotEmpty();
    }

    @Test
    void shouldGiveUpFirstWhatCameLast() {
        share.look(2, Set.of(3));
        share.look(2, Set.of(3, 1));
        lookPatiently(2, Set.of(3, 1, 0));
        assertThat(share.look(2, Set.of(3, 1, 0))).containsExactly(0, 1, 3);
    }

    @Test
    void shouldTakeAPartitionThatWentAndCameForTheLast() {
        share.look(2, Set.of(3));
        share.look(2, Set.of(3, 1, 0));
        share.look(2, Set.of(1, 0));
        lookPatiently(2, Set.of(0, 1, 3));
        assertThat(share.look(2, Set.of(0, 1, 3)).get(0)).isEqualTo(3);
    }

    @Test
    void shouldBePatientAgainWhenAMemberThatCameIsGone() {
        lookPatiently(2, Set.of(0, 1, 2, 3));
        assertThat(share.look(1, Set.of(0, 1, 2, 3))).isEmpty();
        lookPatiently(2, Set.of(0, 1, 2, 3));
        assertThat(share.look(2, Set.of(0, 1, 2, 3))).isNotEmpty();
    }

    @Test
    void shouldKeepEverythingWhenTheBrokerCountsNobody() {
        lookPatiently(0, Set.of(0, 1, 2, 3));
        assertThat(share.look(0, Set.of(0, 1, 2, 3))).isEmpty();
    }

    /**
     * With the broker's rule: who is first in a partition's line has it, who gives it up is last.
     */
    @ParameterizedTest
    @CsvSource({"4,2", "4,3", "4,4", "8,8", "8,3", "5,4", "2,8", "16,5"})
    void shouldComeToRestWithNobodyAboveItsShare(int partitions, int members) {
        List<Deque<Integer>> lines = new ArrayList<>();
        List<FairShare> shares = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            lines.add(new ArrayDeque<>(IntStream.range(0, members).boxed().toList()));
        }
        for (int member = 0; member < members; member++) {
            shares.add(new FairShare(partitions));
        }
        int moves = 0;
        int quiet = 0;
        while (quiet <= FairShare.PATIENCE) {
            boolean moved = false;
            for (int member = 0; member < members; member++) {
                List<Integer> goes = shares.get(member).look(members, held(lines, member));
                if (!goes.isEmpty()) {
                    Deque<Integer> line = lines.get(goes.get(0));
                    line.add(line.remove());
                    moved = true;
                    moves++;
                }
            }
            quiet = moved ? 0 : quiet + 1;
            assertThat(moves).isLessThanOrEqualTo(partitions * members);
        }
        int most = (partitions + members - 1) / members;
        for (int member = 0; member < members; member++) {
            assertThat(held(lines, member)).hasSizeLessThanOrEqualTo(most);
        }
    }

    private static Set<Integer> held(List<Deque<Integer>> lines, int member) {
        Set<Integer> held = new LinkedHashSet<>();
        for (int partition = 0; partition < lines.size(); partition++) {
            if (lines.get(partition).element() == member) {
                held.add(partition);
            }
        }
        return held;
    }
}
