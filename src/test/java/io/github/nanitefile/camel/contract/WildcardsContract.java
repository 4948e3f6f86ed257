package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.JaxbRoutesLoader;
import io.github.nanitefile.testing.LogOf;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumers of many domains. All domains of a test begin with the test's own. */
abstract class WildcardsContract extends Contract {

    private final Inbox inbox = new Inbox();

    /** Receives from the test's domain with this behind it. */
    private CamelContext receive(String behind, Inbox into) throws Exception {
        return start(route -> route.from(in(behind)).process(into));
    }

    private void sendTo(CamelContext context, String domain, String name, Object body) {
        Exchange sent =
                trySend(context, "nanitefile:" + domain, body, Map.of(Exchange.FILE_NAME, name));
        assertThat(sent.getException()).isNull();
    }

    private String noReceiver(CamelContext context, String domain) {
        Exchange sent = trySend(context, "nanitefile:" + domain, "x", Map.of());
        assertThat(sent.getException()).isNotNull();
        return sent.getException().getMessage();
    }

    private static Map<String, Object> domainsByName(Inbox inbox) {
        return inbox.all().stream()
                .collect(
                        Collectors.toMap(
                                Inbox.Mail::name, mail -> mail.header(NaniteFileConstants.DOMAIN)));
    }

