package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.transfer.send.TransferCancelledException;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What is seen of transfers from outside, and how they are cancelled. */
abstract class WatchingContract extends Contract {

    private static final int CHUNK = 16384;

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
    private final Inbox inbox = new Inbox();
    private final HeldBackStream body = new HeldBackStream(bytes(3 * CHUNK), 2 * CHUNK);

    /** Or a test that failed would take as long as a context waits for its exchanges. */
    @AfterEach
    void letGo() {
        body.letGo();
    }

    private CamelContext receiver() throws Exception {
        return start(route -> route.from(in("")).routeId("in").process(inbox));
    }

    private CamelContext sendingRoute() throws Exception {
        CamelContext context = create(route -> route.from("direct:out").to(in("")));
        context.setStreamCaching(false); // it would read all of the body before it is sent
        context.start();
        return context;
    }

    /** Sends a file of which the last third does not come before it is let go. */
    private CompletableFuture<Exchange> send(CamelContext sender) {
        return CompletableFuture.supplyAsync(
                () -> trySend(sender, "direct:out", body, Map.of(Exchange.FILE_NAME, "half.bin")));
    }

    private ObjectName name(CamelContext context, String kind) throws Exception {
        String pattern =
                "org.apache.camel:context=%s,type=nanitefile,kind=%s,*"
                        .formatted(context.getManagementName(), kind);
        Set<ObjectName> found = jmx.queryNames(new ObjectName(pattern), null);
        assertThat(found).as(pattern).hasSize(1);
        return found.iterator().next();
    }

    private Object attribute(CamelContext context, String kind, String attribute) throws Exception {
        return jmx.getAttribute(name(context, kind), attribute);
    }

    private void awaitBytes(CamelContext context, String kind) {
        await("two chunks at the " + kind)
                .untilAsserted(
                        () -> assertThat(attribute(context, kind, "Bytes")).isEqualTo(2L * CHUNK));
    }

    private boolean cancel(CamelContext context, String kind) throws Exception {
        Object token = attribute(context, kind, "OldestTransfer");
        return (boolean)
                jmx.invoke(
                        name(context, kind),
                        "cancelTransfer",
                        new Object[] {token},
                        new String[] {String.class.getName()});
    }

    @Test
    void shouldShowATransferInFlightInJmx() throws Exception {
        CamelContext receiver = receiver();
        CamelContext sender = sendingRoute();
        CompletableFuture<Exchange> sent = send(sender);

        awaitBytes(sender, "producer");
        awaitBytes(receiver, "consumer");
        for (CamelContext context : List.of(sender, receiver)) {
            assertThat(attribute(context, "endpoint", "TransfersInFlight")).isEqualTo(1);
            assertThat(attribute(context, "endpoint", "Bytes")).isEqualTo(2L * CHUNK);
        }
        assertThat(attribute(sender, "producer", "WindowSize")).isEqualTo(8L << 20);
        assertThat(attribute(receiver, "consumer", "WindowSize")).isEqualTo(1000L);
        await("messages of the window")
                .until(() -> (long) attribute(receiver, "consumer", "WindowUsed") == 3);
        TabularData table =
                (TabularData) jmx.invoke(name(receiver, "consumer"), "listTransfers", null, null);
        assertThat(table.values())
                .singleElement()
                .isInstanceOfSatisfying(
                        CompositeData.class,
                        row -> {
                            assertThat(row.get("name")).isEqualTo("half.bin");
                            assertThat(row.get("domain")).isEqualTo(domain);
                            assertThat(row.get("bytes")).isEqualTo(2L * CHUNK);
                        });

        body.letGo();

        assertThat(sent.get().getException()).isNull();
        assertThat(inbox.one().bytes()).isEqualTo(bytes(3 * CHUNK));
        assertThat(attribute(sender, "producer", "TransfersCompleted")).isEqualTo(1L);
        assertThat(attribute(receiver, "consumer", "TransfersCompleted")).isEqualTo(1L);
        assertThat(attribute(receiver, "consumer", "TransfersInFlight")).isEqualTo(0);
    }

    @Test
    void shouldFailTheExchangeAndTellReceiversWhenTheSenderIsCancelled() throws Exception {
        CamelContext receiver = receiver();
        CamelContext sender = sendingRoute();
        CompletableFuture<Exchange> sent = send(sender);
        awaitBytes(sender, "producer");
        awaitBytes(receiver, "consumer");

        assertThat(cancel(sender, "producer")).isTrue();

        assertThat(sent.get().getException())
                .isInstanceOf(TransferCancelledException.class)
                .hasMessageContaining("cancelled by an operator")
                .hasMessageContaining("half.bin")
                .hasMessageContaining(domain);
        awaitFailure(receiver, "consumer", "aborted");
        awaitFailure(sender, "producer", "cancelled");
        body.letGo();
        send(sender, "next", "text");
        assertThat(inbox.await(1)).extracting(Inbox.Mail::name).containsExactly("next");
    }

