package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded broker cannot do: stand-bys, dead letters, order when messages come again. */
@RequiresRabbitMq
class RabbitMqOnlyTest extends Contract {

    private final Inbox inbox = new Inbox();
    private final AtomicInteger tries = new AtomicInteger();

    @Override
    TestBroker broker() {
        return rabbit();
    }

    private static RabbitNode rabbit() {
        return Brokers.rabbit();
    }

    private String dead() {
        return "dead-" + domain;
    }

    /** Rejected messages of the test's queues go into a queue. */
    private void keepDeadLetters() throws Exception {
        try (var connection = broker().connectionFactory().newConnection()) {
            connection.createChannel().queueDeclare(dead(), true, false, false, null);
        }
        rabbit().ctl(
                        "set_policy",
                        dead(),
                        "^nanitefile:" + domain,
                        "{\"dead-letter-exchange\":\"\",\"dead-letter-routing-key\":\""
                                + dead()
                                + "\"}",
                        "--apply-to",
                        "queues");
    }

    @AfterEach
    void clearPolicy() {
        if (rabbit().ctl("list_policies").contains(dead())) {
            rabbit().ctl("clear_policy", dead());
        }
    }

    private CamelContext failing(String options, int times) throws Exception {
        return start(
                route ->
                        route.from(in(options))
                                .process(
                                        exchange -> {
                                            if (tries.incrementAndGet() <= times) {
                                                throw new IllegalStateException("no");
                                            }
                                        })
                                .process(inbox));
    }

    @Test
    void shouldGiveRejectedFilesToTheDeadLetterExchange() throws Exception {
        keepDeadLetters();
        failing("?onFailure=reject", 1);
        send(sender(), "a", bytes(50_000));
        await("all six packets").until(() -> broker().messageCount(dead()) == 6);
        assertThat(broker().messageCount(queue())).isZero();
    }

