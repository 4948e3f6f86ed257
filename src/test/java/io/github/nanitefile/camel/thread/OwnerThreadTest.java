package io.github.nanitefile.camel.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
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
