package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.Contexts;
import io.github.nanitefile.camel.NaniteFileComponent;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all contract suites share: a domain, a folder and contexts for each test, and the rule that
 * nothing is left in the spool afterwards.
 */
abstract class Contract {

    /** Longer than anything takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final String domain = "d" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir Path dir;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean spoolKeeps;

    abstract TestBroker broker();

    /** A context with these routes, not started; it is stopped after the test. */
    final CamelContext create(LambdaRouteBuilder... routes) throws Exception {
        CamelContext context = Contexts.create(broker(), spool());
        for (LambdaRouteBuilder route : routes) {
            RouteBuilder.addRoutes(context, route);
        }
        open.push(context);
        return context;
    }

    final CamelContext start(LambdaRouteBuilder... routes) throws Exception {
        CamelContext context = create(routes);
        context.start();
        return context;
    }

    /** A context that only sends. */
    final CamelContext sender() throws Exception {
        return start();
    }

    /** A context in which an inbox takes what comes to the test's domain. */
    final Inbox receive(String options) throws Exception {
        Inbox inbox = new Inbox();
        start(route -> route.from(in(options)).routeId("in-" + domain).process(inbox));
        return inbox;
    }

    /** The endpoint of the test's domain. */
    final String in(String options) {
        return "nanitefile:" + domain + options;
    }

    /** The queue of the test's domain and the default group. */
    final String queue() {
        return "nanitefile:" + domain + ":camel";
    }

    final Wire wire() throws Exception {
        return wire(domain);
    }

    /** For another domain. */
    final Wire wire(String domain) throws Exception {
        Wire wire = new Wire(broker(), domain);
        open.push(wire);
        return wire;
    }

    /** Sends and returns the exchange, however it went. */
    static Exchange trySend(
            CamelContext context, String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate()
                .send(
                        uri,
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeaders(new HashMap<>(headers));
                        });
    }

    /** Sends a file of the test's domain, and insists on success. */
    final Exchange send(CamelContext context, String name, Object body) {
        return sendWith(context, body, Map.of(Exchange.FILE_NAME, name));
    }

    /** Sends to the test's domain with these headers, and insists on success. */
    final Exchange sendWith(CamelContext context, Object body, Map<String, Object> headers) {
        Exchange exchange = trySend(context, in(""), body, headers);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    static String token(Exchange sent) {
        return sent.getMessage().getHeader(NaniteFileConstants.TOKEN, String.class);
    }

    static NaniteFileConfiguration options(CamelContext context) {
        return context.getComponent("nanitefile", NaniteFileComponent.class).getConfiguration();
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .pollDelay(Duration.ZERO);
    }

    /** Bytes that repeat nowhere, the same for the same length. */
    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    final Path spool() {
        return dir.resolve("spool");
    }

    final Path file(String name, byte[] content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** All regular files below a folder, relative to it; none where there is no folder. */
    static List<String> files(Path folder) {
        try {
            return FileTree.files(folder).stream()
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that files stay in the spool after this test, which looks at them itself. */
    final void spoolKeepsFiles() {
        spoolKeeps = true;
    }

    final void stopAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @AfterEach
    void leaveNothing() throws Exception {
        stopAll();
        if (!spoolKeeps) {
            assertThat(files(spool())).as("left in the spool").isEmpty();
        }
    }
}
