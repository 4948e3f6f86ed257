package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

/** What becomes of a file when the route fails on it. */
abstract class RouteFailureContract extends Contract {

    private final Inbox inbox = new Inbox();
    private final AtomicInteger tries = new AtomicInteger();

    private CamelContext failing(String options, int times) throws Exception {
        return start(
                route ->
                        route.from(in(options))
                                .routeId("in")
                                .process(
                                        exchange -> {
                                            if (tries.incrementAndGet() <= times) {
                                                throw new IllegalStateException("no " + tries);
                                            }
                                        })
                                .process(inbox));
    }

    private List<String> kept() {
        return files(spool()).stream().filter(name -> name.contains("/failed/")).toList();
    }

    @Test
    void shouldKeepTheFileWithWhatIsKnownOfIt() throws Exception {
        spoolKeepsFiles();
        failing("", 1);
        String token = token(send(sender(), "sub/a.txt", bytes(50_000)));
        await("file, headers and record").until(() -> kept().size() == 3);
        Path folder = spool().resolve(kept().get(0)).getParent();
        assertThat(folder.getFileName()).hasToString(token);
        assertThat(folder.resolve("a.txt")).hasBinaryContent(bytes(50_000));
        assertThat(Files.readString(folder.resolve("headers.properties")))
                .contains("destination=sub/a.txt", "no 1", token);
        await("it is acknowledged").until(() -> broker().messageCount(queue()) == 0);
        send(sender(), "b", "next");
        assertThat(inbox.one().name()).isEqualTo("b");
    }

    @Test
    void shouldDeliverAKeptFileAgainOnceItIsMovedToRetry() throws Exception {
        CamelContext context = failing("", 1);
        String token = token(send(sender(), "sub/a.txt", bytes(50_000)));
        await("file, headers and record").until(() -> kept().size() == 3);
        Path folder = spool().resolve(kept().get(0)).getParent();
        Files.move(folder, folder.getParent().resolveSibling("retry").resolve(token));
        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(inbox.one().name()).isEqualTo("sub/a.txt");
        assertThat(inbox.one().token()).isEqualTo(token);
        assertThat(inbox.one().header("CamelNaniteFileVerified")).isEqualTo(true);
    }

    @Test
    void shouldTakeAFileForDoneWhoseFailureTheRouteHandled() throws Exception {
        start(
                route -> {
                    route.onException(IllegalStateException.class).handled(true).process(inbox);
                    route.from(in("")).throwException(new IllegalStateException("no"));
                });
        send(sender(), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
        await("it is acknowledged").until(() -> broker().messageCount(queue()) == 0);
        assertThat(kept()).isEmpty();
    }

    @Test
    void shouldGiveTheFileToEveryRedeliveryOfTheRoute() throws Exception {
        start(
                route -> {
                    route.onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                    route.from(in(""))
                            .process(
                                    exchange -> {
                                        exchange.getMessage().getBody(String.class);
                                        if (tries.incrementAndGet() <= 2) {
                                            throw new IllegalStateException("no");
                                        }
                                    })
                            .process(inbox);
                });
        send(sender(), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
    }

    @Test
    void shouldCountAFailureBehindSedaAsTheRoutes() throws Exception {
        spoolKeepsFiles();
        start(
                route -> {
                    route.from(in("")).to("seda:next");
                    route.from("seda:next").throwException(new IllegalStateException("no"));
                });
        send(sender(), "a.txt", "text");
        await("file, headers and record").until(() -> kept().size() == 3);
    }

    @Test
    void shouldKeepAFileThatTheRouteRolledBack() throws Exception {
        spoolKeepsFiles();
        start(route -> route.from(in("")).rollback("not today"));
        send(sender(), "a.txt", "text");
        await("file, headers and record").until(() -> kept().size() == 3);
    }

    @Test
    void shouldKeepAFileThatWasSpilledWhenItCannotBeRejected() throws Exception {
        spoolKeepsFiles();
        failing("?onFailure=reject&prefetchCount=4", 1);
        send(sender(), "a.txt", bytes(500_000));
        await("file, headers and record").until(() -> kept().size() == 3);
    }

    @Test
    void shouldRejectAFileAndGoOn() throws Exception {
        failing("?onFailure=reject", 1);
        CamelContext sender = sender();
        send(sender, "a", bytes(50_000));
        await("it failed").until(() -> tries.get() == 1);
        send(sender, "b", bytes(5));
        assertThat(inbox.one().name()).isEqualTo("b");
        await("the queue is empty").until(() -> broker().messageCount(queue()) == 0);
        assertThat(kept()).isEmpty();
    }

    @Test
    void shouldDeliverASpilledFileAgainAfterTheDelay() throws Exception {
        failing("?onFailure=requeue&requeueDelay=50&prefetchCount=4", 2);
        String token = token(send(sender(), "a", bytes(500_000)));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(500_000));
        assertThat(inbox.one().token()).isEqualTo(token);
        assertThat(tries).hasValue(3);
    }

    @Test
    void shouldNotDeliverAFileAgainThatWentThroughAnotherMembersRouteMeanwhile() throws Exception {
        IdempotentRepository shared = MemoryIdempotentRepository.memoryIdempotentRepository();
        CamelContext context =
                create(
                        route ->
                                route.from(
                                                in(
                                                        "?onFailure=requeue&requeueDelay=50&prefetchCount=4"
                                                                + "&idempotentRepository=#seen"))
                                        .process(
                                                exchange -> {
                                                    tries.incrementAndGet();
                                                    // as the other member does
                                                    shared.add(queue() + "/" + tokenOf(exchange));
                                                    throw new IllegalStateException("no");
                                                }));
        context.getRegistry().bind("seen", shared);
        context.start();

        send(sender(), "a", bytes(500_000));

        await("it is done with")
                .until(
                        () ->
                                tries.get() > 0
                                        && broker().messageCount(queue()) == 0
                                        && files(spool()).stream()
                                                .noneMatch(name -> name.endsWith(".data")));
        assertThat(tries).hasValue(1);
    }

    private static String tokenOf(Exchange exchange) {
        return exchange.getMessage().getHeader(NaniteFileConstants.TOKEN, String.class);
    }
}