    @Test
    void shouldFailTheTransferAndSwallowTheRestWhenTheReceiverIsCancelled() throws Exception {
        CamelContext receiver = receiver();
        CamelContext sender = sendingRoute();
        CompletableFuture<Exchange> sent = send(sender);
        awaitBytes(receiver, "consumer");

        assertThat(cancel(receiver, "endpoint")).isTrue();

        awaitFailure(receiver, "consumer", "cancelled");
        body.letGo();
        assertThat(sent.get().getException()).isNull();
        send(sender, "next", "text");
        assertThat(inbox.await(1)).extracting(Inbox.Mail::name).containsExactly("next");
        assertThat(attribute(receiver, "consumer", "TransfersFailed")).isEqualTo(1L);
    }

    @Test
    void shouldSayThatThereIsNoSuchTransferToCancel() throws Exception {
        CamelContext receiver = receiver();
        Object[] unknown = {"00000000000000000000000000000000"};
        String[] types = {String.class.getName()};

        assertThat(jmx.invoke(name(receiver, "consumer"), "cancelTransfer", unknown, types))
                .isEqualTo(false);
    }

    private void awaitFailure(CamelContext context, String kind, String reason) {
        await(reason)
                .untilAsserted(
                        () -> {
                            TabularData table =
                                    (TabularData) attribute(context, kind, "FailuresByReason");
                            assertThat(table.get(new Object[] {reason})).isNotNull();
                        });
    }

    @Test
    void shouldShowATransferInFlightInTheDevConsole() throws Exception {
        CamelContext receiver = receiver();
        CamelContext sender = sendingRoute();
        CompletableFuture<Exchange> sent = send(sender);
        awaitBytes(receiver, "consumer");
        DevConsole console = DevConsoleRegistry.get(receiver).resolveById("nanitefile");

        assertThat((String) console.call(MediaType.TEXT))
                .contains("consumer in: 1 under way, 0 completed, 0 failed")
                .contains("'half.bin' from domain '" + domain + "': 32.8 kB, for");
        JsonObject json = (JsonObject) console.call(MediaType.JSON);
        assertThat(json.toJson())
                .contains("\"name\":\"half.bin\"")
                .contains("\"bytes\":" + 2 * CHUNK)
                .contains("\"kind\":\"consumer\"");

        body.letGo();
        assertThat(sent.get().getException()).isNull();
        inbox.one();
    }

    @Test
    void shouldBeReadyWhileTheBrokerIsThere() throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            String through = "?addresses=" + relay.addresses();
            CamelContext context =
                    start(
                            route -> {
                                route.from(in(through)).routeId("in").process(inbox);
                                route.from("direct:out").to(in(through));
                            });
            assertThat(check(context, "nanitefile-consumer-in").getState()).isEqualTo(State.UP);
            assertThat(check(context, "nanitefile-sending").getState()).isEqualTo(State.UP);

            relay.close();

