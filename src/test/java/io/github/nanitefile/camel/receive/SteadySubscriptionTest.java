package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.connection.BrokerLinks;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.PacketFormats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a broker that cannot be reached: only who tries is seen. */
class SteadySubscriptionTest {

    private final CamelContext context = new DefaultCamelContext();
    private final AtomicInteger asked = new AtomicInteger();
    private final Connecting connecting = new Connecting();
    private volatile IOException notReady;
    private BrokerLinks links;
    private OwnerThread owner;
    private SteadySubscription subscription;

    @BeforeEach
    void start() {
        context.start();
        NaniteFileConfiguration options = new NaniteFileConfiguration();
        options.setConnectionFactory(connecting);
        links = new BrokerLinks(context);
        owner = new OwnerThread(context, "test-owner");
        ExceptionHandler handler = new LoggingExceptionHandler(context, getClass());
        subscription =
                new SteadySubscription(
                        InboundSettings.of("d", options, PacketFormats.plain()),
                        links.get(options),
                        owner,
                        handler,
                        new Listener());
    }

    @AfterEach
    void stop() {
        owner.stop(subscription::close, subscription::cutOff);
        links.close();
        context.stop();
    }

    private final class Listener implements SteadySubscription.Listener {

        @Override
        public Map<String, Object> arguments() {
            return Map.of();
        }

        @Override
        public void checkReady() throws IOException {
            asked.incrementAndGet();
            if (notReady != null) {
                throw notReady;
            }
        }

        @Override
        public void opened() {}

        @Override
        public void delivered(Delivery delivery) {}

        @Override
        public void gone() {}
    }

    private static final class Connecting extends ConnectionFactory {

        private final Queue<Error> errors = new ConcurrentLinkedQueue<>();
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public Connection newConnection(
                ExecutorService executor, List<Address> addresses, String name) throws IOException {
            attempts.incrementAndGet();
            Error error = errors.poll();
            if (error != null) {
                throw error;
            }
            throw new IOException("no broker");
        }
    }

    private static void await(AtomicInteger count, int reached) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(count).hasValueGreaterThanOrEqualTo(reached));
    }

    @Test
    void shouldTryAgainAfterAnError() {
        connecting.errors.add(new OutOfMemoryError("unable to create native thread"));

        owner.execute(subscription::reopen);
        await(connecting.attempts, 1);
        Awaitility.await().until(() -> subscription.trouble() != null);

        assertThat(subscription.trouble())
                .contains("unable to create native thread", "limit of threads");
        await(connecting.attempts, 2);
    }

    @Test
    void shouldNotAskTheBrokerBeforeItIsReadyAgain() {
        notReady = new IOException("the database is away");
        owner.execute(
                () -> {
                    subscription.retreat(notReady); // it is not wanted yet
                    subscription.reopen();
                });
        await(asked, 2);

        assertThat(connecting.attempts).hasValue(0);
        assertThat(subscription.trouble()).isEqualTo("the database is away");

        notReady = null;
        await(connecting.attempts, 1);
    }
}
