package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A sender that waits for receipts. */
abstract class SendingReceiptsContract extends Contract {

    private CompletableFuture<Exchange> sending(CamelContext sender, String options) {
        return CompletableFuture.supplyAsync(
                () -> trySend(sender, in(options), bytes(50_000), Map.of(Exchange.FILE_NAME, "a")));
    }

    @SuppressWarnings("unchecked")
    private static List<Receipt> receipts(Exchange sent) {
        return sent.getMessage().getHeader(NaniteFileConstants.RECEIPTS, List.class);
    }

    @Test
    void shouldGoOnWhenAsManyGroupsHaveTheFileAsWereAskedFor() throws Exception {
        receive("?group=x");
        receive("?group=y");

        Exchange sent = sending(sender(), "?receipts=2").join();

        assertThat(sent.getException()).isNull();
        assertThat(receipts(sent)).extracting(Receipt::group).containsExactlyInAnyOrder("x", "y");
        assertThat(receipts(sent))
                .allSatisfy(
                        receipt -> {
                            assertThat(receipt.verdict()).isEqualTo(Verdict.DELIVERED);
                            assertThat(receipt.token().value()).isEqualTo(token(sent));
                            assertThat(receipt.name()).isEqualTo("a");
                            assertThat(receipt.digest()).isEqualTo(Wire.digest(bytes(50_000)));
                        });
    }

    @Test
    void shouldNotGoOnBeforeTheRouteIsDone() throws Exception {
        Gate gate = new Gate();
        start(route -> route.from(in("")).process(gate));
        CompletableFuture<Exchange> sending = sending(sender(), "?receipts=1");
        gate.awaitReached();
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> !sending.isDone());
        gate.open();
        assertThat(sending.join().getException()).isNull();
    }

    @Test
    void shouldSayWhoHasTheFileAndWhoHasNot() throws Exception {
        receive("?group=x");
        receive("?group=y&maxFileSize=10");

        Exchange sent = sending(sender(), "?receipts=2&idleTimeout=1000").join();

        assertThat(sent.getException())
                .hasMessageContaining("'a' to domain '" + domain + "'")
                .hasMessageContaining("1 of receipts=2 came")
                .hasMessageContaining("group 'x' has it")
                .hasMessageContaining("group 'y' refused it")
                .hasMessageContaining("maxFileSize=10")
                .hasMessageContaining("no other for idleTimeout=1000 ms");
        assertThat(receipts(sent)).isNull();
    }

    @Test
    void shouldWantNoReceiptsUnlessAskedTo() throws Exception {
        receive("");
        List<Wire.Seen> seen = wire().listen();
        Exchange sent = sending(sender(), "").join();
        assertThat(sent.getException()).isNull();
        assertThat(receipts(sent)).isNull();
        await("all packets").until(() -> seen.size() == 6);
        assertThat(seen).allSatisfy(s -> assertThat(s.properties().getReplyTo()).isNull());
    }

    @Test
    void shouldSendTheNextAttemptToAReceiverThatLostItsPart() throws Exception {
        Wire wire = wire();
        List<Wire.Seen> seen = wire.listen();
        CompletableFuture<Exchange> sending = sending(sender(), "?receipts=1");
        await("all packets").until(() -> ends(seen).size() == 1);
        assertThat(seen)
                .allSatisfy(
                        s ->
                                assertThat(s.properties().getReplyTo())
                                        .startsWith(Receipt.QUEUE_PREFIX));
        reply(ends(seen).get(0), Verdict.LOST);
        await("the next attempt").until(() -> ends(seen).size() == 2);
        assertThat(sending).isNotDone();
        assertThat(ends(seen).get(1).annotations().attempt()).isEqualTo(2);
        reply(ends(seen).get(1), Verdict.DELIVERED);
        assertThat(sending.join().getException()).isNull();
        assertThat(receipts(sending.join())).extracting(Receipt::attempt).containsExactly(2);
    }

    private static List<Wire.Seen> ends(List<Wire.Seen> seen) {
        return seen.stream().filter(s -> s.packet() instanceof FileEnd).toList();
    }

    private void reply(Wire.Seen end, Verdict verdict) throws Exception {
        boolean has = verdict == Verdict.DELIVERED;
        Receipt receipt =
                new Receipt(
                        end.packet().token(),
                        end.annotations().attempt(),
                        verdict,
                        "by hand",
                        "by hand",
                        has ? "a" : null,
                        has ? end.annotations().digest() : null,
                        Instant.now(),
                        has ? null : "it was tried");
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder()
                        .type(Receipt.TYPE)
                        .correlationId(receipt.token().value())
                        .headers(Map.copyOf(receipt.toHeaders()))
                        .build();
        try (var connection = broker().connectionFactory().newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            // no receipt at all, which is passed over
            channel.basicPublish("", end.properties().getReplyTo(), null, new byte[1]);
            channel.basicPublish("", end.properties().getReplyTo(), properties, new byte[0]);
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    @Test
    void shouldAskAgainForReceiptsThatWereLostWithTheConnection() throws Exception {
        Gate gate = new Gate();
        Inbox inbox = new Inbox();
        start(route -> route.from(in("")).process(gate).process(inbox));
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.start();
            CompletableFuture<Exchange> sending = sending(sender, "?receipts=1");
            gate.awaitReached();
            relay.cut();
            gate.open(); // and the receipt finds no queue
            assertThat(sending.join().getException()).isNull();
            assertThat(receipts(sending.join())).hasSize(1);
            stopAll();
        }
        assertThat(inbox.all()).hasSize(1);
    }

    /** What has the file must not take the report for it. */
    @Test
    void shouldSendTheReportOfAFailureAsAFileOfItsOwn() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender =
                start(
                        route ->
                                route.from("direct:file")
                                        .doTry()
                                        .to(in("?receipts=2&idleTimeout=1000"))
                                        .doCatch(Exception.class)
                                        .setBody(exchange -> "what went wrong")
                                        .to(in("?receipts=1"))
                                        .end());

        Exchange sent = trySend(sender, "direct:file", "the file", Map.of());

        assertThat(sent.getException()).isNull();
        assertThat(inbox.await(2))
                .extracting(Inbox.Mail::text)
                .containsExactly("the file", "what went wrong");
    }

    @Test
    void shouldSendManyFilesWithReceipts() throws Exception {
        receive("?concurrentConsumers=4");
        for (int i = 0; i < 50; i++) {
            file("in/" + i, bytes(1000 + i));
        }
        start(route -> route.from("file:" + dir.resolve("in")).to(in("?receipts=1")));
        await("all are moved").until(() -> files(dir.resolve("in/.camel")).size() == 50);
    }
}