            await("down")
                    .untilAsserted(
                            () ->
                                    assertThat(readiness(context).values())
                                            .extracting(HealthCheck.Result::getState)
                                            .containsOnly(State.DOWN));
            assertThat(check(context, "nanitefile-consumer-in").getMessage())
                    .hasValueSatisfying(
                            message -> assertThat(message).contains("Files do not come in"));
            assertThat(check(context, "nanitefile-sending").getMessage())
                    .hasValueSatisfying(
                            message -> assertThat(message).contains("Files cannot be sent"));
            context.stop();
            assertThat(readiness(context)).isEmpty();
        }
    }

    @Test
    void shouldNotBeReadyWhenTheSpoolCannotBeWritten() throws Exception {
        CamelContext receiver = receiver();
        assertThat(check(receiver, "nanitefile-consumer-in").getState()).isEqualTo(State.UP);

        Files.move(spool(), dir.resolve("away"));

        HealthCheck.Result result = check(receiver, "nanitefile-consumer-in");
        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("spoolDirectory"));
        Files.move(dir.resolve("away"), spool());
    }

    @Test
    void shouldBeReadyWhileTheRouteIsSuspended() throws Exception {
        CamelContext receiver = receiver();

        receiver.getRouteController().suspendRoute("in");

        assertThat(check(receiver, "nanitefile-consumer-in").getState()).isEqualTo(State.UP);
    }

    private static Map<String, HealthCheck.Result> readiness(CamelContext context) {
        return HealthCheckRegistry.get(context).stream()
                .filter(check -> check.getId().startsWith("nanitefile-"))
                .collect(Collectors.toMap(check -> check.getId(), check -> check.callReadiness()));
    }

    private static HealthCheck.Result check(CamelContext context, String id) {
        return readiness(context).get(id);
    }

    @Test
    void shouldShowNoPasswordAnywhere() throws Exception {
        String uri =
                "%s?username=%s&password=RAW(%s)&secureKeyPassword=RAW(hidden+secret)"
                        .formatted(in(""), broker().username(), broker().password());
        CamelContext context = start(route -> route.from(uri).routeId("in").process(inbox));

        StringBuilder all = new StringBuilder();
        for (String kind : List.of("endpoint", "consumer")) {
            ObjectName name = name(context, kind);
            all.append(name);
            for (MBeanAttributeInfo attribute : jmx.getMBeanInfo(name).getAttributes()) {
                all.append(jmx.getAttribute(name, attribute.getName()));
            }
        }
        readiness(context)
                .values()
                .forEach(r -> all.append(r.getCheck().getId()).append(r.getDetails()));
        DevConsole console = DevConsoleRegistry.get(context).resolveById("nanitefile");
        all.append(console.call(MediaType.TEXT)).append(console.call(MediaType.JSON));

        assertThat(all.toString())
                .contains(domain)
                .doesNotContain("hidden")
                .doesNotContain("RAW(")
                .doesNotContain("password=" + broker().password());
    }

    @Test
    void shouldMeasureWithTheRegistryOfTheContext() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        CamelContext context =
                create(
                        route -> {
                            route.from(in("?maxFileSize=" + 3 * CHUNK)).process(inbox);
                            route.from("direct:out").to(in(""));
                        });
        context.setStreamCaching(false);
        context.getRegistry().bind("meters", meters);
        context.start();
        CompletableFuture<Exchange> sent = send(context);
        await("a transfer under way on both sides")
                .until(
                        () ->
                                meters.get("nanitefile.transfers.active").longTaskTimers().stream()
                                                .mapToInt(timer -> timer.activeTasks())
                                                .sum()
                                        == 2);
        body.letGo();
        assertThat(sent.get().getException()).isNull();
        inbox.one();
        trySend(context, "direct:out", bytes(4 * CHUNK), Map.of(Exchange.FILE_NAME, "large"));

        Tags refused =
                Tags.of(
                        "direction",
                        "receiving",
                        "domain",
                        domain,
                        "outcome",
                        "failed",
                        "reason",
                        "refused");
        await("meters")
                .untilAsserted(
                        () ->
                                assertThat(
                                                meters.find("nanitefile.transfers")
                                                        .tags(refused)
                                                        .timer())
                                        .isNotNull()
                                        .extracting(Timer::count)
                                        .isEqualTo(1L));
        assertThat(
                        meters.get("nanitefile.bytes")
                                .tags("direction", "receiving", "domain", domain)
                                .counter()
                                .count())
                .isEqualTo(3.0 * CHUNK);
        assertThat(
                        meters.get("nanitefile.transfers")
                                .tags("direction", "sending", "outcome", "completed")
                                .timer()
                                .count())
                .isEqualTo(2);
    }

    @Test
    void shouldNameTheTransferInTheMdcOfTheRouteThatGetsIt() throws Exception {
        Map<String, String> seen = new ConcurrentHashMap<>();
        CamelContext receiver =
                create(
                        route ->
                                route.from(in(""))
                                        .process(e -> seen.putAll(MDC.getCopyOfContextMap()))
                                        .threads(1)
                                        .process(
                                                e ->
                                                        seen.put(
                                                                "on another thread",
                                                                String.valueOf(
                                                                        MDC.get(
                                                                                "nanitefile.domain"))))
                                        .process(inbox));
        receiver.setUseMDCLogging(true);
        receiver.setMDCLoggingKeysPattern("nanitefile.*");
        receiver.start();

        String token = token(send(sender(), "a.txt", "text"));

        inbox.one();
        assertThat(seen)
                .containsEntry("nanitefile.token", token)
                .containsEntry("nanitefile.domain", domain)
                .containsEntry("on another thread", domain);
    }

    @Test
    void shouldTakeEverythingAwayWhenItStops() throws Exception {
        CamelContext receiver = receiver();
        String pattern =
                "org.apache.camel:context=%s,type=nanitefile,*"
                        .formatted(receiver.getManagementName());
        assertThat(jmx.queryNames(new ObjectName(pattern), null)).hasSize(2);

        receiver.stop();

        assertThat(jmx.queryNames(new ObjectName(pattern), null)).isEmpty();
    }
}
