package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryBudgetTest {

    private static final int HALF = (int) (DeliveryBudget.LIMIT_OF_ONE / 2);

    private final DeliveryBudget budget = new DeliveryBudget();
    private final DeliveryBudget.Share share = budget.share();
    private volatile Thread taker;

    @AfterEach
    void letGo() {
        end(share);
    }

    private static void end(DeliveryBudget.Share share) {
        share.end(() -> {});
    }

    private CompletableFuture<Void> take(int bytes) {
        return take(share, bytes);
    }

    /** Takes on another thread, and comes back when that waits or is through. */
    private CompletableFuture<Void> take(DeliveryBudget.Share from, int bytes) {
        taker = null;
        CompletableFuture<Void> taking =
                CompletableFuture.runAsync(
                        () -> {
                            taker = Thread.currentThread();
                            from.take(bytes);
                        });
        Awaitility.await()
                .until(
                        () ->
                                taking.isDone()
                                        || (taker != null
                                                && taker.getState() == Thread.State.WAITING));
        return taking;
    }

    @Test
    void shouldTakeUntilTheLimit() {
        assertThat(take(HALF)).isDone();
        assertThat(take(HALF)).isDone();
        assertThat(take(1)).isNotDone();
    }

    @Test
    void shouldTakeAMessageLargerThanTheLimitOnItsOwn() {
        assertThat(take(3 * HALF)).isDone();
        assertThat(take(1)).isNotDone();
    }

    @Test
    void shouldGoOnWhenThereIsRoom() throws Exception {
        assertThat(take(2 * HALF)).isDone();
        CompletableFuture<Void> waiting = take(HALF);
        share.give(1);
        assertThat(waiting).isNotDone();
        share.give(HALF - 1);
        waiting.get(5, TimeUnit.SECONDS);
        assertThat(take(1)).isNotDone();
    }

    @Test
    void shouldLetNobodyWaitWhenItsSubscriptionEnds() throws Exception {
        assertThat(take(2 * HALF)).isDone();
        CompletableFuture<Void> waiting = take(HALF);
        end(share);
        waiting.get(5, TimeUnit.SECONDS);
        assertThat(take(HALF)).isDone();
    }

    @Test
    void shouldHaveRoomForOthersWhileOneHasTakenItsLimit() {
        assertThat(take(2 * HALF)).isDone();
        assertThat(take(budget.share(), 2 * HALF)).isDone();
    }

    @Test
    void shouldNotTakeMoreThanTheLimitOfAllHoweverManyThereAre() throws Exception {
        for (long taken = 0; taken < DeliveryBudget.LIMIT; taken += 2 * HALF) {
            assertThat(take(budget.share(), 2 * HALF)).isDone();
        }
        DeliveryBudget.Share last = budget.share();
        CompletableFuture<Void> waiting = take(last, 1);
        assertThat(waiting).isNotDone();
        end(last);
        waiting.get(5, TimeUnit.SECONDS);
    }

    @Test
    void shouldLetOthersGoOnWhileOneEndsAsTheConnectionHasToBeReadForIt() throws Exception {
        assertThat(take(2 * HALF)).isDone();
        CompletableFuture<Void> waiting = take(HALF);
        DeliveryBudget.Share other = budget.share();
        other.end(() -> assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS));
        assertThat(take(1)).isNotDone();
    }

    @Test
    void shouldNotCountWhatAnEndedSubscriptionStillHolds() {
        DeliveryBudget.Share stuck = budget.share();
        for (long taken = 2 * HALF; taken < DeliveryBudget.LIMIT; taken += 2 * HALF) {
            assertThat(take(budget.share(), 2 * HALF)).isDone();
        }
        assertThat(take(stuck, 2 * HALF)).isDone();
        end(stuck);
        assertThat(take(2 * HALF)).isDone();
        stuck.give(2 * HALF); // late
        assertThat(take(budget.share(), 1)).isNotDone();
    }
}
