package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

/** Hundreds of consumers of different domains in one context. */
@RequiresRabbitMq
class ManyConsumersTest extends Contract {

    private static final int MANY = 200;

    private final Inbox inbox = new Inbox();

    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }

    private String domain(int number) {
        return domain + ".n" + number;
    }

    @Test
    void shouldReceiveFromHundredsOfDomainsThroughOneConnection() throws Exception {
        CamelContext context =
                start(
                        route -> {
                            for (int i = 0; i < MANY; i++) {
                                route.from("nanitefile:" + domain(i) + "?broadcast=true")
                                        .process(inbox);
                            }
                        });
        assertThat(threads("NaniteFileReceiver")).isEqualTo(MANY);
        assertThat(threads("NaniteFileRoute")).isZero();

        for (int i = 0; i < MANY; i++) {
            Exchange sent =
                    trySend(
                            context,
                            "nanitefile:" + domain(i),
                            bytes(20_000 + i),
                            Map.of(Exchange.FILE_NAME, "f" + i));
            assertThat(sent.getException()).isNull();
        }

        inbox.await(MANY);
        Map<Object, String> expected = new HashMap<>();
        Map<Object, String> came = new HashMap<>();
        IntStream.range(0, MANY).forEach(i -> expected.put(domain(i), "f" + i));
        inbox.all().forEach(m -> came.put(m.header(NaniteFileConstants.DOMAIN), m.name()));
        assertThat(came).isEqualTo(expected);
        assertThat(inbox.all())
                .allSatisfy(
                        mail ->
                                assertThat(mail.bytes())
                                        .hasSize(
                                                20_000
                                                        + Integer.parseInt(
                                                                mail.name().substring(1))));
        assertThat(connections(context)).isEqualTo(2); // one sends
        assertThat(threads("NaniteFileRoute")).isLessThanOrEqualTo(MANY);
    }

    /** Of this JVM, in which tests run one after the other. */
    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(name))
                .count();
    }

    private static long connections(CamelContext context) {
        return Brokers.rabbit()
                .ctl("list_connections", "client_properties")
                .lines()
                .filter(text -> text.contains("nanitefile " + context.getName() + " "))
                .count();
    }

    @Test
    void shouldSayWhatToDoWhenNoChannelIsLeft() throws Exception {
        ConnectionFactory factory = broker().connectionFactory();
        factory.setRequestedChannelMax(4);
        CamelContext context =
                create(
                        route -> {
                            for (int i = 0; i < 5; i++) {
                                route.from("nanitefile:" + domain(i)).process(inbox);
                            }
                        });
        options(context).setAddresses(null);
        options(context).setUsername(null);
        options(context).setPassword(null);
        options(context).setConnectionFactory(factory);

        assertThatThrownBy(context::start)
                .hasStackTraceContaining("Files of domain '" + domain + ".n")
                .hasStackTraceContaining("No channel is left on the connection to")
                .hasStackTraceContaining("raise channel_max");
    }

    /** What waits for it is less than 8 MiB: the prefetch bounds it. */
    @Test
    void shouldReceiveFromOtherDomainsWhileAConsumerIsHeldUp() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        var stuck =
                new MemoryIdempotentRepository() {
                    @Override
                    public boolean contains(String key) {
                        try {
                            held.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return super.contains(key);
                    }
                };
        CamelContext context = create();
        context.getRegistry().bind("stuck", stuck);
        context.addRoutes(
                new org.apache.camel.builder.RouteBuilder() {
                    @Override
                    public void configure() {
                        from("nanitefile:%s?prefetchCount=400&idempotentRepository=#stuck"
                                        .formatted(domain(1)))
                                .process(inbox);
                        from("nanitefile:" + domain(2)).process(inbox);
                    }
                });
        context.start();
        trySend(
                context,
                "nanitefile:" + domain(1),
                bytes(10_000_000),
                Map.of(Exchange.FILE_NAME, "late"));
        trySend(
                context,
                "nanitefile:" + domain(2),
                bytes(10_000_000),
                Map.of(Exchange.FILE_NAME, "soon"));
        assertThat(inbox.one().name()).isEqualTo("soon");
        held.countDown();
        assertThat(inbox.await(2).get(1).name()).isEqualTo("late");
    }
}
