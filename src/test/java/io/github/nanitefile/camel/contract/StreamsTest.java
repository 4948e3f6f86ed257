package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.camel.MemoryProgress;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who read one stream, each as far as it is. */
@RequiresRabbitMq
class StreamsTest extends StreamContract {

    /** How many files a late reader finds; 5,000 take a minute or two. */
    private static final int FILES = Integer.getInteger("nanitefile.streams.files", 300);

    private static final Duration LONG = Duration.ofMinutes(5);

    private static byte[] text(int i) {
        return ("this is file " + i).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldGiveAGroupThatComesLateAllThatWasSentBefore() throws Exception {
        Inbox early = read("&group=early");
        CamelContext sender = sender();
        for (int i = 0; i < FILES; i++) {
            send(sender, "f" + i, text(i));
        }
        Awaitility.await("early").atMost(LONG).until(() -> early.all().size() >= FILES);
        Instant begun = Instant.now();
        Inbox late = read("&group=late");
        Awaitility.await("late").atMost(LONG).until(() -> late.all().size() >= FILES);
        System.out.printf(
                "A late reader got %d files in %d ms%n",
                FILES, Duration.between(begun, Instant.now()).toMillis());
        assertThat(late.names()).containsExactlyElementsOf(names(FILES));
        assertThat(early.names()).containsExactlyElementsOf(names(FILES));
        for (int i = 0; i < FILES; i++) {
            assertThat(late.all().get(i).bytes()).isEqualTo(text(i));
        }
        awaitProgress("late", 3L * FILES);
    }

    @Test
    void shouldGiveEveryGroupEverything() throws Exception {
        Inbox x = read("&group=x");
        Inbox y = read("&group=y&prefetchCount=10");
        Inbox z = new Inbox();
        start(
                route ->
                        route.from(in("?queueType=stream&group=z&directory=" + dir.resolve("out")))
                                .process(z));
        CamelContext sender = sender();
        for (int i = 0; i < 5; i++) {
            send(sender, "f" + i, bytes(300_000 + i));
        }
        for (Inbox inbox : List.of(x, y, z)) {
            inbox.await(5);
            assertThat(inbox.names()).containsExactlyElementsOf(names(5));
            assertThat(inbox.all().get(4).bytes()).isEqualTo(bytes(300_004));
        }
    }

    @Test
    void shouldReadTheStreamThatIsNamed() throws Exception {
        Inbox inbox = read("&queue=my-" + domain + "&group=x");
        send(sender(), "a", "1");
        assertThat(inbox.one().text()).isEqualTo("1");
        assertThat(broker().queueExists("my-" + domain)).isTrue();
        assertThat(broker().queueExists(stream())).isFalse();
    }

    @Test
    void shouldGoOnWhereItWas() throws Exception {
        Inbox first = new Inbox();
        CamelContext context = reader("&group=x", first);
        CamelContext sender = sender();
        send(sender, "a", "1");
        first.await(1);
        context.stop();
        assertThat(kept("x")).isEqualTo("3");
        send(sender, "b", "2");
        Inbox second = read("&group=x&streamOffset=next");
        assertThat(second.one().name()).isEqualTo("b");
        assertThat(first.names()).containsExactly("a");
    }

    /** The first file begins in the middle, and is still on its way when the second is through. */
    @Test
    void shouldReadAgainFromTheStartOfTheFileInTheMiddleOfWhichItWasStopped() throws Exception {
        Inbox first = new Inbox();
        CamelContext context = reader("&group=x", first);
        Wire.Sending before = wire().annotatedFile("before", bytes(100));
        Wire.Sending large = wire().sending("large", false).start(200L).chunk(bytes(100));
        Wire.Sending small = wire().annotatedFile("small", bytes(10));
        assertThat(List.of(before, large, small)).hasSize(3);
        first.await(2);
        context.stop();
        assertThat(kept("x")).as("the start of large").isEqualTo("3");
        try (LogOf log = new LogOf("io.github.nanitefile.camel.TransferLog")) {
            Inbox second = read("&group=x");
            large.chunk(bytes(100)).end(200L, Wire.digest(twice(bytes(100))));
            second.await(2);
            awaitProgress("x", 10);
            assertThat(second.names())
                    .as("no repository says that small was through")
                    .containsExactlyInAnyOrder("large", "small");
            assertThat(second.all())
                    .anyMatch(mail -> java.util.Arrays.equals(mail.bytes(), twice(bytes(100))));
            assertThat(log.lines()).noneMatch(line -> line.contains("Could not"));
        }
        assertThat(first.names()).containsExactly("before", "small");
    }

    private static byte[] twice(byte[] bytes) {
        byte[] all = java.util.Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, all, bytes.length, bytes.length);
        return all;
    }

