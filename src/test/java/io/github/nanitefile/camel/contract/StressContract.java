package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What broke once under large windows, long reasons, stops and restarts. */
@Timeout(90)
abstract class StressContract extends Contract {

    private final Inbox inbox = new Inbox();

    @Test
    void shouldSendAndReceiveAfterTheContextWasRestarted() throws Exception {
        // Camel forgets its components when it stops, and with them what they were told.
        String here =
                in("?addresses=%s&username=%s&password=RAW(%s)&spoolDirectory=%s")
                        .formatted(
                                broker().addresses(),
                                broker().username(),
                                broker().password(),
                                spool());
        CamelContext context =
                start(
                        route -> {
                            route.from(here).routeId("in").process(inbox);
                            route.from("direct:out").to(here);
                        });
        for (int run = 1; run <= 3; run++) {
            Exchange sent = trySend(context, "direct:out", "x", Map.of());
            assertThat(sent.getException()).isNull();
            inbox.await(run);
            context.stop();
            context.start();
        }
    }

    @Test
    void shouldSendAfterASourceFailedWithAVeryLongReason() throws Exception {
        CamelContext context = receivingContext();
        Exchange failed = trySend(context, in(""), new Broken("x".repeat(300_000)), Map.of());
        assertThat(failed.getException()).isNotNull();
        send(context, "next", "x");
        assertThat(inbox.one().name()).isEqualTo("next");
    }

    private CamelContext receivingContext() throws Exception {
        return start(route -> route.from(in("")).routeId("in").process(inbox));
    }

    private static final class Broken extends InputStream {
        private final String reason;
        private int left = 50_000;

        Broken(String reason) {
            this.reason = reason;
        }

        @Override
        public int read() throws IOException {
            if (left-- <= 0) {
                throw new IOException(reason);
            }
            return 'x';
        }

        @Override
        public int read(byte[] to, int at, int most) throws IOException {
            to[at] = (byte) read();
            return 1;
        }
    }

    @Test
    void shouldFailAnExchangeThatComesWhenTheComponentHasStopped() throws Exception {
        CamelContext context = receivingContext();
        Producer producer = context.getEndpoint(in("")).createProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody("x");
        context.getComponent("nanitefile").stop();
        CompletableFuture<Void> done = new CompletableFuture<>();
        ((AsyncProducer) producer).process(exchange, sync -> done.complete(null));
        done.get(10, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNotNull();
    }

    @Test
    void shouldLeaveNothingBehindWhenTheRepositoryDoesNotStart() throws Exception {
        CamelContext context =
                create(
                        route ->
                                route.from(in("?idempotentRepository=#bad"))
                                        .routeId("in")
                                        .autoStartup(false)
                                        .process(inbox));
        Path taken = file("taken", bytes(1));
        context.getRegistry()
                .bind(
                        "bad",
                        FileIdempotentRepository.fileIdempotentRepository(
                                taken.resolve("below").toFile()));
        context.start();
        try {
            context.getRouteController().startRoute("in");
        } catch (Exception expected) {
            assertThat(expected).hasStackTraceContaining("idempotentRepository");
        }
        assertThat(files(spool())).isEmpty();
    }

    @Test
    void shouldStopAtOnceWhileTheBrokerIsAway() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Relay relay = new Relay(0, broker());
        CamelContext context =
                create(
                        route ->
                                route.from(
                                                in(
                                                        "?exceptionHandler=#told&addresses="
                                                                + relay.addresses()))
                                        .routeId("in")
                                        .process(inbox));
        context.getRegistry().bind("told", new Handler(message -> tries.incrementAndGet()));
        context.start();
        relay.close();
        await("it waits for its third try").until(() -> tries.get() == 3);
        // The next try is four seconds away: who waits for it is not done by then.
        assertTimeoutPreemptively(
                Duration.ofSeconds(3), () -> context.getRouteController().stopRoute("in"));
    }

    @Test
    void shouldTakeLargeChunksThoughTheQueueHoldsFewerThanTheWindow() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CamelContext context =
                start(route -> route.from(in("")).process(exchange -> received.countDown()));
        byte[] body = new byte[150 << 20];
        Exchange sent =
                trySend(context, in("?chunkSize=1048576&idleTimeout=20000"), body, Map.of());
        assertThat(sent.getException()).isNull();
        assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
        await("it is done").until(() -> broker().messageCount(queue()) == 0);
    }

    @Test
    void shouldDropNoPacketHoweverManyAreInTheWindow() throws Exception {
        start(route -> route.from(in("?prefetchCount=20000")).process(inbox));
        CamelContext sender = sender();
        Exchange sent =
                trySend(
                        sender,
                        in("?chunkSize=10"),
                        bytes(50_000),
                        Map.of(Exchange.FILE_NAME, "m"));
        assertThat(sent.getException()).isNull();
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
    }
}