    /** Rejected messages of the test's queue come back after a while, as they were. */
    private void sendDeadLettersBack() throws Exception {
        try (var connection = broker().connectionFactory().newConnection()) {
            var channel = connection.createChannel();
            channel.exchangeDeclare(dead(), "fanout", true);
            channel.queueDeclare(
                    dead(),
                    true,
                    false,
                    false,
                    Map.of("x-message-ttl", 200, "x-dead-letter-exchange", Wire.EXCHANGE));
            channel.queueBind(dead(), dead(), "");
        }
        rabbit().ctl(
                        "set_policy",
                        dead(),
                        "^nanitefile:" + domain,
                        "{\"dead-letter-exchange\":\"" + dead() + "\"}",
                        "--apply-to",
                        "queues");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveTheRouteARejectedFileAgainThatComesBackFromTheDeadLetters(boolean annotated)
            throws Exception {
        sendDeadLettersBack();
        failing("?onFailure=reject", 2);

        if (annotated) {
            wire().annotatedFile("a", bytes(50_000));
        } else {
            wire().plainFile("a", bytes(50_000));
        }

        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(tries).hasValue(3);
        await("it is acknowledged").until(() -> broker().messageCount(queue()) == 0);
        assertThat(broker().messageCount(dead())).isZero();
    }

    @Test
    void shouldGiveATailWithoutItsBeginningToTheDeadLetterExchange() throws Exception {
        keepDeadLetters();
        receive("");
        wire().sending("tail", false).chunk(bytes(10)).end(10L, Wire.digest(bytes(10)));
        await("both packets").until(() -> broker().messageCount(dead()) == 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void shouldDeliverAFileAgainAfterTheDelay(String queueType) throws Exception {
        failing("?onFailure=requeue&requeueDelay=50&queueType=" + queueType, 2);
        String token = token(send(sender(), "a", bytes(50_000)));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(inbox.one().token()).isEqualTo(token);
        assertThat(tries).hasValue(3);
        await("it is acknowledged").until(() -> broker().messageCount(queue()) == 0);
    }

    @Test
    void shouldDeliverAFileAgainWhileOthersComeIn() throws Exception {
        failing("?onFailure=requeue&requeueDelay=10&concurrentConsumers=3", 10);
        CamelContext sender = sender();
        for (int i = 0; i < 10; i++) {
            send(sender, "f" + i, bytes(300_000 + i));
        }
        inbox.await(10);
        assertThat(inbox.names()).doesNotHaveDuplicates();
    }

    @Test
    void shouldNeverHoldMoreMessagesThanThePrefetchCount() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        start(
                route ->
                        route.from(in("?prefetchCount=20"))
                                .process(exchange -> gate.await())
                                .process(inbox));
        CamelContext sender = sender();
        for (int i = 0; i < 5; i++) {
            send(sender, "f" + i, bytes(1_000_000 + i));
            assertThat(rabbit().unacknowledged(queue())).isLessThanOrEqualTo(20);
        }
        gate.countDown();
        inbox.await(5);
        assertThat(inbox.all())
                .allSatisfy(
                        mail ->
                                assertThat(mail.bytes())
                                        .isEqualTo(
                                                bytes(
                                                        1_000_000
                                                                + Integer.parseInt(
                                                                        mail.name()
                                                                                .substring(1)))));
    }

    @Test
    void shouldLetAStandByTakeOver() throws Exception {
        Inbox second = new Inbox();
        CamelContext first = start(route -> route.from(in("")).process(inbox));
        start(route -> route.from(in("")).process(second));
        CamelContext sender = sender();
        for (int i = 0; i < 10; i++) {
            send(sender, "f" + i, bytes(100_000 + i));
        }
        inbox.await(10);
        assertThat(second.all()).isEmpty();
        Wire.Sending half = wire().sending("half", false).start(20L).chunk(new byte[10]);
        await("it grows").until(() -> files(spool()).stream().anyMatch(n -> n.endsWith(".data")));
        first.stop();
        half.chunk(new byte[10]).end(20L, Wire.digest(new byte[20]));
        send(sender, "next", "x");
        assertThat(second.await(2)).extracting(Inbox.Mail::name).containsExactly("half", "next");
        assertThat(inbox.all()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnWithASpilledFileOnlyWhereItsSpoolIs(boolean shared) throws Exception {
        Inbox second = new Inbox();
        String options = "?prefetchCount=4";
        CamelContext first = start(route -> route.from(in(options)).process(inbox));
        if (!shared) {
            spoolKeepsFiles(); // the first member keeps its half
        }
        Wire wire = wire();
        Wire.Sending half = wire.sending("half", false).start(20L);
        for (int i = 0; i < 10; i++) {
            half.chunk(new byte[1]);
        }
        await("half is spilled")
                .until(() -> files(spool()).stream().anyMatch(name -> name.endsWith(".record")));
        first.stop();
        half.chunk(new byte[10]).end(20L, Wire.digest(new byte[20]));
        wire.annotatedFile("next", bytes(5));
        String folder = shared ? spool().toString() : dir.resolve("other").toString();
        start(route -> route.from(in(options + "&spoolDirectory=" + folder)).process(second));
        await("the next file").until(() -> second.names().contains("next"));
        if (shared) {
            assertThat(second.names()).containsExactly("half", "next");
            assertThat(second.all().get(0).bytes()).isEqualTo(new byte[20]);
        } else {
            assertThat(second.names()).containsExactly("next");
        }
    }

    @Test
    void shouldComeBackAfterTheBrokerClosedAllConnections() throws Exception {
        CamelContext context = start(route -> route.from(in("")).process(inbox));
        send(context, "a", "1");
        inbox.await(1);
        rabbit().ctl("close_all_connections", "test");
        send(context, "b", bytes(50_000));
        assertThat(inbox.await(2).get(1).bytes()).isEqualTo(bytes(50_000));
    }

    @Test
    void shouldComeBackAfterItsQueueWasDeleted() throws Exception {
        CamelContext context = start(route -> route.from(in("")).process(inbox));
        rabbit().ctl("delete_queue", queue());
        await("the queue is back").until(() -> broker().queueExists(queue()));
        send(context, "a", "1");
        assertThat(inbox.one().text()).isEqualTo("1");
    }
}
