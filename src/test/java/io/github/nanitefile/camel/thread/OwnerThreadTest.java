package io.github.nanitefile.camel.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OwnerThreadTest {

    private final CamelContext context = new DefaultCamelContext();
    private OwnerThread owner;

    @BeforeEach
    void start() {
        context.start();
        owner = new OwnerThread(context, "test-owner");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldDropNoTaskHoweverManyWait() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        owner.execute(() -> awaitQuietly(held));
        List<Integer> done = new ArrayList<>();
        List<Integer> all = IntStream.range(0, 70_000).boxed().toList();
        all.forEach(n -> owner.execute(() -> done.add(n)));
        held.countDown();
        owner.call(() -> null);
        assertThat(done).isEqualTo(all);
    }

    @Test
    void shouldDoAfterwardsOnceWhatTasksThatCameTogetherLeft() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        List<String> done = new CopyOnWriteArrayList<>();
        Runnable last = () -> done.add("afterwards");
        owner.execute(() -> awaitQuietly(held));
        for (String task : List.of("first", "second")) {
            owner.execute(
                    () -> {
                        done.add(task);
                        owner.afterwards(last);
                    });
        }
        held.countDown();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(done).containsExactly("first", "second", "afterwards"));
    }

    @Test
    void shouldDoAfterwardsWhatATaskLeftThatWasDueByTime() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        owner.after(1, () -> owner.afterwards(done::countDown));
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldLetWhatIsDueByTimePassWhileTasksComeWithoutEnd() throws Exception {
        CountDownLatch ticked = new CountDownLatch(1);
        owner.execute(() -> again(ticked));
        owner.after(1, ticked::countDown);
        assertThat(ticked.await(5, TimeUnit.SECONDS)).isTrue();
    }

    /** A task that is always there, until that has happened. */
    private void again(CountDownLatch until) {
        if (until.getCount() > 0) {
            owner.execute(() -> again(until));
        }
    }

    @Test
    void shouldRunEveryTaskThatItTookThoughItEndsMeanwhile() throws Exception {
        for (int i = 0; i < 200; i++) {
            OwnerThread ending = new OwnerThread(context, "test-ending");
            AtomicInteger run = new AtomicInteger();
            CompletableFuture<Integer> taken =
                    CompletableFuture.supplyAsync(() -> offerUntilItEnds(ending, run));
            ending.stop(() -> {}, () -> {});
            int expected = taken.get();
            Awaitility.await().until(() -> run.get() == expected);
        }
    }

    private static int offerUntilItEnds(OwnerThread ending, AtomicInteger run) {
        int taken = 0;
        while (ending.offer(run::incrementAndGet)) {
            taken++;
        }
        return taken;
    }

    @Test
    void shouldNotWaitForWhatIsDueLaterWhenItStops() {
        owner.after(60_000, () -> fail("it has ended"));
        long before = System.nanoTime();
        owner.stop(() -> {}, () -> {});
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void shouldSayThatItHasEnded() {
        owner.stop(() -> {}, () -> {});
        assertThatThrownBy(() -> owner.call(() -> null)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldGoOnTickingAfterAnError() throws Exception {
        CountDownLatch ticks = new CountDownLatch(3);
        owner.every(
                10,
                () -> {
                    ticks.countDown();
                    throw new StackOverflowError("as hostile input may bring about");
                });
        assertThat(ticks.await(5, TimeUnit.SECONDS)).isTrue();
        owner.stop(() -> {}, () -> {});
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
