package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.testing.RabbitNode;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What is left when a context has stopped: nothing. */
abstract class LeftoversContract extends Contract {

    private void nothingIsLeftOf(CamelContext context) {
        await("no thread").untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(Files.exists(spool()) ? files(spool()) : List.of()).isEmpty();
        if (broker() instanceof RabbitNode rabbit) {
            await("no connection")
                    .untilAsserted(
                            () ->
                                    assertThat(rabbit.ctl("list_connections", "client_properties"))
                                            .doesNotContain("nanitefile " + context.getName()));
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("NaniteFile") || name.contains("AMQP Connection"))
                .toList();
    }

    @Test
    void shouldLeaveNothingAfterTheContextStopped() throws Exception {
        Inbox inbox = new Inbox();
        CamelContext context =
                start(
                        route -> {
                            route.from(in("?prefetchCount=4")).process(inbox);
                            route.from(in("?broadcast=true")).process(inbox);
                        });
        send(context, "a", bytes(500_000));
        inbox.await(2);
        context.stop();
        nothingIsLeftOf(context);
        if (broker() instanceof RabbitNode rabbit) {
            assertThat(rabbit.ctl("list_queues", "name").lines().filter(q -> q.contains(domain)))
                    .containsExactly(queue());
        }
    }

    @Test
    void shouldLeaveNothingAfterItFailedToStart() throws Exception {
        CamelContext context =
                create(
                        route -> {
                            route.from(in("")).routeId("1").process(e -> {});
                            route.from(in("?broadcast=true")).routeId("2").process(e -> {});
                            route.from(in("?prefetchCount=0")).routeId("3").process(e -> {});
                        });
        assertThatThrownBy(context::start).hasStackTraceContaining("prefetchCount");
        context.stop();
        nothingIsLeftOf(context);
    }

    @Test
    void shouldLeaveNothingAfterTheBrokerRefusedTheUser() throws Exception {
        CamelContext context = create(route -> route.from(in("")).to(in("")));
        options(context).setPassword("wrong");
        assertThatThrownBy(context::start).hasStackTraceContaining("password");
        context.stop();
        nothingIsLeftOf(context);
    }

    @Test
    void shouldLeaveNothingOfARouteThatIsRemoved() throws Exception {
        Inbox inbox = new Inbox();
        CamelContext context = start(route -> route.from(in("")).routeId("in").process(inbox));
        send(context, "a", "1");
        inbox.await(1);
        context.getRouteController().stopRoute("in");
        context.removeRoute("in");
        assertThat(threads())
                .noneMatch(n -> n.contains("NaniteFileRe") || n.contains("NaniteFileRoute"));
        context.stop();
        nothingIsLeftOf(context);
    }

    @Test
    void shouldLeaveNothingOfFilesThatWereHalfHere() throws Exception {
        CamelContext context = start(route -> route.from(in("")).process(e -> {}));
        wire().sending("half", false).start(null).chunk(bytes(10));
        await("it grows").until(() -> files(spool()).stream().anyMatch(n -> n.endsWith(".data")));
        context.stop();
        stopAll();
        nothingIsLeftOf(context);
    }
}
