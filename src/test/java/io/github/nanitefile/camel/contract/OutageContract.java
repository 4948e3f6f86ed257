package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
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
    void shouldSendTheNextFileAfterTheConnectionWasLost() throws Exception {
        Inbox received = receive("");
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.start();
            send(sender, "a", "1");
            received.await(1);
            relay.cut();
            await("the next send works")
                    .until(
                            () ->
                                    trySend(sender, in(""), "2", Map.of(Exchange.FILE_NAME, "b"))
                                                    .getException()
                                            == null);
            assertThat(received.await(2).get(1).name()).isEqualTo("b");
            stopAll();
        }
    }

    @Test
    void shouldSendAgainUnderTheSameTokenWhatTheOutageInterrupted() throws Exception {
        Inbox received = receive("");
        try (Relay relay = new Relay(0, broker())) {
            CountDownLatch cut = new CountDownLatch(1);
            CamelContext sender =
                    create(
                            route -> {
                                route.onException(Exception.class)
                                        .maximumRedeliveries(20)
                                        .redeliveryDelay(200);
                                route.from("direct:again").to(in(""));
                            });
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
                            () -> trySend(sender, "direct:again", new Halting(cut), Map.of()));
            await("half of it is here").until(() -> spooled() > 100_000);
            relay.cut();
            cut.countDown();
            Exchange sent = sending.join();
            assertThat(sent.getException()).isNull();
            assertThat(received.one().bytes()).isEqualTo(bytes(1_000_000));
            assertThat(received.one().token()).isEqualTo(token(sent));
            stopAll();
        }
        assertThat(received.all()).hasSize(1);
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
