package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.testing.ActiveConsumers;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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

    private static final String FOUR = "?partitions=4";

    private final Inbox inbox = new Inbox();
    private volatile boolean flowing = true;

    @Override
    TestBroker broker() {
        return Brokers.rabbit();
    }

    @BeforeAll
    static void enablePlugin() {
        Brokers.rabbit().enablePlugin("rabbitmq_consistent_hash_exchange");
    }

    private CamelContext member(Inbox into, String options) throws Exception {
        return start(route -> route.from(in(FOUR + options)).routeId("in").process(into));
    }

    private List<Long> counts() {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(n -> broker().messageCount(queue() + ":" + n + "-of-4"))
                .toList();
    }

    /** Sends one file after the other until told to stop, and returns their names. */
    private CompletableFuture<List<String>> flow(CamelContext sender, String prefix, int size) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<String> sent = new ArrayList<>();
                    for (int i = 0; flowing; i++) {
                        String name = prefix + i;
                        send(sender, name, bytes(size + i));
                        sent.add(name);
                    }
                    return sent;
                });
    }

    private static void assertWhole(List<Inbox.Mail> mails, int size) {
        assertThat(mails)
                .allSatisfy(
                        mail ->
                                assertThat(mail.bytes())
                                        .isEqualTo(
                                                bytes(
                                                        size
                                                                + Integer.parseInt(
                                                                        mail.name()
                                                                                .substring(1)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void shouldPartFilesAmongTheQueuesEachWholeInOne(String type) throws Exception {
        member(new Inbox(), "&queueType=" + type).stop();
        CamelContext sender = sender();
        for (int i = 0; i < 40; i++) {
            send(sender, "f" + i, bytes(40_000 + i));
        }
        // A file has five messages.
        await("all are there")
                .untilAsserted(
                        () ->
                                assertThat(counts().stream().mapToLong(Long::longValue).sum())
                                        .isEqualTo(40 * 5));
        assertThat(counts()).allSatisfy(n -> assertThat(n % 5).isZero());
        assertThat(counts()).allSatisfy(n -> assertThat(n).isPositive());
        assertThat(broker().queueExists(queue())).isFalse();

        member(inbox, "&queueType=" + type);

        assertWhole(inbox.await(40), 40_000);
        assertThat(inbox.names()).doesNotHaveDuplicates();
        await("all are acknowledged").until(() -> counts().equals(List.of(0L, 0L, 0L, 0L)));
    }

    @Test
    void shouldReceiveFilesOfPlainPeersToo() throws Exception {
        member(inbox, "");
        Wire wire = wire();
        Wire.Sending half = wire.sending("a", true).start(null).chunk(bytes(10));
        wire.plainFile("b", bytes(50_000));
        half.end(null, null);
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactlyInAnyOrder("a", "b");
    }

    /** Each with a spool of its own, as on hosts of their own. */
    @ParameterizedTest
    @CsvSource({"classic, 20000, 1000", "quorum, 20000, 1000"})
    void shouldSharePartitionsWithMembersThatComeAndGo(String type, int size, int prefetch)
            throws Exception {
        String options = "&queueType=" + type + "&prefetchCount=" + prefetch + "&spoolDirectory=";
        Inbox a = new Inbox();
        Inbox b = new Inbox();
        Inbox c = new Inbox();
        CamelContext first = member(a, options + dir.resolve("spool/a"));
        CamelContext sender = sender();
        CompletableFuture<List<String>> sent = flow(sender, "x", size);
        a.await(20);

        member(b, options + dir.resolve("spool/b"));
        awaitTwoEach();
        first.stop();
        int before = b.all().size();
        b.await(before + 20);
        member(c, options + dir.resolve("spool/c"));
        awaitTwoEach();

        flowing = false;
        List<String> expected = sent.get();
        List<Inbox.Mail> all = new ArrayList<>();
        await("all files")
                .untilAsserted(
                        () -> {
                            all.clear();
                            Arrays.asList(a, b, c).forEach(box -> all.addAll(box.all()));
                            assertThat(all)
                                    .extracting(Inbox.Mail::name)
                                    .containsExactlyInAnyOrderElementsOf(expected);
                        });
        assertWhole(all, size);
    }

    private void awaitTwoEach() {
        Awaitility.await("both have their share")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () ->
                                assertThat(ActiveConsumers.counts(Brokers.rabbit(), queue()))
                                        .containsExactly(2L, 2L));
    }

    @Test
    void shouldGoOnWithLargeFilesOfAMemberWhoseSpoolIsShared() throws Exception {
        String options = "&prefetchCount=20";
        Inbox a = new Inbox();
        Inbox b = new Inbox();
        CamelContext first = member(a, options);
        member(b, options);
        CompletableFuture<List<String>> sent = flow(sender(), "x", 2_000_000);
        a.await(3);
        first.stop();
        b.await(3);
        flowing = false;
        List<String> expected = sent.get();
        await("all files")
                .untilAsserted(
                        () -> {
                            List<String> names = new ArrayList<>(a.names());
                            names.addAll(b.names());
                            assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
                        });
        assertWhole(a.all(), 2_000_000);
        assertWhole(b.all(), 2_000_000);
    }

    @Test
    void shouldSuspendAndResumeAllPartitions() throws Exception {
        CamelContext context = member(inbox, "");
        CamelContext sender = sender();
        context.getRouteController().suspendRoute("in");
        for (int i = 0; i < 20; i++) {
            send(sender, "f" + i, bytes(1000 + i));
        }
        await("they wait in the broker")
                .until(() -> counts().stream().mapToLong(Long::longValue).sum() == 20 * 3);
        assertThat(inbox.all()).isEmpty();
        context.getRouteController().resumeRoute("in");
        assertWhole(inbox.await(20), 1000);
    }

    @Test
    void shouldReportToASenderOnceForTheGroup() throws Exception {
        member(inbox, "");
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
        CamelContext context = member(inbox, "");
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
