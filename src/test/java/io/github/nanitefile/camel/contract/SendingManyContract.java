package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many files at once, and what they may take. */
abstract class SendingManyContract extends Contract {

    @Test
    void shouldSendAWholePollAtOnce() throws Exception {
        Inbox inbox = receive("?concurrentConsumers=4");
        for (int i = 0; i < 100; i++) {
            file("in/" + i, bytes(i * 500));
        }
        start(route -> route.from("file:" + dir.resolve("in")).to(in("")));
        inbox.await(100);
        assertThat(inbox.names()).doesNotHaveDuplicates();
        assertThat(inbox.all())
                .allSatisfy(
                        mail ->
                                assertThat(mail.bytes())
                                        .isEqualTo(bytes(Integer.parseInt(mail.name()) * 500)));
        await("all are moved").until(() -> files(dir.resolve("in/.camel")).size() == 100);
    }

    @Test
    void shouldReadNoMoreThanTheWindowAheadOfConfirms() throws Exception {
        long window = 4 * 16_384;
        receive("");
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            Window.of(sender, window);
            sender.start();
            send(sender, "connects", "x");
            relay.holdAnswers();
            AtomicLong read = new AtomicLong();
            List<CompletableFuture<Exchange>> sending = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Counted body = new Counted(500_000, read);
                sending.add(
                        sender.createProducerTemplate()
                                .asyncSend(in(""), e -> e.getMessage().setBody(body)));
            }
            await("the window is full").until(() -> read.get() == window);
            Awaitility.await().during(Duration.ofMillis(500)).until(() -> read.get() == window);
            relay.letAnswer();
            for (CompletableFuture<Exchange> one : sending) {
                assertThat(one.join().getException()).isNull();
            }
            assertThat(read).hasValue(8 * 500_000);
            stopAll();
        }
    }

    /** Counts what is read. */
    private static final class Counted extends InputStream {
        private final AtomicLong read;
        private int left;

        Counted(int size, AtomicLong read) {
            this.left = size;
            this.read = read;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in blocks");
        }

        @Override
        public int read(byte[] b, int off, int len) {
            if (left == 0) {
                return -1;
            }
            int now = Math.min(left, len);
            left -= now;
            read.addAndGet(now);
            return now;
        }

        @Override
        public int available() {
            return left;
        }
    }

    @Test
    void shouldHaveAllFilesOfAPollInFlightBeforeTheFirstIsConfirmed() throws Exception {
        List<Wire.Seen> seen = wire().listen();
        for (int i = 0; i < 30; i++) {
            file("in/" + i, bytes(1000));
        }
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender =
                    create(
                            route ->
                                    route.from("file:" + dir.resolve("in"))
                                            .process(e -> relay.holdAnswers())
                                            .to(in("")));
            options(sender).setAddresses(relay.addresses());
            sender.start();
            await("all packets of all files").until(() -> seen.size() == 90);
            assertThat(files(dir.resolve("in/.camel"))).isEmpty();
            relay.letAnswer();
            await("all are moved").until(() -> files(dir.resolve("in/.camel")).size() == 30);
            stopAll();
        }
    }

    @Test
    void shouldNotSendTwoFilesUnderOneTokenAtOnce() throws Exception {
        receive("");
        List<Wire.Seen> seen = wire().listen();
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.start();
            send(sender, "connects", "x");
            relay.holdAnswers();
            Map<String, Object> token = Map.of("CamelNaniteFileOverrideToken", "t" + domain);
            CompletableFuture<Exchange> first =
                    CompletableFuture.supplyAsync(() -> trySend(sender, in(""), "1", token));
            await("it is under way").until(() -> seen.size() > 3);
            assertThat(trySend(sender, in(""), "2", token).getException())
                    .hasMessageContaining("a transfer with this token is under way");
            relay.letAnswer();
            assertThat(first.join().getException()).isNull();
            stopAll();
        }
    }

    @Test
    void shouldFailWhatIsUnderWayWhenTheContextStops() throws Exception {
        receive("");
        List<Wire.Seen> seen = wire().listen();
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            sender.start();
            send(sender, "connects", "x");
            relay.holdAnswers();
            CompletableFuture<Exchange> sending =
                    CompletableFuture.supplyAsync(
                            () -> trySend(sender, in(""), "1", Map.of(Exchange.FILE_NAME, "a")));
            await("it is under way").until(() -> seen.size() > 3);
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(sender::stop);
            // Ours, or that of Camel, which interrupts who waits for an answer.
            assertThat(sending.get(20, TimeUnit.SECONDS).getException()).isNotNull();
            relay.letAnswer();
            stopping.get(20, TimeUnit.SECONDS);
            stopAll();
        }
    }

    @Test
    void shouldGetAChunkThroughThatIsLargerThanTheWindow() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = create();
        Window.of(sender, 100);
        sender.start();
        send(sender, "a", bytes(50_000));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
    }

    @Test
    void shouldSendLargeFilesSideBySide() throws Exception {
        Inbox inbox = receive("?concurrentConsumers=2&prefetchCount=64");
        CamelContext sender = sender();
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String name = "large" + i;
            Object body = file(name, bytes(3_000_000 + i));
            sending.add(
                    sender.createProducerTemplate()
                            .asyncSend(
                                    in(""),
                                    exchange -> {
                                        exchange.getMessage().setBody(body);
                                        exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
                                    }));
        }
        for (CompletableFuture<Exchange> one : sending) {
            assertThat(one.join().getException()).isNull();
        }
        inbox.await(4);
        assertThat(inbox.all())
                .allSatisfy(
                        mail ->
                                assertThat(mail.bytes())
                                        .isEqualTo(
                                                bytes(
                                                        3_000_000
                                                                + Integer.parseInt(
                                                                        mail.name()
                                                                                .substring(5)))));
        assertThat(trySend(sender, in(""), "x", Map.of()).getException()).isNull();
        inbox.await(5);
    }
}
