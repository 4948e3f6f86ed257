package io.github.nanitefile.camel.contract;

import static org.apache.camel.builder.Builder.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.testing.ActiveConsumers;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A group's files parted among several queues. */
@RequiresRabbitMq
class RabbitPartitionsTest extends Contract {

    private static final String TWO = "?partitions=2";
    private static final String FOUR = "?partitions=4";

    /** Three chunks. */
    private static final int SIZE = 40_000;

    private final Inbox inbox = new Inbox();

    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }

    @BeforeAll
    static void enablePlugin() {
        Brokers.rabbit().enablePlugin("rabbitmq_consistent_hash_exchange");
    }

    private CamelContext member(Inbox into, String options) throws Exception {
        return start(route -> route.from(in(options)).routeId("in").process(into));
    }

    /** How many messages are ready in each partition. */
    private List<Long> counts(int partitions) {
        return IntStream.rangeClosed(1, partitions)
                .mapToObj(
                        n -> broker().messageCount("%s:%d-of-%d".formatted(queue(), n, partitions)))
                .toList();
    }

    private long ready(int partitions) {
        return counts(partitions).stream().mapToLong(Long::longValue).sum();
    }

    /** Sends 40 files a second until the context is stopped. */
    private CamelContext flow(Collection<String> sent) throws Exception {
        AtomicInteger number = new AtomicInteger();
        return start(
                route ->
                        route.from("timer:flow?period=25&delay=1")
                                .process(exchange -> fill(exchange, number.incrementAndGet()))
                                .to(in(""))
                                .process(done -> sent.add(done.getProperty("sent", String.class))));
    }

    private static void fill(Exchange exchange, int number) {
        exchange.setProperty("sent", "x" + number);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "x" + number);
        exchange.getMessage().setBody(bytes(SIZE + number));
    }

    /** And each once. */
    private static void assertWhole(List<Inbox.Mail> mails, int size) {
        assertThat(mails)
                .allSatisfy(
                        mail -> {
                            int number = Integer.parseInt(mail.name().substring(1));
                            assertThat(mail.bytes()).isEqualTo(bytes(size + number));
                        });
        assertThat(mails).extracting(Inbox.Mail::name).doesNotHaveDuplicates();
    }

    private static List<Inbox.Mail> all(Inbox... boxes) {
        return Stream.of(boxes).flatMap(box -> box.all().stream()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void shouldPartFilesAmongTheQueuesEachWholeInOne(String type) throws Exception {
        member(new Inbox(), FOUR + "&queueType=" + type).stop();
        CamelContext sender = sender();
        for (int i = 0; i < 40; i++) {
            send(sender, "f" + i, bytes(SIZE + i));
        }
        // A file has five messages.
        await("all are there").until(() -> ready(4) == 40 * 5);
        assertThat(counts(4)).allSatisfy(n -> assertThat(n % 5).isZero());
        assertThat(counts(4)).allSatisfy(n -> assertThat(n).isPositive());
        assertThat(broker().queueExists(queue())).isFalse();

        member(inbox, FOUR + "&queueType=" + type);

        assertWhole(inbox.await(40), SIZE);
        await("all are acknowledged").until(() -> counts(4).equals(List.of(0L, 0L, 0L, 0L)));
    }

    @Test
    void shouldReceiveFilesOfPlainPeersToo() throws Exception {
        member(inbox, FOUR);
        Wire wire = wire();
        Wire.Sending half = wire.sending("a", true).start(null).chunk(bytes(10));
        wire.plainFile("b", bytes(50_000));
        half.end(null, null);
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactlyInAnyOrder("a", "b");
    }

    /** Each member with a spool of its own, as on hosts of their own. */
    @Test
    void shouldTearNoFileThatIsHalfThereWhenAMemberComesAndAnotherGoes() throws Exception {
        Inbox a = new Inbox();
        Inbox b = new Inbox();
        CamelContext first = member(a, TWO + "&spoolDirectory=" + dir.resolve("spool/a"));
        Wire wire = wire();
        List<Wire.Sending> halves = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] whole = bytes(SIZE + i);
            byte[] half = Arrays.copyOf(whole, SIZE / 2);
            halves.add(wire.sending("f" + i, false).start((long) whole.length).chunk(half));
        }

        member(b, TWO + "&spoolDirectory=" + dir.resolve("spool/b"));
        awaitOneEach();
        finish(halves, 0, 10);
        await("half of them").until(() -> all(a, b).size() == 10);
        assertThat(b.all()).isNotEmpty();
        first.stop();
        finish(halves, 10, 20);
        await("all of them").until(() -> all(a, b).size() == 20);

        assertWhole(all(a, b), SIZE);
    }

    private static void finish(List<Wire.Sending> halves, int from, int to) {
        for (int i = from; i < to; i++) {
            byte[] whole = bytes(SIZE + i);
            byte[] rest = Arrays.copyOfRange(whole, SIZE / 2, whole.length);
            halves.get(i).chunk(rest).end((long) whole.length, Wire.digest(whole));
        }
    }

    @Test
    void shouldSharePartitionsWithMembersThatComeAndGoWhileFilesFlow() throws Exception {
        String options = TWO + "&queueType=quorum&spoolDirectory=" + dir.resolve("spool");
        Inbox a = new Inbox();
        Inbox b = new Inbox();
        Inbox c = new Inbox();
        CamelContext first = member(a, options + "/a");
        Collection<String> sent = new ConcurrentLinkedQueue<>();
        CamelContext flow = flow(sent);
        a.await(5);

        member(b, options + "/b");
        awaitOneEach();
        first.stop();
        b.await(b.all().size() + 10);
        member(c, options + "/c");
        awaitOneEach();
        flow.stop();

        await("all files").until(() -> all(a, b, c).size() >= sent.size());
        assertThat(all(a, b, c))
                .extracting(Inbox.Mail::name)
                .containsExactlyInAnyOrderElementsOf(List.copyOf(sent));
        assertWhole(all(a, b, c), SIZE);
    }

    @Test
    void shouldLeaveAPartitionWithTheFilesThatWaitToComeAgain() throws Exception {
        Path spool = dir.resolve("spool/a");
        AtomicInteger failed = new AtomicInteger();
        start(
                route ->
                        route.from(
                                        in(
                                                TWO
                                                        + "&onFailure=requeue&requeueDelay=60000&spoolDirectory="
                                                        + spool))
                                .process(
                                        exchange -> {
                                            failed.incrementAndGet();
                                            throw new IllegalStateException("not yet");
                                        }));
        CamelContext sender = sender();
        for (int i = 0; i < 20; i++) {
            send(sender, "f" + i, bytes(SIZE + i));
        }
        await("all have failed once").until(() -> failed.get() == 20);

        member(inbox, TWO + "&spoolDirectory=" + dir.resolve("spool/b"));

        inbox.one();
        await("each file is with one of them").until(() -> inbox.all().size() + data(spool) == 20);
        assertWhole(inbox.all(), SIZE);
        assertThat(failed).hasValue(20);
    }

    private static long data(Path spool) {
        return files(spool).stream().filter(name -> name.endsWith(".data")).count();
    }

    @Test
    void shouldGoOnReceivingAPartitionThatCannotBeLeft() throws Exception {
        String options = TWO + "&concurrentConsumers=20&spoolDirectory=" + dir.resolve("spool");
        Inbox other = new Inbox();
        Gate gate = new Gate();
        AtomicInteger slow = new AtomicInteger();
        start(
                route ->
                        route.from(in(options + "/a"))
                                .filter(header(Exchange.FILE_NAME).startsWith("slow"))
                                .process(exchange -> slow.incrementAndGet())
                                .process(gate)
                                .end()
                                .process(inbox));
        CamelContext sender = sender();
        for (int i = 0; i < 16; i++) {
            send(sender, "slow" + i, "x");
        }
        await("all are in the route").until(() -> slow.get() == 16);
        String balance = "io.github.nanitefile.camel.receive.PartitionBalance";
        try (LogOf left = new LogOf(balance);
                LogOf log = LogOf.debugging("io.github.nanitefile.camel.receive.Inbound")) {
            member(other, options + "/b");
            await("one was to be left")
                    .until(
                            () ->
                                    log.lines().stream()
                                            .anyMatch(line -> line.contains("is not left")));
            for (int i = 0; i < 10; i++) {
                send(sender, "x" + i, bytes(SIZE + i));
            }
            assertWhole(inbox.await(10), SIZE);
            assertThat(left.lines()).isEmpty();
        } finally {
            gate.open();
        }
        inbox.await(26);
        assertThat(other.all()).isEmpty();
    }

    private void awaitOneEach() {
        Awaitility.await("both have their share")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () ->
                                assertThat(ActiveConsumers.counts(Brokers.rabbit(), queue()))
                                        .containsExactly(1L, 1L));
    }

    /**
     * As a restart of the broker does now and then. Its tail goes where its beginning is not, which
     * the receiver of neither can mend: the file has to come anew.
     */
    @ParameterizedTest
    @ValueSource(strings = {"resume=restart", "receipts=1"})
    void shouldSendAFileAnewWhoseTokenHasAnotherPartitionAfterwards(String option)
            throws Exception {
        spoolKeepsFiles(); // the beginning, until idleTimeout
        member(inbox, FOUR);
        try (Relay relay = new Relay(0, broker())) {
            CamelContext sender = create();
            options(sender).setAddresses(relay.addresses());
            Window.of(sender, 100_000);
            sender.start();
            Map<String, Object> small = Map.of(Exchange.FILE_NAME, "small");
            trySend(sender, in("?" + option), bytes(SIZE), small);
            inbox.one();
            List<Wire.Seen> seen = wire().listen();
            relay.holdAnswers(); // so that no more than a window is sent
            CompletableFuture<Exchange> sending =
                    CompletableFuture.supplyAsync(
                            () ->
                                    trySend(
                                            sender,
                                            in("?" + option),
                                            bytes(SIZE * 10),
                                            Map.of(Exchange.FILE_NAME, "big")));
            await("its beginning is there").until(() -> seen.size() >= 5);
            await("and with the receiver").until(() -> ready(4) == 0);
            bindTheOtherWayRound();
            relay.cut();
            relay.letAnswer();
            assertThat(sending.join().getException()).isNull();
            assertThat(inbox.await(2).get(1).bytes()).isEqualTo(bytes(SIZE * 10));
            stopAll();
        }
        assertThat(inbox.all()).hasSize(2);
    }

    /** So that every token belongs to another partition, as their number is even. */
    private void bindTheOtherWayRound() throws Exception {
        String exchange = queue() + ":of-4";
        try (Connection connection = broker().connectionFactory().newConnection()) {
            Channel channel = connection.createChannel();
            for (int n = 1; n <= 4; n++) {
                channel.queueUnbind("%s:%d-of-4".formatted(queue(), n), exchange, "1");
            }
            for (int n = 4; n >= 1; n--) {
                channel.queueBind("%s:%d-of-4".formatted(queue(), n), exchange, "1");
            }
        }
    }

    /** The prefetch is so small that much of the file is acknowledged when the member goes. */
    @Test
    void shouldGoOnWithTheSpilledFileOfAMemberWhoseSpoolIsShared() throws Exception {
        String options = TWO + "&prefetchCount=10";
        CamelContext first = member(new Inbox(), options);
        byte[] whole = bytes(40_000);
        Wire.Sending half = wire().sending("a", false).start(40_000L);
        for (int i = 0; i < 20; i++) {
            half.chunk(Arrays.copyOfRange(whole, i * 1000, (i + 1) * 1000));
        }
        await("all of them came, more than the window").until(() -> ready(2) == 0);
        member(inbox, options);
        first.stop();
        half.chunk(Arrays.copyOfRange(whole, 20_000, 40_000)).end(40_000L, Wire.digest(whole));
        assertThat(inbox.one().bytes()).isEqualTo(whole);
    }

    @Test
    void shouldSuspendAndResumeAllPartitions() throws Exception {
        CamelContext context = member(inbox, FOUR);
        CamelContext sender = sender();
        context.getRouteController().suspendRoute("in");
        for (int i = 0; i < 20; i++) {
            send(sender, "f" + i, bytes(1000 + i));
        }
        await("they wait in the broker").until(() -> ready(4) == 20 * 3);
        assertThat(inbox.all()).isEmpty();
        context.getRouteController().resumeRoute("in");
        assertWhole(inbox.await(20), 1000);
    }

    @Test
    void shouldReportToASenderOnceForTheGroup() throws Exception {
        member(inbox, FOUR);
        CamelContext sender = sender();
        Exchange sent =
                trySend(sender, in("?receipts=1"), bytes(50_000), Map.of(Exchange.FILE_NAME, "a"));
        assertThat(sent.getException()).isNull();
        assertThat((List<?>) sent.getMessage().getHeader("CamelNaniteFileReceipts", List.class))
                .singleElement()
                .isInstanceOfSatisfying(
                        Receipt.class,
                        receipt -> {
                            assertThat(receipt.group()).isEqualTo("camel");
                            assertThat(receipt.queue()).isEqualTo(queue());
                        });
    }

    @Test
    void shouldBeOneConsumerToManagement() throws Exception {
        CamelContext context = member(inbox, FOUR);
        HeldBackStream body = new HeldBackStream(bytes(3 * 16384), 2 * 16384);
        CamelContext sender = create(route -> route.from("direct:out").to(in("")));
        sender.setStreamCaching(false);
        sender.start();
        CompletableFuture<Exchange> sending =
                CompletableFuture.supplyAsync(
                        () -> trySend(sender, "direct:out", body, Map.of(Exchange.FILE_NAME, "a")));
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName name =
                new ObjectName(
                        "org.apache.camel:context=%s,type=nanitefile,kind=consumer,name=\"in\""
                                .formatted(context.getManagementName()));
        await("it is under way")
                .until(() -> (int) jmx.getAttribute(name, "TransfersInFlight") == 1);
        assertThat(jmx.getAttribute(name, "WindowSize")).isEqualTo(4000L);
        Object token = jmx.getAttribute(name, "OldestTransfer");

        assertThat(
                        jmx.invoke(
                                name,
                                "cancelTransfer",
                                new Object[] {token},
                                new String[] {String.class.getName()}))
                .isEqualTo(true);

        body.letGo();
        assertThat(sending.get().getException()).isNull();
        await("it has failed").until(() -> (long) jmx.getAttribute(name, "TransfersFailed") == 1);
        assertThat(inbox.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "broadcast=true | broadcast, which reads a private queue for itself",
                "queue=mine     | queue, which reads that one queue",
                "queueType=stream | queueType=stream, which reads all of the stream",
                "declare=false | declare=false, which lets nobody declare and bind them",
            })
    void shouldRefuseWhatHasNoPartitions(String option, String complaint) throws Exception {
        CamelContext context = create(route -> route.from(in(FOUR + "&" + option)).process(inbox));
        assertThatThrownBy(context::start)
                .hasMessage(
                        "Option partitions=4 does not go with "
                                + complaint
                                + ": leave one of them out");
    }
}
