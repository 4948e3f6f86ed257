package io.github.nanitefile.camel.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.testing.LogOf;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteadyChannelTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile SteadyChannel.Life life;
    private OwnerThread owner;
    private SteadyChannel<AutoCloseable> channel;

    @BeforeEach
    void open() throws Exception {
        context.start();
        owner = new OwnerThread(context, "test-owner");
        ExecutorService workers =
                context.getExecutorServiceManager().newCachedThreadPool(this, "test-workers");
        channel = new SteadyChannel<>("The test", owner, workers, this::opening, new Listener());
        channel.open();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private AutoCloseable opening(SteadyChannel.Life signals) throws BrokerException {
        Throwable failure = failures.poll();
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
        life = signals;
        return () -> {};
    }

    private final class Listener implements SteadyChannel.Listener {

        @Override
        public void opened() {
            opened.incrementAndGet();
        }

        @Override
        public void lost(BrokerException cause) {}
    }

    @Test
    void shouldComeBackAfterAnError() {
        assertComesBackAfter(new NoClassDefFoundError("as a broken class path may bring about"));
    }

    @Test
    void shouldComeBackAfterWhatNobodyExpected() {
        assertComesBackAfter(new IllegalStateException("as a faulty factory may bring about"));
    }

    private void assertComesBackAfter(Throwable failure) {
        failures.add(failure);
        try (LogOf log = new LogOf(SteadyChannel.class.getName())) {
            life.lost(new BrokerException("it was cut"));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(opened).hasValue(2));

            assertThat(log.lines())
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .startsWith("The test stands still, and is tried again")
                                            .contains("see to memory and class path"));
        }
    }
}
