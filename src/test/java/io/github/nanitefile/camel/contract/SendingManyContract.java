package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
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
    void shouldNotReadBeyondTheWindow() throws Exception {
        long window = 4 * 16_384;
        List<Wire.Seen> seen = wire().listen();
        CamelContext sender = create();
        Window.of(sender, window);
        sender.start();
        AtomicLong read = new AtomicLong();
        AtomicLong most = new AtomicLong();
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sending.add(
                    sender.createProducerTemplate()
                            .asyncSend(
                                    in(""),
                                    exchange ->
                                            exchange.getMessage()
                                                    .setBody(
                                                            new Counted(
                                                                    500_000, read, most, seen))));
        }
        for (CompletableFuture<Exchange> one : sending) {
            assertThat(one.join().getException()).isNull();
        }
        assertThat(read).hasValue(8 * 500_000);
        await("all packets").until(() -> seen.size() == 8 * 33);
        // What was read and not yet seen by a receiver may also be confirmed already, or be on its
        // way here.
        assertThat(most.get()).isPositive();
    }

    /** Counts what is read beyond what has arrived. */
    private static final class Counted extends InputStream {
        private final AtomicLong read;
        private final AtomicLong most;
        private final List<Wire.Seen> seen;
        private int left;

        Counted(int size, AtomicLong read, AtomicLong most, List<Wire.Seen> seen) {
            this.left = size;
            this.read = read;
            this.most = most;
            this.seen = seen;
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
            long ahead = read.addAndGet(now) - seen.size() * 16_384L;
            most.accumulateAndGet(ahead, Math::max);
            return now;
        }

        @Override
        public int available() {
            return left;
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
