package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryBudgetTest {

    private static final int HALF = (int) (DeliveryBudget.LIMIT / 2);

    private final DeliveryBudget budget = new DeliveryBudget();
    private volatile Thread taker;

    /** Takes on another thread, and comes back when that waits or is through. */
    private CompletableFuture<Void> take(int bytes) {
        taker = null;
        CompletableFuture<Void> taking =
                CompletableFuture.runAsync(
                        () -> {
                            taker = Thread.currentThread();
                            budget.take(bytes);
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
        budget.lift();
    }

    @Test
    void shouldTakeAMessageLargerThanTheLimitOnItsOwn() {
        assertThat(take(3 * HALF)).isDone();
        assertThat(take(1)).isNotDone();
        budget.lift();
    }

    @Test
    void shouldGoOnWhenThereIsRoom() throws Exception {
        assertThat(take(2 * HALF)).isDone();
        CompletableFuture<Void> waiting = take(HALF);
        budget.give(1);
        assertThat(waiting).isNotDone();
        budget.give(HALF - 1);
        waiting.get(5, TimeUnit.SECONDS);
        assertThat(take(1)).isNotDone();
        budget.lift();
    }

    @Test
    void shouldLetNobodyWaitOnceItIsLifted() throws Exception {
        assertThat(take(2 * HALF)).isDone();
        CompletableFuture<Void> waiting = take(HALF);
        budget.lift();
        waiting.get(5, TimeUnit.SECONDS);
        assertThat(take(HALF)).isDone();
    }
}