    @Test
    void shouldKeepProgressWhereItIsTold() throws Exception {
        MemoryProgress progress = new MemoryProgress();
        for (int i = 0; i < 2; i++) {
            Inbox inbox = new Inbox();
            CamelContext context =
                    create(
                            route ->
                                    route.from(
                                                    in(
                                                            "?queueType=stream&group=x&offsetRepository=#progress"))
                                            .process(inbox));
            context.getRegistry().bind("progress", progress);
            context.start();
            send(sender(), "f" + i, "1");
            inbox.await(1);
            context.stop();
            assertThat(inbox.names()).containsExactly("f" + i);
            assertThat(progress.states()).isEqualTo(Map.of(stream() + ":x", "" + 3 * (i + 1)));
        }
        assertThat(files(spool())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&offsetRepository=#progress"})
    void shouldRefuseASecondReaderOfOneGroupInOneSpool(String option) throws Exception {
        read("&group=x");
        CamelContext second =
                create(
                        route ->
                                route.from(in("?queueType=stream&group=x" + option))
                                        .process(new Inbox()));
        second.getRegistry().bind("progress", new MemoryProgress());
        assertThatThrownBy(second::start)
                .hasStackTraceContaining("Stream '" + stream() + "' is being read already")
                .hasStackTraceContaining("group 'x'")
                .hasStackTraceContaining("give each a group of its own");
    }

    @Test
    void shouldBeginWithWhatIsSentFromNowOn() throws Exception {
        declareStream();
        CamelContext sender = sender();
        send(sender, "a", "1");
        Inbox inbox = read("&group=x&streamOffset=next");
        send(sender, "b", "2");
        assertThat(inbox.one().name()).isEqualTo("b");
        awaitProgress("x", 6);
        assertThat(inbox.names()).containsExactly("b");
    }

    @Test
    void shouldBeginWithWhatWasStoredLast() throws Exception {
        declareStream();
        wire().annotatedFile("a", bytes(10));
        wire().annotatedFile("b", bytes(10));
        try (LogOf log = new LogOf("io.github.nanitefile.camel.TransferLog")) {
            Inbox inbox = read("&group=x&streamOffset=last");
            awaitProgress("x", 6);
            wire().annotatedFile("c", bytes(10));
            assertThat(inbox.one().name()).as("of b there is but the end").isEqualTo("c");
            assertThat(log.lines()).noneMatch(line -> line.contains("Could not"));
        }
    }

    @Test
    void shouldBeginWithTheMessageOfThatNumber() throws Exception {
        declareStream();
        CamelContext sender = sender();
        send(sender, "a", "1");
        send(sender, "b", "2");
        Inbox inbox = read("&group=x&streamOffset=3");
        assertThat(inbox.one().name()).isEqualTo("b");
        awaitProgress("x", 6);
        assertThat(inbox.names()).containsExactly("b");
    }

    @Test
    void shouldBeginAtATime() throws Exception {
        declareStream();
        CamelContext sender = sender();
        send(sender, "a", "1");
        Instant then = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        await("another second").until(() -> Instant.now().isAfter(then.plusMillis(100)));
        send(sender, "b", "2");
        Inbox inbox = read("&group=x&streamOffset=" + then);
        Inbox all = read("&group=y&streamOffset=2000-01-01T00:00:00Z");
        Inbox none = read("&group=z&streamOffset=2100-01-01T00:00:00Z");
        send(sender, "c", "3");
        inbox.await(2);
        all.await(3);
        none.await(1);
        assertThat(inbox.names()).containsExactly("b", "c");
        assertThat(all.names()).containsExactly("a", "b", "c");
        assertThat(none.names()).containsExactly("c");
    }

    @Test
    void shouldCountEachGroupWhereTheSenderWaitsForReceipts() throws Exception {
        read("&group=x");
        read("&group=y");
        Exchange sent =
                trySend(
                        sender(),
                        in("?receipts=2&idleTimeout=20s"),
                        "1",
                        Map.of(Exchange.FILE_NAME, "a"));
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(NaniteFileConstants.RECEIPTS)).isNotNull();
    }

    @Test
    void shouldLetAFileComeAgainOnWhichTheRouteFailed() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Inbox inbox = new Inbox();
        start(
                route ->
                        route.from(
                                        in(
                                                "?queueType=stream&group=x&onFailure=requeue&requeueDelay=100"))
                                .process(
                                        exchange -> {
                                            if (tries.incrementAndGet() < 3) {
                                                throw new IllegalStateException("no");
                                            }
                                        })
                                .process(inbox));
        send(sender(), "a", bytes(50_000));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(tries).hasValue(3);
        awaitProgress("x", 6);
    }
}
