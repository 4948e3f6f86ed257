package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the embedded broker cannot do to a sender: alarms, and channels closed with a reason. */
@RequiresRabbitMq
class SenderOnRabbitMqTest extends Contract {

    private static final String CONNECTION = "io.github.nanitefile.amqp.BrokerConnection";

    @Override
    TestBroker broker() {
        return rabbit();
    }

    private static RabbitNode rabbit() {
        return Brokers.rabbit();
    }

    @AfterEach
    void endAlarm() {
        rabbit().ctl("set_vm_memory_high_watermark", "0.4");
    }

    private static void alarm() {
        rabbit().ctl("set_vm_memory_high_watermark", "0.0000001");
    }

    private CompletableFuture<Exchange> sending(CamelContext sender, String options, Object body) {
        return CompletableFuture.supplyAsync(
                () -> trySend(sender, in(options), body, Map.of(Exchange.FILE_NAME, "a")));
    }

    @Test
    void shouldWaitForTheEndOfAnAlarm() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = sender();
        send(sender, "connects", "x");
        try (LogOf log = new LogOf(CONNECTION)) {
            alarm();
            CompletableFuture<Exchange> sending = sending(sender, "", bytes(20_000_000));
            await("it is blocked").until(() -> !log.lines().isEmpty());
            Awaitility.await().during(Duration.ofMillis(500)).until(() -> !sending.isDone());
            endAlarm();
            assertThat(sending.join().getException()).isNull();
            assertThat(inbox.await(2).get(1).bytes()).isEqualTo(bytes(20_000_000));
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .contains("blocks publishing, for a memory or disk alarm")
                    .contains("sending goes on when it no longer does");
            assertThat(log.lines().get(1)).contains("no longer blocks publishing");
        }
    }

    @Test
    void shouldStartANewAttemptAfterAnAlarmThatWasLongerThanTheAnnouncedPause() throws Exception {
        Inbox inbox = receive("");
        List<Wire.Seen> seen = wire().listen();
        CamelContext sender = sender();
        send(sender, "connects", "x");
        CompletableFuture<Exchange> sending = sendThroughALongAlarm(sender, bytes(20_000_000));
        Exchange sent = sending.join();
        assertThat(sent.getException()).isNull();
        assertThat(inbox.await(2).get(1).bytes()).isEqualTo(bytes(20_000_000));
        assertThat(inbox.all()).hasSize(2);
        assertThat(seen)
                .filteredOn(s -> s.packet() instanceof FileStart)
                .filteredOn(s -> s.packet().token().value().equals(token(sent)))
                .extracting(s -> s.annotations().attempt())
                .startsWith(1, 2);
    }

    @Test
    void shouldFailAfterALongAlarmWhatCannotBeReadAgain() throws Exception {
        receive("");
        CamelContext sender = create();
        sender.setStreamCaching(false);
        sender.start();
        send(sender, "connects", "x");
        CompletableFuture<Exchange> sending =
                sendThroughALongAlarm(sender, new ByteArrayInputStream(bytes(20_000_000)));
        assertThat(sending.join().getException())
                .hasMessageContaining("'a' to domain '" + domain + "'")
                .hasMessageContaining("for longer than idleTimeout=4000 ms")
                .hasMessageContaining("stream caching");
    }

    /**
     * RabbitMQ tells only connections that publish, and a sender that waits for receipts does not.
     */
    @Test
    void shouldNoticeAnAlarmThatBeginsWhileItWaitsForReceipts() throws Exception {
        Gate gate = new Gate();
        Inbox inbox = new Inbox();
        start(route -> route.from(in("")).process(gate).process(inbox));
        try (LogOf log = new LogOf(CONNECTION)) {
            CompletableFuture<Exchange> sending =
                    sending(sender(), "?receipts=1&idleTimeout=9000", bytes(1000));
            gate.awaitReached();
            alarm();
            await("it notices").until(() -> !log.lines().isEmpty());
            assertThat(log.lines().get(0)).contains("blocks publishing");
            Awaitility.await()
                    .during(Duration.ofSeconds(10))
                    .atMost(PATIENCE)
                    .until(() -> !sending.isDone());
            endAlarm();
            gate.open();
            assertThat(sending.join().getException()).isNull();
        }
        assertThat(inbox.all()).hasSize(1);
    }

    /** With an announced pause that is longer than a busy disk lets confirms wait. */
    private CompletableFuture<Exchange> sendThroughALongAlarm(CamelContext sender, Object body) {
        try (LogOf log = new LogOf(CONNECTION)) {
            alarm();
            CompletableFuture<Exchange> sending = sending(sender, "?idleTimeout=4000", body);
            await("it is blocked").until(() -> !log.lines().isEmpty());
            Awaitility.await().during(Duration.ofSeconds(6)).until(() -> !sending.isDone());
            endAlarm();
            return sending;
        }
    }

    /** RabbitMQ 3 looks here for it, and 4 there. */
    private static void largestMessage(int bytes) {
        rabbit().ctl(
                        "eval",
                        "application:set_env(rabbit, max_message_size, %1$d), persistent_term:put(max_message_size, %1$d)."
                                .formatted(bytes));
    }

    @Test
    void shouldFailOnlyTheFileWhosePacketsAreTooLargeForTheBroker() throws Exception {
        Inbox inbox = receive("");
        largestMessage(100_000);
        try {
            CamelContext sender = sender();
            CompletableFuture<Exchange> large =
                    sending(sender, "?chunkSize=200000", bytes(1_000_000));
            assertThat(large.join().getException())
                    .hasMessageContaining("closed the channel over it again and again")
                    .hasMessageContaining("larger than configured max size 100000")
                    .hasMessageEndingWith(
                            "(set a smaller chunkSize, or raise the broker's max_message_size)");
            send(sender, "next", "x");
        } finally {
            largestMessage(1 << 24);
        }
        assertThat(inbox.one().name()).isEqualTo("next");
    }

    @Test
    void shouldDeclareAnExchangeAgainThatWasDeleted() throws Exception {
        CamelContext sender = sender();
        receive("");
        send(sender, "a", "x");
        try (var connection = broker().connectionFactory().newConnection()) {
            connection.createChannel().exchangeDelete(Wire.EXCHANGE);
        }
        Exchange sent = trySend(sender, in(""), "x", Map.of());
        assertThat(sent.getException()).hasMessageContaining("no receiver for domain");
        Inbox inbox = receive("?group=later");
        send(sender, "b", "x");
        assertThat(inbox.one().name()).isEqualTo("b");
    }

    @Test
    void shouldSendOnceTheBrokerIsBackThatWasRestartedMeanwhile() throws Exception {
        try (RabbitNode own = RabbitNode.start()) {
            Inbox inbox = new Inbox();
            CamelContext context = create(route -> route.from(in("")).process(inbox));
            options(context).setAddresses(own.addresses());
            options(context).setUsername(own.username());
            options(context).setPassword(own.password());
            context.start();
            send(context, "a", "1");
            inbox.await(1);
            own.stop();
            CompletableFuture<Exchange> sending = sending(context, "", bytes(1_000_000));
            own.restart();
            assertThat(sending.join().getException()).isNull();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> inbox.names().contains("a") && inbox.all().size() == 2);
            assertThat(inbox.all().get(1).bytes()).isEqualTo(bytes(1_000_000));
            stopAll();
        }
    }

    @Test
    void shouldSayAtTheStartThatItMayHaveNoQueueForReceipts() throws Exception {
        String user = "no-receipts-" + domain;
        rabbit().ctl("add_user", user, "secret");
        try {
            rabbit().ctl("set_permissions", user, "^$", "^file broadcast$", "^$");
            CamelContext sender = create(route -> route.from("direct:x").to(in("?receipts=1")));
            options(sender).setUsername(user);
            options(sender).setPassword("secret");
            assertThatThrownBy(sender::start)
                    .hasStackTraceContaining("Waiting for receipts in queue 'nanitefile:receipts:")
                    .hasStackTraceContaining("set_permissions");
        } finally {
            rabbit().ctl("delete_user", user);
        }
    }
}
