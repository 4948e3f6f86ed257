package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Readers of a stream that lose their connection, fall behind, or whose route fails. */
@RequiresRabbitMq
class StreamFaultsTest extends StreamContract {

    private final Inbox inbox = new Inbox();

    private CamelContext readThrough(Relay relay, String options) throws Exception {
        CamelContext context =
                create(
                        route ->
                                route.from(
                                                in(
                                                        "?queueType=stream&group=x&addresses="
                                                                + relay.addresses()
                                                                + options))
                                        .routeId("in-" + domain)
                                        .process(inbox));
        context.start();
        return context;
    }

    @Test
    void shouldReadAgainFromTheStartOfTheFileInTheMiddleOfWhichTheConnectionWasLost()
            throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            readThrough(relay, "&prefetchCount=10");
            Wire wire = wire();
            Wire.Sending large = wire.sending("large", false).start(200_000L);
            for (int i = 0; i < 19; i++) {
                large.chunk(new byte[10_000]);
            }
            wire.annotatedFile("small", bytes(10));
            inbox.await(1);
            relay.cut();
            large.chunk(new byte[10_000]).end(200_000L, Wire.digest(new byte[200_000]));
            inbox.await(2);
            wire.annotatedFile("after", bytes(10));
            inbox.await(3);
            awaitProgress("x", 28);
            assertThat(inbox.names()).containsExactly("small", "large", "after");
            assertThat(inbox.all().get(1).bytes()).isEqualTo(new byte[200_000]);
            stopAll();
        }
    }

    @Test
    void shouldNotMissWhatIsSentWhileAwayThoughNothingHadComeBefore() throws Exception {
        try (Relay relay = new Relay(0, broker())) {
            readThrough(relay, "&streamOffset=next");
            CamelContext sender = sender();
            relay.cut();
            send(sender, "a", "1"); // it tries to come back after a second
            assertThat(inbox.one().name()).isEqualTo("a");
            assertThat(relay.connections()).isGreaterThan(1);
            stopAll();
        }
    }

    @Test
    void shouldHoldTheStreamBackWhileTheRouteIsSlow() throws Exception {
        Gate gate = new Gate();
        CamelContext context =
                start(
                        route ->
                                route.from(in("?queueType=stream&group=x&prefetchCount=30"))
                                        .process(gate)
                                        .process(inbox));
        Wire wire = wire();
        for (int i = 0; i < 50; i++) {
            wire.annotatedFile("f" + i, bytes(10));
        }
        gate.awaitReached();
        await("the window is full, and stays so")
                .during(Duration.ofSeconds(1))
                .until(() -> whole() == 10); // of three messages each
        assertThat(inbox.all()).isEmpty();
        gate.open();
        inbox.await(50);
        assertThat(inbox.names()).containsExactlyElementsOf(names(50));
        context.stop();
        assertThat(kept("x")).isEqualTo("150");
    }

    private long whole() {
        return files(spool()).stream().filter(file -> file.endsWith(".data")).count();
    }

    @Test
    void shouldReadOnAfterItsRouteWasSuspended() throws Exception {
        CamelContext context = reader("&group=x", inbox);
        CamelContext sender = sender();
        send(sender, "a", "1");
        inbox.await(1);
        context.getRouteController().suspendRoute("in-" + domain);
        send(sender, "b", bytes(50_000));
        assertThat(inbox.names()).containsExactly("a");
        context.getRouteController().resumeRoute("in-" + domain);
        inbox.await(2);
        assertThat(inbox.names()).containsExactly("a", "b");
    }

    @Test
    void shouldPassOverWhatCannotBeRead() throws Exception {
        read("&group=y");
        CamelContext context = reader("&group=x", inbox);
        wire().publish(new byte[] {4, 8, 'o'}, Map.of());
        wire().publish(new byte[] {1, 2, 3}, Map.of());
        send(sender(), "a", "1");
        assertThat(inbox.one().name()).isEqualTo("a");
        context.stop();
        assertThat(kept("x")).isEqualTo("5");
    }

    @Test
    void shouldKeepAFileThatItCannotReject() throws Exception {
        CamelContext context =
                start(
                        route ->
                                route.from(in("?queueType=stream&group=x&onFailure=reject"))
                                        .process(
                                                exchange -> {
                                                    throw new IllegalStateException("no");
                                                }));
        send(sender(), "a", bytes(100));
        var failed = progress("x").getParent().resolveSibling("failed");
        await("it is kept").until(() -> !files(failed).isEmpty());
        context.stop();
        assertThat(kept("x")).isEqualTo("3");

        var retry = Files.createDirectories(failed.resolveSibling("retry"));
        String token =
                failed.relativize(failed.resolve(files(failed).get(0))).getName(0).toString();
        Files.move(failed.resolve(token), retry.resolve(token));
        CamelContext again = reader("&group=x", inbox);
        assertThat(inbox.one().bytes()).isEqualTo(bytes(100));
        again.stop();
        assertThat(kept("x")).isEqualTo("3");
    }

    @Test
    void shouldWarnWhereTheStreamForgotWhatWasNotRead() throws Exception {
        rabbit().ctl(
                        "set_policy",
                        domain,
                        "^" + stream() + "$",
                        "{\"max-length-bytes\":1000000,\"stream-max-segment-size-bytes\":500000}",
                        "--apply-to",
                        "queues");
        try (LogOf log = new LogOf("io.github.nanitefile.camel.receive.StreamReading")) {
            CamelContext context = reader("&group=x", inbox);
            CamelContext sender = sender();
            send(sender, "a", "1");
            inbox.await(1);
            context.stop();
            for (int i = 0; i < 40; i++) {
                send(sender, "f" + i, bytes(200_000));
            }
            send(sender, "last", "2");
            read("&group=x").await(1);
            assertThat(log.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("Stream '" + stream() + "' does not have what comes after offset 3")
                    .contains("group 'x'");
        } finally {
            rabbit().ctl("clear_policy", domain);
        }
    }

    @Test
    void shouldReadAStreamThatWasDeletedAndDeclaredAnewFromItsBeginning() throws Exception {
        CamelContext sender = sender();
        CamelContext context = reader("&group=x", inbox);
        for (int i = 0; i < 5; i++) {
            send(sender, "f" + i, "1");
        }
        inbox.await(5);
        context.stop();
        deleteStream();
        declareStream();
        send(sender, "new", "2");
        CamelContext again = reader("&group=x", inbox);
        Awaitility.await("it is noticed")
                .atMost(Duration.ofMinutes(1))
                .until(() -> inbox.all().size() == 6);
        send(sender, "newer", "2");
        inbox.await(7);
        assertThat(inbox.names().subList(5, 7)).isEqualTo(List.of("new", "newer"));
        again.stop();
        assertThat(kept("x")).isEqualTo("6");
    }
}