    @Test
    void shouldReceiveFromAllDomainsWithAWordInPlaceOfTheStar() throws Exception {
        receive(".*.in", inbox);
        CamelContext sender = sender();

        sendTo(sender, domain + ".a.in", "a", bytes(100_000));
        sendTo(sender, domain + ".b.in", "b", "b");

        inbox.await(2);
        assertThat(domainsByName(inbox))
                .isEqualTo(Map.of("a", domain + ".a.in", "b", domain + ".b.in"));
        for (String other : List.of(domain + ".in", domain + ".a.b.in", domain + ".a.out")) {
            assertThat(noReceiver(sender, other)).contains("no receiver");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".#", ".%23", ".#?group=north", ".%23?group=north&broadcast=true"})
    void shouldReceiveFromAllDomainsWithAnyWordsInPlaceOfTheHash(String behind) throws Exception {
        receive(behind, inbox);
        CamelContext sender = sender();

        sendTo(sender, domain, "none", "1");
        sendTo(sender, domain + ".a", "one", "2");
        sendTo(sender, domain + ".a.b", "two", "3");

        inbox.await(3);
        assertThat(domainsByName(inbox))
                .isEqualTo(Map.of("none", domain, "one", domain + ".a", "two", domain + ".a.b"));
        assertThat(noReceiver(sender, domain + "x")).contains("no receiver");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "#", "%23"})
    void shouldReceiveFromEveryDomain(String pattern) throws Exception {
        start(route -> route.from("nanitefile:" + pattern + "?broadcast=true").process(inbox));
        send(sender(), "a", "1");
        await("a file of " + domain)
                .untilAsserted(() -> assertThat(domainsByName(inbox)).containsEntry("a", domain));
    }

    @Test
    void shouldTakeWildcardsInXml() throws Exception {
        CamelContext context = create();
        context.addRoutes(
                xml(
                        context,
                        """
                        <routes>
                          <route><from uri="nanitefile:%1$s.*"/><to uri="seda:in"/></route>
                          <route><from uri="nanitefile:%1$s.#?group=b"/><to uri="seda:in"/></route>
                          <route><from uri="nanitefile:%1$s.%%23?group=c"/><to uri="seda:in"/></route>
                        </routes>
                        """
                                .formatted(domain)));
        context.addRoutes(
                new org.apache.camel.builder.RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:in").process(inbox);
                    }
                });
        context.start();
        sendTo(context, domain + ".a", "a", "1");
        assertThat(inbox.await(3))
                .extracting(mail -> mail.header(NaniteFileConstants.DOMAIN))
                .containsOnly(domain + ".a")
                .hasSize(3);
    }

    private static RoutesBuilder xml(CamelContext context, String xml) {
        JaxbRoutesLoader loader = new JaxbRoutesLoader();
        loader.setCamelContext(context);
        return loader.loadRoutesBuilder(ResourceHelper.fromString("routes.xml", xml));
    }

    @Test
    void shouldGiveACopyToTheWildcardAndOneToWhoNamesTheDomain() throws Exception {
        Inbox plain = new Inbox();
        start(
                route -> {
                    route.from(in(".*")).process(inbox);
                    route.from(in(".a")).process(plain);
                });
        CamelContext sender = sender();

        sendTo(sender, domain + ".a", "both", bytes(50_000));
        sendTo(sender, domain + ".b", "one", "1");

        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("both", "one");
        assertThat(plain.one().bytes()).isEqualTo(bytes(50_000));
        assertThat(plain.all()).hasSize(1);
    }

    @Test
    void shouldGiveAFileToTheRouteNamedForItsOwnDomain() throws Exception {
        Inbox named = new Inbox();
        start(
                route -> {
                    route.from("direct:" + domain + ".a").routeId(domain + ".a").process(named);
                    route.from(in(".*")).routeId(domain + ".*").process(inbox);
                });
        CamelContext sender = sender();

        sendTo(sender, domain + ".a", "a", "1");
        sendTo(sender, domain + ".b", "b", "2");

        assertThat(named.one().name()).isEqualTo("a");
        assertThat(inbox.one().name()).isEqualTo("b");
        assertThat(named.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", ".#"})
    void shouldKeepWhatIsSentWhileItIsAway(String pattern) throws Exception {
        receive(pattern, new Inbox()).stop();
        sendTo(sender(), domain + ".a", "a", bytes(50_000));
        assertThat(broker().messageCount("nanitefile:" + domain + pattern + ":camel")).isEqualTo(6);
        receive(pattern, inbox);
        assertThat(inbox.one().bytes()).isEqualTo(bytes(50_000));
    }

    /** A window of four messages: a file of that size is spilled, and its record written. */
    /** It would lead a route out of its folder, or into another URI than it was written for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "./../../x",
                ".x?fileName=y",
                ".${body}",
                ".a\nNANITE-1",
                ".a..b",
                ".a b"
            })
    void shouldTakeNoDomainThatNobodyWroteAndThatMayDoHarm(String hostile) throws Exception {
        receive(".#", inbox);
        try (LogOf log = new LogOf("io.github.nanitefile.camel.receive.UnreadableMessages")) {
            wire(domain + hostile).annotatedFile("evil", bytes(10));
            wire(domain + ".ö-1_@").annotatedFile("good", bytes(10));
            assertThat(inbox.one().name()).isEqualTo("good");
            assertThat(log.lines().get(0))
                    .contains("domain '" + domain + hostile.replace('\n', '?') + "', transfer '")
                    .contains("receive from it by its name alone");
        }
        assertThat(inbox.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", ".#"})
    void shouldKeepALargeFileInASpoolOfItsOwn(String pattern) throws Exception {
        receive(pattern + "?prefetchCount=4", inbox);
        sendTo(sender(), domain + ".a", "a", bytes(1_000_000));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(1_000_000));
        assertThat(inbox.one().header(NaniteFileConstants.DOMAIN)).isEqualTo(domain + ".a");
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", ".#"})
    void shouldBeSeenUnderItsPattern(String pattern) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        CamelContext context = create(route -> route.from(in(pattern)).process(inbox));
        context.getRegistry().bind("meters", meters);
        context.start();
        sendTo(context, domain + ".a", "a", "1");
        inbox.one();

        String route = context.getRoutes().get(0).getId();
        assertThat(consumers(context)).containsExactly(route);
        HealthCheck check =
                HealthCheckRegistry.get(context).stream()
                        .filter(one -> one.getId().equals("nanitefile-consumer-" + route))
                        .findFirst()
                        .orElseThrow();
        assertThat(check.callReadiness().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(check.callReadiness().getDetails())
                .containsEntry("nanitefile.domain", domain + pattern);
        await("counted")
                .untilAsserted(
                        () ->
                                assertThat(
                                                meters.get("nanitefile.transfers")
                                                        .tags(
                                                                "direction",
                                                                "receiving",
                                                                "domain",
                                                                domain + pattern)
                                                        .timer()
                                                        .count())
                                        .isEqualTo(1));
    }

    private static List<String> consumers(CamelContext context) throws Exception {
        Set<ObjectName> names =
                ManagementFactory.getPlatformMBeanServer()
                        .queryNames(
                                new ObjectName(
                                        "org.apache.camel:context=%s,type=nanitefile,kind=consumer,*"
                                                .formatted(context.getManagementName())),
                                null);
        return names.stream().map(name -> ObjectName.unquote(name.getKeyProperty("name"))).toList();
    }

    /** Without a route its name is that of the domain. */
    @ParameterizedTest
    @ValueSource(strings = {".*", ".#"})
    void shouldBeSeenWithoutARoute(String pattern) throws Exception {
        CamelContext context = start();
        var consumer = context.getEndpoint(in(pattern)).createConsumer(inbox);
        consumer.start();
        sendTo(context, domain + ".a", "a", "1");
        inbox.one();
        assertThat(consumers(context))
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith(domain + pattern + "("));
        consumer.stop();
        assertThat(consumers(context)).isEmpty();
    }
}
