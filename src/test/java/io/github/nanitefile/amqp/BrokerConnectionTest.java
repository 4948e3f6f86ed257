package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.SocketConfigurator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many who need a channel of a broker that does not answer. */
class BrokerConnectionTest {

    private final ExecutorService goodbyes = Executors.newCachedThreadPool();
    private final SilentBroker broker = new SilentBroker();
    private final BrokerConnection connection =
            new BrokerConnection(broker, "test", new ConnectionThreads(goodbyes, Thread::new));

    @AfterEach
    void end() {
        connection.close();
        goodbyes.shutdown();
    }

    /** Lets whoever connects wait until it gives up. */
    private static final class SilentBroker implements ConnectionSource {

        private final AtomicInteger attempts = new AtomicInteger();
        private final CountDownLatch givesUp = new CountDownLatch(1);

        @Override
        public Connection open(String name, ConnectionThreads threads, SocketConfigurator sockets)
                throws IOException {
            attempts.incrementAndGet();
            try {
                givesUp.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IOException("no answer");
        }

        @Override
        public String describe() {
            return "the silent broker";
        }
    }

    @Test
    void shouldTryOnceForAllWhoWaitMeanwhile() throws Exception {
        List<FutureTask<Object>> waiting =
                Stream.generate(() -> new FutureTask<Object>(connection::channel))
                        .limit(12)
                        .toList();
        List<Thread> threads = waiting.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                threads.stream()
                                        .allMatch(
                                                thread ->
                                                        thread.getState() == Thread.State.WAITING));

        broker.givesUp.countDown();

        for (FutureTask<Object> one : waiting) {
            assertThatThrownBy(one::get)
                    .hasCauseInstanceOf(BrokerException.class)
                    .hasMessageContaining("the silent broker");
        }
        assertThat(broker.attempts).hasValue(1);
    }

    @Test
    void shouldTryAnewForWhoComesLater() {
        broker.givesUp.countDown();

        assertThatThrownBy(connection::channel).isInstanceOf(BrokerException.class);
        assertThatThrownBy(connection::channel).isInstanceOf(BrokerException.class);

        assertThat(broker.attempts).hasValue(2);
    }
}
