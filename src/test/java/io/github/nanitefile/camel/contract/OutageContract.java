package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.packet.FileStart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Connections that break. */
abstract class OutageContract extends Contract {

    private final Inbox inbox = new Inbox();

    private CamelContext receivingThrough(Relay relay, String options) throws Exception {
        CamelContext context =
                create(
                        route ->
                                route.from(in(options + "&addresses=" + relay.addresses()))
                                        .process(inbox));
        context.start();
        return context;
    }

    @Test
    void shouldReceiveAgainAfterTheConnectionWasLost() throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            receivingThrough(relay, "?group=camel");
            CamelContext sender = sender();
            send(sender, "a", "1");
            inbox.await(1);
            relay.cut();
            send(sender, "b", bytes(100_000));
            assertThat(inbox.await(2).get(1).bytes()).isEqualTo(bytes(100_000));
            relay.cut();
            send(sender, "c", "3");
            assertThat(inbox.await(3)).extracting(Inbox.Mail::name).containsExactly("a", "b", "c");
            stopAll();
        }
    }

    @Test
    void shouldReceiveAgainThoughTheExceptionHandlerFails() throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            CamelContext context =
                    create(
                            route ->
                                    route.from(
                                                    in(
                                                            "?exceptionHandler=#failing&addresses="
                                                                    + relay.addresses()))
                                            .process(inbox));
            context.getRegistry().bind("failing", new Handler(OutageContract::fail));
            context.start();
            CamelContext sender = sender();
            send(sender, "a", "1");
            inbox.await(1);

            relay.cut();

            send(sender, "b", "2");
            assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("a", "b");
            stopAll();
        }
    }

    private static void fail(String message) {
        throw new IllegalStateException("the handler fails, too");
    }

    @Test
    void shouldReceiveWholeWhatWasHalfHereWhenTheConnectionWasLost() throws Exception {
        byte[] content = bytes(40 * 1000);
        for (int prefetch : new int[] {8, 1000}) {
            try (Relay relay = new Relay(0, broker())) {
                CamelContext context = receivingThrough(relay, "?prefetchCount=" + prefetch);
                Wire.Sending sending = wire().sending("f" + prefetch, false).start(40_000L);
                for (int i = 0; i < 20; i++) {
                    sending.chunk(Arrays.copyOfRange(content, i * 1000, (i + 1) * 1000));
                }
                await("half of it is here").until(() -> spooled() == 20_000);
                relay.cut();
                for (int i = 20; i < 40; i++) {
                    sending.chunk(Arrays.copyOfRange(content, i * 1000, (i + 1) * 1000));
                }
                sending.end(40_000L, Wire.digest(content));
                inbox.await(prefetch == 8 ? 1 : 2);
                await("it is acknowledged").until(() -> broker().messageCount(queue()) == 0);
                context.stop();
            }
        }
        assertThat(inbox.all())
                .hasSize(2)
                .allSatisfy(m -> assertThat(m.bytes()).isEqualTo(content));
    }

    private long spooled() {
        return files(spool()).stream()
                .filter(name -> name.endsWith(".data"))
                .mapToLong(name -> spool().resolve(name).toFile().length())
                .sum();
    }

    @Test
    void shouldSendToABrokerWhileAnotherStandsStill() throws Exception {
        Inbox received = receive("");
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            Window.of(sender, 50_000);
            sender.start();
            String stalled = in("?addresses=" + relay.addresses());
            trySend(sender, stalled, "connects", Map.of(Exchange.FILE_NAME, "a"));
            relay.holdAnswers();
            CompletableFuture<Exchange> waits =
                    CompletableFuture.supplyAsync(
                            () ->
                                    trySend(
                                            sender,
                                            stalled,
                                            bytes(1_000_000),
                                            Map.of(Exchange.FILE_NAME, "b")));
            await("it waits for confirms").until(() -> spooled() > 0);
            CompletableFuture<Exchange> passes =
                    CompletableFuture.supplyAsync(() -> send(sender, "c", bytes(100_000)));
            await("it is sent").until(passes::isDone);
            assertThat(passes.join().getException()).isNull();
            assertThat(waits).isNotDone();
            relay.letAnswer();
            assertThat(waits.join().getException()).isNull();
            assertThat(received.await(3))
                    .extracting(Inbox.Mail::name)
                    .containsExactlyInAnyOrder("a", "b", "c");
            stopAll();
        }
    }

    @Test
    void shouldSendTheNextFileAfterTheConnectionWasLost() throws Exception {
        Inbox received = receive("");
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.start();
            send(sender, "a", "1");
            received.await(1);
            relay.cut();
            send(sender, "b", "2");
            assertThat(received.await(2).get(1).name()).isEqualTo("b");
            stopAll();
        }
    }

    @Test
    void shouldGoOnWithWhatTheOutageInterrupted() throws Exception {
        Inbox received = receive("");
        List<Wire.Seen> seen = wire().listen();
        try (Relay relay = new Relay(0, broker())) {
            CountDownLatch cut = new CountDownLatch(1);
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.getTypeConverterRegistry()
                    .addTypeConverter(
                            InputStream.class,
                            Halting.class,
                            new org.apache.camel.support.SimpleTypeConverter(
                                    false, (type, exchange, value) -> ((Halting) value).open()));
            sender.start();
            CompletableFuture<Exchange> sending =
                    CompletableFuture.supplyAsync(
                            () -> trySend(sender, in(""), new Halting(cut), Map.of()));
            await("half of it is here").until(() -> spooled() > 100_000);
            relay.cut();
            cut.countDown();
            Exchange sent = sending.join();
            assertThat(sent.getException()).isNull();
            assertThat(received.one().bytes()).isEqualTo(bytes(1_000_000));
            assertThat(received.one().token()).isEqualTo(token(sent));
            assertThat(starts(seen)).extracting(s -> s.annotations().attempt()).containsOnly(1);
            stopAll();
        }
        assertThat(received.all()).hasSize(1);
    }

    private static List<Wire.Seen> starts(List<Wire.Seen> seen) {
        return seen.stream().filter(s -> s.packet() instanceof FileStart).toList();
    }

    @Test
    void shouldStartOverUnderANewTokenWithResumeRestart() throws Exception {
        Inbox received = receive("");
        List<Wire.Seen> seen = wire().listen();
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.start();
            send(sender, "connects", "x");
            relay.holdAnswers(); // so that the fate of all packets is unknown
            CompletableFuture<Exchange> sending =
                    CompletableFuture.supplyAsync(
                            () ->
                                    trySend(
                                            sender,
                                            in("?resume=restart"),
                                            bytes(100_000),
                                            Map.of(Exchange.FILE_NAME, "a")));
            await("the first try").until(() -> starts(seen).size() == 2);
            relay.cut();
            relay.letAnswer();
            Exchange sent = sending.join();
            assertThat(sent.getException()).isNull();
            await("the second try").until(() -> starts(seen).size() == 3);
            Wire.Seen again = starts(seen).get(2);
            assertThat(again.packet().token().value()).isEqualTo(token(sent));
            assertThat(again.packet().token()).isNotEqualTo(starts(seen).get(1).packet().token());
            assertThat(again.annotations().attempt()).isEqualTo(1);
            assertThat(seen).anyMatch(s -> s.annotations().abort() != null);
            await("the last one").until(() -> received.names().contains("a"));
            stopAll();
        }
    }

    @Test
    void shouldFailAndSayWhyWhenTheBrokerDoesNotComeBackInTime() throws Exception {
        receive("");
        Relay relay = new Relay(0, broker());
        CamelContext sender = create();
        options(sender).setAddresses(relay.addresses());
        sender.start();
        send(sender, "connects", "x");
        relay.close();
        Exchange sent =
                trySend(
                        sender,
                        in("?idleTimeout=1500"),
                        bytes(100_000),
                        Map.of(Exchange.FILE_NAME, "a"));
        assertThat(sent.getException())
                .hasMessageContaining("'a' to domain '" + domain + "'")
                .hasMessageContaining("no connection to the broker for idleTimeout=1500 ms")
                .hasMessageContaining("send it again when it is back");
    }

    /** Its socket is full: who writes must be freed, though nobody closes the connection. */
    @Test
    void shouldGoOnAfterAConnectionDiedWithoutAWordWhileItWasWrittenTo() throws Exception {
        Inbox received = receive("");
        try (Relay relay = new Relay(0, broker())) {
            ConnectionFactory factory = broker().connectionFactory();
            factory.setPort(relay.port());
            factory.setRequestedHeartbeat(1);
            CamelContext sender = create();
            options(sender).setAddresses(null);
            options(sender).setUsername(null);
            options(sender).setPassword(null);
            options(sender).setConnectionFactory(factory);
            Window.of(sender, 64 << 20);
            sender.start();
            send(sender, "connects", "x");
            relay.stall();
            send(sender, "a", bytes(30_000_000));
            assertThat(received.await(2).get(1).bytes()).isEqualTo(bytes(30_000_000));
            stopAll();
        }
    }

    @Test
    void shouldSendAWholePollThroughManyOutages() throws Exception {
        Inbox received = receive("?concurrentConsumers=4");
        for (int i = 0; i < 30; i++) {
            file("in/" + i, bytes(20_000 + i));
        }
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender =
                    create(route -> route.from("file:" + dir.resolve("in")).to(in("")));
            options(sender).setAddresses(relay.addresses());
            Window.of(sender, 5 * 16_384);
            sender.start();
            for (int i = 1; i <= 3; i++) {
                int some = received.all().size();
                await("some more").until(() -> received.all().size() > Math.min(some, 28));
                relay.cut();
            }
            received.await(30);
            await("all are moved").until(() -> files(dir.resolve("in/.camel")).size() == 30);
            stopAll();
        }
        assertThat(received.names()).doesNotHaveDuplicates().hasSize(30);
        assertThat(received.all())
                .allSatisfy(
                        mail ->
                                assertThat(mail.bytes())
                                        .isEqualTo(bytes(20_000 + Integer.parseInt(mail.name()))));
    }

    /** A million bytes, of which the second half has to wait. */
    private record Halting(CountDownLatch go) {

        InputStream open() {
            return new ByteArrayInputStream(bytes(1_000_000)) {
                @Override
                public synchronized int read(byte[] b, int off, int len) {
                    if (pos >= 500_000) {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return super.read(b, off, Math.min(len, 16_384));
                }

                @Override
                public synchronized int available() {
                    return 0;
                }
            };
        }
    }

    @Test
    void shouldTellTheRouteOfAnOutageWhereErrorsAreBridged() throws Exception {
        Inbox errors = new Inbox();
        try (Relay relay = new Relay(0, broker())) {
            CamelContext context =
                    create(
                            route -> {
                                route.onException(Exception.class)
                                        .handled(true)
                                        .setBody(route.simple("${exception.message}"))
                                        .process(errors);
                                route.from(
                                                in(
                                                        "?bridgeErrorHandler=true&addresses="
                                                                + relay.addresses()))
                                        .process(inbox);
                            });
            context.start();
            relay.cut();
            assertThat(errors.one().text()).contains(domain);
            send(sender(), "a", "1");
            assertThat(inbox.one().text()).isEqualTo("1");
            stopAll();
        }
    }
}
