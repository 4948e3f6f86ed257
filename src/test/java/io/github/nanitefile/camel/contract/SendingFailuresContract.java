package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.FileStart;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

/** What happens when a file cannot be sent, and what Camel's redelivery makes of it. */
abstract class SendingFailuresContract extends Contract {

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        Exchange sent = trySend(sender(), in(""), bytes(1_000_000), Map.of());
        assertThat(sent.getException())
                .hasMessageContaining("no receiver for domain '" + domain + "'");
    }

    @Test
    void shouldLeaveFilesThatWereNotSentWhereTheyAre() throws Exception {
        file("in/a.txt", bytes(10));
        AtomicInteger failures = new AtomicInteger();
        CamelContext sender =
                start(
                        route -> {
                            route.onException(Exception.class)
                                    .process(exchange -> failures.incrementAndGet());
                            route.from("file:" + dir.resolve("in") + "?delay=50&initialDelay=0")
                                    .to(in(""));
                        });
        await("two failures").until(() -> failures.get() >= 2);
        assertThat(files(dir.resolve("in"))).contains("a.txt").doesNotContain(".camel/a.txt");
        Inbox inbox = receive("");
        assertThat(inbox.one().bytes()).isEqualTo(bytes(10));
        await("it is moved").until(() -> Files.exists(dir.resolve("in/.camel/a.txt")));
        sender.stop();
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void shouldKeepTheTokenAndCountAttemptsWhenCamelRedelivers() throws Exception {
        List<Wire.Seen> seen = wire().listen();
        Inbox inbox = receive("");
        CamelContext sender = redelivering(3);
        sender.getTypeConverterRegistry()
                .addTypeConverter(
                        InputStream.class,
                        FailingFile.class,
                        new org.apache.camel.support.SimpleTypeConverter(
                                false, (type, exchange, value) -> ((FailingFile) value).open()));
        Exchange sent = trySend(sender, "direct:again", new FailingFile(2), Map.of());
        assertThat(sent.getException()).isNull();
        await("three starts").until(() -> starts(seen).size() == 3);
        assertThat(starts(seen))
                .extracting(s -> s.annotations().attempt())
                .containsExactly(1, 2, 3);
        assertThat(starts(seen))
                .extracting(s -> s.packet().token().value())
                .containsOnly(token(sent));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(100_000));
        assertThat(inbox.one().token()).isEqualTo(token(sent));
    }

    @Test
    void shouldGoWhereTheHeadersSaidWhenCamelRedelivers() throws Exception {
        String elsewhere = domain + "-elsewhere";
        Exchange first =
                trySend(
                        redelivering(2),
                        "direct:again",
                        bytes(10),
                        Map.of(
                                NaniteFileConstants.OVERRIDE_DOMAIN,
                                elsewhere,
                                NaniteFileConstants.OVERRIDE_TOKEN,
                                "0123"));
        assertThat(first.getException())
                .hasMessageContaining("no receiver for domain '" + elsewhere + "'")
                .hasMessageContaining("token 0123");
    }

    private static List<Wire.Seen> starts(List<Wire.Seen> seen) {
        return seen.stream().filter(s -> s.packet() instanceof FileStart).toList();
    }

    private CamelContext redelivering(int times) throws Exception {
        return start(
                route -> {
                    route.onException(Exception.class)
                            .maximumRedeliveries(times)
                            .redeliveryDelay(0)
                            .logRetryAttempted(false);
                    route.from("direct:again").to(in(""));
                });
    }

    /** Converted to a stream anew each time; the first few end in an error. */
    static final class FailingFile {
        private int failures;

        FailingFile(int failures) {
            this.failures = failures;
        }

        InputStream open() {
            return failures-- > 0
                    ? new Breaking(new ByteArrayInputStream(bytes(100_000)))
                    : new ByteArrayInputStream(bytes(100_000));
        }

        @Override
        public String toString() {
            return "a failing file";
        }
    }

    /** Breaks off after a while. */
    private static final class Breaking extends FilterInputStream {
        private int left = 50_000;

        Breaking(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (left <= 0) {
                throw new IOException("the disk is broken");
            }
            int read = super.read(b, off, Math.min(len, left));
            left -= read;
            return read;
        }

        @Override
        public int available() {
            return 0;
        }
    }

    @Test
    void shouldTellReceiversThatTheSourceBroke() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = sender();
        Exchange sent =
                trySend(
                        sender,
                        in(""),
                        new Breaking(new ByteArrayInputStream(bytes(100_000))),
                        Map.of());
        assertThat(sent.getException()).hasMessageContaining("the disk is broken");
        send(sender, "next", "x");
        assertThat(inbox.one().name()).isEqualTo("next");
        await("the torn file is gone")
                .until(() -> files(spool()).stream().noneMatch(n -> n.endsWith(".data")));
    }

    @Test
    void shouldNeverSendAStreamAgainThatWasRead() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender =
                start(
                        route -> {
                            route.getContext().setStreamCaching(false);
                            route.onException(Exception.class)
                                    .maximumRedeliveries(3)
                                    .redeliveryDelay(0);
                            RouteDefinition again = route.from("direct:again");
                            again.setStreamCache("false"); // the one way that both lines have
                            again.to(in(""));
                        });
        InputStream once = new Breaking(new ByteArrayInputStream(bytes(100_000)));
        Exchange sent = trySend(sender, "direct:again", once, Map.of());
        assertThat(sent.getException())
                .hasMessageContaining("stream that was read")
                .hasMessageContaining("stream caching");
        send(sender, "next", "x");
        assertThat(inbox.await(1)).extracting(Inbox.Mail::name).containsExactly("next");
    }

    @Test
    void shouldNotStartARouteThatCannotSend() throws Exception {
        CamelContext sender = create(route -> route.from("direct:x").to(in("")));
        options(sender).setAddresses("127.0.0.1:" + freePort());
        assertThatThrownBy(sender::start).rootCause().isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void shouldSendOnceTheBrokerIsThereWhenTheProducerStartsLazily() throws Exception {
        Inbox inbox = receive("");
        int port = freePort();
        CamelContext sender =
                create(
                        route ->
                                route.from("direct:x")
                                        .to(
                                                in(
                                                        "?lazyStartProducer=true&addresses=127.0.0.1:"
                                                                + port)));
        sender.start();
        assertThat(trySend(sender, "direct:x", "x", Map.of()).getException())
                .hasMessageContaining("127.0.0.1:" + port);
        try (Relay relay = new Relay(port, broker())) {
            Exchange sent = trySend(sender, "direct:x", "x", Map.of());
            assertThat(sent.getException()).isNull();
            assertThat(inbox.one().token()).isEqualTo(token(sent));
            assertThat(relay.connections()).isPositive();
            sender.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldFailOnAFileThatIsTakenAwayBeforeItIsRead() throws Exception {
        receive("");
        file("in/a.txt", bytes(10));
        CamelContext sender =
                start(
                        route ->
                                route.from(
                                                "file:"
                                                        + dir.resolve("in")
                                                        + "?noop=true&idempotent=false")
                                        .process(
                                                exchange ->
                                                        Files.deleteIfExists(
                                                                dir.resolve("in/a.txt")))
                                        .doTry()
                                        .to(in(""))
                                        .doCatch(java.io.FileNotFoundException.class)
                                        .to("mock:missing"));
        org.apache.camel.component.mock.MockEndpoint missing =
                sender.getEndpoint(
                        "mock:missing", org.apache.camel.component.mock.MockEndpoint.class);
        missing.setMinimumExpectedMessageCount(1);
        missing.assertIsSatisfied(PATIENCE.toMillis());
        assertThat(missing.getExchanges().get(0).getMessage().getBody())
                .isInstanceOf(WrappedFile.class);
    }
}
