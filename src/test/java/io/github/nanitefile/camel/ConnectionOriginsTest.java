package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.Line;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.rabbitmq.RabbitMQComponent;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.beans.DirectFieldAccessor;

/** Where the connection comes from, in a Camel context. */
class ConnectionOriginsTest {

    private static final String PASSWORD_OF_NOBODY = "s3cr3t+of&nobody";

    @TempDir Path spool;

    private final String domain = "d" + UUID.randomUUID();
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void spoolInTheTestsFolder() {
        component().getConfiguration().setSpoolDirectory(spool.toString());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldTakeTheEndpointsOwnOptions() throws Exception {
        TestBroker broker = Brokers.embedded();
        shouldMoveAFile(
                "nanitefile:%s?addresses=%s&username=%s&password=RAW(%s)"
                        .formatted(
                                domain, broker.addresses(), broker.username(), broker.password()));
        assertThat(context.getEndpoints().toString()).doesNotContain(broker.password());
    }

    @Test
    void shouldTakeTheComponentsOptions() throws Exception {
        NaniteFileConfiguration options = component().getConfiguration();
        options.setAddresses(Brokers.embedded().addresses());
        options.setUsername(Brokers.embedded().username());
        options.setPassword(Brokers.embedded().password());
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    void shouldTakeTheOnlyConnectionFactoryInTheRegistryByItself() throws Exception {
        context.getRegistry().bind("any name", Brokers.embedded().connectionFactory());
        // Camel autowires a component when it comes into being.
        context.removeComponent("nanitefile");
        spoolInTheTestsFolder();
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    void shouldTakeTheConnectionFactoryThatTheOptionNames() throws Exception {
        context.getRegistry().bind("theOne", Brokers.embedded().connectionFactory());
        context.getRegistry().bind("theOther", new ConnectionFactory());
        shouldMoveAFile("nanitefile:" + domain + "?connectionFactory=#bean:theOne");
    }

    @Test
    void shouldPreferOwnOptionsToAConnectionFactory() throws Exception {
        component().getConfiguration().setConnectionFactory(nobodysFactory());
        shouldMoveAFile("nanitefile:" + domain + "?addresses=embedded:");
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheConfiguredRabbitMqComponent() throws Exception {
        context.addComponent("rabbitmq", rabbitMqComponent());
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheRabbitMqComponentOfTheRegistry() throws Exception {
        context.getRegistry().bind("rabbitmq", rabbitMqComponent());
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    @RequiresRabbitMq
    void shouldMoveAFileBesideRoutesOfRabbitMq() throws Exception {
        context.addComponent("rabbitmq", rabbitMqComponent());
        List<String> bodies = new CopyOnWriteArrayList<>();
        String users =
                "rabbitmq:%s?queue=%s&routingKey=%s&autoDelete=true"
                        .formatted(domain, domain, domain);
        Moves.addRoutes(
                context,
                routes ->
                        routes.from(users)
                                .process(in -> bodies.add(in.getMessage().getBody(String.class))));
        try (LogOf log = new LogOf("io.github.nanitefile.camel.connection.BrokerLinks")) {
            Moves.shouldMoveAFile(context, spool, "");
            assertThat(log.lines())
                    .containsExactly(
                            "Files go through broker %s (virtual host '/', user '%s'), from the configured rabbitmq component [NANITE-110]"
                                    .formatted(
                                            Brokers.rabbit().addresses(),
                                            Brokers.rabbit().username()));
        }
        context.createProducerTemplate().sendBody(users, "as before");
        Awaitility.await().until(() -> bodies.contains("as before"));
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheVirtualHostOfTheRabbitMqComponent() throws Exception {
        RabbitNode broker = Brokers.rabbit();
        broker.ctl("add_vhost", domain);
        try {
            broker.ctl("set_permissions", "-p", domain, broker.username(), ".*", ".*", ".*");
            RabbitMQComponent component = rabbitMqComponent();
            component.setVhost(domain);
            context.addComponent("rabbitmq", component);
            shouldMoveAFile("nanitefile:" + domain);
            assertThat(broker.ctl("list_queues", "-p", domain, "name"))
                    .contains("nanitefile:" + domain);
            context.stop();
        } finally {
            broker.ctl("delete_vhost", domain);
        }
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheRabbitMqComponentThatSpringBootsStarterMade() throws Exception {
        context.getRegistry().bind("rabbitmq-component", rabbitMqComponent());
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    @RequiresRabbitMq
    void shouldPreferTheRabbitMqComponentToSpringRabbitMq() throws Exception {
        context.addComponent("rabbitmq", rabbitMqComponent());
        context.getRegistry().bind("spring", new CachingConnectionFactory("no-host.invalid"));
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheAddressesOfTheRabbitMqComponent() throws Exception {
        RabbitMQComponent component = rabbitMqComponent();
        component.setHostname("no-such-host.invalid");
        component.setAddresses(Brokers.rabbit().addresses());
        context.addComponent("rabbitmq", component);
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheConnectionFactoryOfTheRabbitMqComponent() throws Exception {
        RabbitMQComponent component = new RabbitMQComponent();
        component.setConnectionFactory(Brokers.rabbit().connectionFactory());
        context.addComponent("rabbitmq", component);
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    void shouldPreferAConnectionFactoryToTheRabbitMqComponent() throws Exception {
        RabbitMQComponent nobodys = new RabbitMQComponent();
        nobodys.setHostname("no-such-host.invalid");
        context.addComponent("rabbitmq", nobodys);
        component().getConfiguration().setConnectionFactory(Brokers.embedded().connectionFactory());
        shouldMoveAFile("nanitefile:" + domain);
    }

    @Test
    void shouldDoWithoutCamelRabbitMqAndWithoutSpring() throws Exception {
        Line.assumeSpringRabbitMq();
        runWithout(
                "startARoute",
                RabbitMQComponent.class,
                SpringRabbitMQComponent.class,
                CachingConnectionFactory.class,
                DirectFieldAccessor.class);
    }

    @Test
    void shouldTakeSpringsConnectionFactoryWithoutCamelSpringRabbitMq() throws Exception {
        Line.assumeSpringRabbitMq();
        runWithout("takeSprings", RabbitMQComponent.class, SpringRabbitMQComponent.class);
    }

    /**
     * Runs a method of {@link InAnotherClassLoader} where the artifacts of these classes are not.
     */
    private void runWithout(String method, Class<?>... missing) throws Exception {
        Set<Path> artifacts = new HashSet<>();
        for (Class<?> one : missing) {
            artifacts.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        URL[] classPath =
                Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .filter(path -> !artifacts.contains(Path.of(path)))
                        .map(ConnectionOriginsTest::url)
                        .toArray(URL[]::new);
        try (URLClassLoader without =
                new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            for (Class<?> one : missing) {
                assertThatThrownBy(() -> without.loadClass(one.getName()))
                        .isInstanceOf(ClassNotFoundException.class);
            }
            Thread.currentThread().setContextClassLoader(without);
            without.loadClass(InAnotherClassLoader.class.getName())
                    .getMethod(method, String.class)
                    .invoke(null, spool.toString());
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
    }

    /** Runs in a class loader that has not everything. */
    public static final class InAnotherClassLoader {

        private InAnotherClassLoader() {}

        /** Without any option, which asks every origin there is. */
        public static void startARoute(String spool) throws Exception {
            try (CamelContext context = new DefaultCamelContext()) {
                assertThat(broker(context, spool))
                        .isEqualTo("broker localhost:5672 (virtual host '/', user 'guest')");
            }
        }

        /** Has the ConnectionFactory of spring-rabbit alone. */
        public static void takeSprings(String spool) throws Exception {
            CachingConnectionFactory spring = new CachingConnectionFactory("here", 1);
            try (CamelContext context = new DefaultCamelContext()) {
                context.getRegistry().bind("spring", spring);
                assertThat(broker(context, spool))
                        .isEqualTo("broker here:1 (virtual host '/', user 'guest')");
            } finally {
                spring.destroy();
            }
        }

        private static String broker(CamelContext context, String spool) {
            NaniteFileComponent component =
                    context.getComponent("nanitefile", NaniteFileComponent.class);
            component.getConfiguration().setSpoolDirectory(spool);
            context.start();
            return component.link(component.getConfiguration()).publishing().describe();
        }
    }

    @Test
    void shouldStartTheEmbeddedBrokerAndEndItWithTheComponent() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        shouldMoveAFile("nanitefile:" + domain + "?addresses=embedded:" + port);
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        context.stop();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void shouldStartTheEmbeddedBrokerAgainWithTheContext() throws Exception {
        shouldMoveAFile("nanitefile:" + domain + "?addresses=embedded:");
        context.stop();
        context.start();
        moveAFile("nanitefile:" + domain + "?addresses=embedded:");
    }

    @Test
    void shouldRefuseAnEmbeddedBrokerOnNoPort() {
        assertThat(reason("nanitefile:a?addresses=embedded:x"))
                .isEqualTo(
                        "Option addresses=embedded:x cannot be: it takes 'embedded:', or 'embedded:' and a port");
        assertThat(reason("nanitefile:a?addresses=embedded:70000"))
                .isEqualTo(
                        "Option addresses=embedded:70000 cannot be: it takes 'embedded:', or 'embedded:' and a port");
    }

    @Test
    void shouldRefuseAddressesThatAreNone() {
        assertThat(reason("nanitefile:a?addresses=host:port"))
                .isEqualTo(
                        "Option addresses=host:port cannot be: it takes host:port, or several with commas between them");
        assertThat(reason("nanitefile:a?addresses=RAW(amqp://me:my-secret@host:5672)"))
                .isEqualTo(
                        "Option addresses cannot hold a URI or a user: it takes host:port, or several with commas between"
                                + " them; the others are options username, password and virtualHost");
    }

    @Test
    void shouldShareOneConnectionEachWayAmongEqualOptions() {
        NaniteFileConfiguration one = new NaniteFileConfiguration();
        one.setAddresses("here:1");
        NaniteFileConfiguration equal = one.copy();
        equal.setGroup("another");
        NaniteFileConfiguration other = one.copy();
        other.setVirtualHost("elsewhere");
        context.start();
        assertThat(component().link(equal)).isSameAs(component().link(one));
        assertThat(component().link(other)).isNotSameAs(component().link(one));
        assertThat(component().link(one).publishing())
                .isNotSameAs(component().link(one).consuming());
    }

    @Test
    @RequiresRabbitMq
    void shouldOpenTwoConnectionsHoweverManyEndpoints() throws Exception {
        component().getConfiguration().setConnectionFactory(Brokers.rabbit().connectionFactory());
        for (int i = 0; i < 3; i++) {
            addRoute("nanitefile:" + domain + i + "?group=g" + i, i);
        }
        context.start();
        for (int i = 0; i < 3; i++) {
            context.createProducerTemplate().sendBody("nanitefile:" + domain + i, "hello");
        }
        String mine = "nanitefile " + context.getName();
        assertThat(
                        Brokers.rabbit()
                                .ctl("list_connections", "client_properties")
                                .lines()
                                .filter(line -> line.contains(mine + " ")))
                .hasSize(2);
        for (int i = 0; i < 3; i++) {
            context.getRouteController().stopRoute("receive" + i);
        }
    }

    @Test
    void shouldNeverTellAPassword() throws Exception {
        String uri =
                "nanitefile:a?addresses=%s&username=nobody&password=RAW(%s)"
                        .formatted(Brokers.embedded().addresses(), PASSWORD_OF_NOBODY);
        assertThat(context.getEndpoint(uri).toString())
                .contains("xxxxxx")
                .doesNotContain(PASSWORD_OF_NOBODY);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        Throwable failure;
        try {
            failure = catchThrowable(() -> start(uri));
        } finally {
            root.detachAppender(log);
        }
        assertThat(failure).isNotNull();
        assertThat(log.list).isNotEmpty();
        assertThat(log.list.toString()).doesNotContain(PASSWORD_OF_NOBODY);
        for (Throwable one = failure; one != null; one = one.getCause()) {
            assertThat(one.toString()).doesNotContain(PASSWORD_OF_NOBODY);
        }
    }

    private String reason(String uri) {
        try (CamelContext own = new DefaultCamelContext()) {
            own.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to(uri);
                        }
                    });
            return failureOf(own);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String failureOf(CamelContext context) {
        Throwable failure = catchThrowable(context::start);
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof IllegalArgumentException && one.getMessage().startsWith("Option")) {
                return one.getMessage();
            }
        }
        throw new AssertionError("another failure", failure);
    }

    private NaniteFileComponent component() {
        return context.getComponent("nanitefile", NaniteFileComponent.class);
    }

    private static ConnectionFactory nobodysFactory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("no-such-host.invalid");
        return factory;
    }

    private static RabbitMQComponent rabbitMqComponent() {
        RabbitMQComponent component = new RabbitMQComponent();
        component.setHostname(Brokers.rabbit().host());
        component.setPortNumber(Brokers.rabbit().port());
        component.setUsername(Brokers.rabbit().username());
        component.setPassword(Brokers.rabbit().password());
        component.setVhost("/");
        return component;
    }

    private void shouldMoveAFile(String uri) throws Exception {
        start(uri);
        moveAFile(uri);
    }

    private void start(String uri) throws Exception {
        addRoute(uri, 0);
        context.start();
    }

    private void addRoute(String uri, int number) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri)
                                .routeId("receive" + number)
                                .convertBodyTo(String.class)
                                .to("mock:received" + number);
                    }
                });
    }

    private void moveAFile(String uri) throws Exception {
        MockEndpoint received = context.getEndpoint("mock:received0", MockEndpoint.class);
        received.reset();
        received.expectedBodiesReceived("hello");
        context.createProducerTemplate().sendBody(uri, "hello");
        received.assertIsSatisfied(20_000);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
