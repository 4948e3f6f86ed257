package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** The route that is named for the domain. */
abstract class ReceivingNamedContract extends Contract {

    private final Inbox own = new Inbox();
    private final Inbox named = new Inbox();

    private CamelContext receivers(String options, String id) throws Exception {
        return start(
                route -> {
                    route.from("direct:" + domain).routeId(id).process(named);
                    route.from(in(options)).routeId("own").process(own);
                });
    }

    @Test
    void shouldGiveTheFileToTheRouteNamedForItsDomain() throws Exception {
        receivers("", domain);
        send(sender(), "a", "text");
        assertThat(named.one().text()).isEqualTo("text");
        assertThat(own.all()).isEmpty();
    }

    @Test
    void shouldUseTheOwnRouteWhileTheNamedOneIsStopped() throws Exception {
        CamelContext context = receivers("", domain);
        context.getRouteController().stopRoute(domain);
        CamelContext sender = sender();
        send(sender, "a", "text");
        assertThat(own.one().name()).isEqualTo("a");
        context.getRouteController().startRoute(domain);
        send(sender, "b", "text");
        assertThat(named.one().name()).isEqualTo("b");
        assertThat(own.all()).hasSize(1);
    }

    @Test
    void shouldUseTheOwnRouteWhenNamesAreNotToCount() throws Exception {
        receivers("?routeByDomain=false", domain);
        send(sender(), "a", "text");
        assertThat(own.one().name()).isEqualTo("a");
        assertThat(named.all()).isEmpty();
    }

    @Test
    void shouldNotTakeARouteOfAnotherNameForIt() throws Exception {
        receivers("", "other");
        send(sender(), "a", "text");
        assertThat(own.one().name()).isEqualTo("a");
        assertThat(named.all()).isEmpty();
    }

    @Test
    void shouldNotTakeARouteOfAnotherInputForIt() throws Exception {
        start(
                route -> {
                    route.from("seda:" + domain).routeId(domain).process(named);
                    route.from(in("")).routeId("own").process(own);
                });
        send(sender(), "a", "text");
        assertThat(own.one().name()).isEqualTo("a");
        assertThat(named.all()).isEmpty();
    }

    @Test
    void shouldServeItselfWhenItsOwnRouteBearsTheName() throws Exception {
        start(route -> route.from(in("")).routeId(domain).process(own));
        send(sender(), "a", "text");
        assertThat(own.one().name()).isEqualTo("a");
    }

    @Test
    void shouldKeepAFileThatTheNamedRouteFailedOn() throws Exception {
        spoolKeepsFiles();
        start(
                route -> {
                    route.from("direct:" + domain)
                            .routeId(domain)
                            .throwException(new IllegalStateException("no"));
                    route.from(in("")).process(own);
                });
        send(sender(), "a.txt", "text");
        await("it is kept")
                .until(
                        () ->
                                files(spool()).stream()
                                        .anyMatch(n -> n.matches(".*/failed/.*/a.txt")));
        assertThat(own.all()).isEmpty();
    }
}
