package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quorum queue that drops a message which was delivered in vain eight times. */
@RequiresRabbitMq
class RabbitDeliveryLimitTest extends Contract {

    private static final int LIMIT = 8;

    private final Inbox inbox = new Inbox();
    private final AtomicInteger tries = new AtomicInteger();

    @Override
    TestBroker broker() {
        return rabbit();
    }

    private static RabbitNode rabbit() {
        return Brokers.rabbit();
    }

    @BeforeEach
    void limitDeliveries() {
        limitDeliveries(LIMIT);
    }

    private void limitDeliveries(int limit) {
        rabbit().ctl(
                        "set_policy",
                        domain,
                        "^nanitefile:" + domain,
                        "{\"delivery-limit\":" + limit + "}",
                        "--apply-to",
                        "queues");
    }

    @AfterEach
    void clearPolicy() {
        rabbit().ctl("clear_policy", domain);
    }

    private static List<String> warnings(LogOf log) {
        return log.lines().stream().filter(line -> line.contains("NANITE-208")).toList();
    }

    @Test
    void shouldNotLoseAFileThatTheRouteFailsOnMoreOften() throws Exception {
        try (LogOf log = new LogOf("io.github.nanitefile.transfers")) {
            start(
                    route ->
                            route.from(in("?queueType=quorum&onFailure=requeue&requeueDelay=1"))
                                    .process(
                                            exchange -> {
                                                if (tries.incrementAndGet() <= 2 * LIMIT) {
                                                    throw new IllegalStateException("no");
                                                }
                                            })
                                    .process(inbox));
            send(sender(), "a", bytes(50_000));
            assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
            assertThat(tries).hasValue(2 * LIMIT + 1);
            assertThat(warnings(log)).hasSize(1).first().asString().contains("'a'", "5 times");
        }
    }

    @Test
    void shouldNotLoseAFileWhoseChannelIsLostMoreOften() throws Exception {
        byte[] content = bytes(20_000);
        try (Relay relay = new Relay(0, broker());
                LogOf log = new LogOf("io.github.nanitefile.transfers")) {
            CamelContext context =
                    create(
                            route ->
                                    route.from(
                                                    in(
                                                            "?queueType=quorum&addresses="
                                                                    + relay.addresses()))
                                            .process(inbox));
            context.start();
            Wire.Sending sending = wire().sending("a", false).start(20_000L);
            sending.chunk(Arrays.copyOf(content, 10_000));
            for (int lost = 0; lost < LIMIT + 2; lost++) {
                await("it is here, or was made safe").until(this::isHere);
                int connections = relay.connections();
                relay.cut();
                await("it is connected again").until(() -> relay.connections() > connections);
            }
            sending.chunk(Arrays.copyOfRange(content, 10_000, 20_000));
            sending.end(20_000L, Wire.digest(content));

            assertThat(inbox.one().bytes()).isEqualTo(content);
            // More come where the acknowledgement of what was made safe is lost with the
            // connection.
            assertThat(warnings(log)).first().asString().contains("'a'", "5 times");
        }
    }

    @Test
    void shouldNotUseDeliveriesUpWhileTheRepositoryIsAway() throws Exception {
        limitDeliveries(1);
        AwayRepository repository = new AwayRepository();
        CamelContext context =
                create(
                        route ->
                                route.from(in("?queueType=quorum&idempotentRepository=#away"))
                                        .process(inbox));
        context.getRegistry().bind("away", repository);
        context.start();
        CamelContext sender = sender();
        send(sender, "a", "1");
        send(sender, "b", "2");
        await("it is asked as often as a message may be delivered")
                .until(() -> repository.asked.get() >= 2);

        repository.isBack = true;

        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("a", "b");
    }

    /** A database, say, that is away for a while. */
    private static final class AwayRepository extends MemoryIdempotentRepository {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean isBack;

        @Override
        public boolean contains(String key) {
            asked.incrementAndGet();
            if (!isBack) {
                throw new IllegalStateException("the database is away");
            }
            return super.contains(key);
        }
    }

    private boolean isHere() {
        boolean spilled = files(spool()).stream().anyMatch(name -> name.endsWith(".record"));
        return spilled || rabbit().unacknowledged(queue()) == 2;
    }
}
