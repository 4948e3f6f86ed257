package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.Address;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.Line;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.SimpleRoutingConnectionFactory;

/** The connection is that of spring-rabbitmq: endpoints, which a user already has. */
@RequiresRabbitMq
class SpringConnectionsTest {

    private static final String LINKS = "io.github.nanitefile.camel.connection.BrokerLinks";

    @TempDir Path folder;

    private final String name = UUID.randomUUID().toString();
    private final RabbitNode broker = Brokers.rabbit();
    private final CamelContext context = new DefaultCamelContext();
    private final CachingConnectionFactory spring = new CachingConnectionFactory("no-host.invalid");

    @BeforeEach
    void connect() {
        Line.assumeSpringRabbitMq();
        spring.setHost(broker.host());
        spring.setPort(broker.port());
        spring.setUsername(broker.username());
        spring.setPassword(broker.password());
    }

    @AfterEach
    void end() {
        context.stop();
        spring.destroy();
    }

    private void configureComponent() {
        SpringRabbitMQComponent component = new SpringRabbitMQComponent();
        component.setConnectionFactory(spring);
        context.addComponent("spring-rabbitmq", component);
    }

    @Test
    void shouldMoveAFileBesideRoutesOfSpringRabbitMq() throws Exception {
        configureComponent();
        List<String> bodies = new CopyOnWriteArrayList<>();
        String users = "spring-rabbitmq:%s?queues=%s&routingKey=%s".formatted(name, name, name);
        Moves.addRoutes(
                context,
                routes ->
                        routes.from(
                                        users
                                                + "&autoDeclare=true&arg.queue.durable=true&arg.queue.autoDelete=true&arg.exchange.autoDelete=true")
                                .process(in -> bodies.add(in.getMessage().getBody(String.class))));
        try (LogOf log = new LogOf(LINKS)) {
            Moves.shouldMoveAFile(context, folder, "");
            assertThat(log.lines())
                    .containsExactly(
                            "Files go through broker %s (virtual host '/', user '%s'), from the ConnectionFactory that spring-rabbitmq: endpoints use [NANITE-110]"
                                    .formatted(broker.addresses(), broker.username()));
        }
        context.createProducerTemplate().sendBody(users, "as before");
        Awaitility.await().until(() -> bodies.contains("as before"));
    }

    @Test
    void shouldTakeTheOnlyFactoryOfTheRegistryThoughNobodyAskedForTheComponent() throws Exception {
        context.getRegistry().bind("any name", spring);
        Moves.shouldMoveAFile(context, folder, "");
        assertThat(context.hasComponent("spring-rabbitmq")).isNull();
    }

    @Test
    void shouldTakeTheFactoryThatTheComponentFoundInTheRegistry() throws Exception {
        context.getRegistry().bind("any name", spring);
        context.getComponent("spring-rabbitmq");
        Moves.shouldMoveAFile(context, folder, "");
    }

    @Test
    void shouldTakeTheComponentThatSpringBootsStarterMade() throws Exception {
        SpringRabbitMQComponent component = new SpringRabbitMQComponent();
        component.setConnectionFactory(spring);
        context.getRegistry().bind("spring-rabbitmq-component", component);
        Moves.shouldMoveAFile(context, folder, "");
    }

    @Test
    void shouldPreferTheComponentsFactoryToOthersInTheRegistry() throws Exception {
        configureComponent();
        CachingConnectionFactory nobodys = new CachingConnectionFactory("no-such-host.invalid");
        context.getRegistry().bind("one", nobodys);
        context.getRegistry().bind("two", new CachingConnectionFactory("no-such-host.invalid"));
        Moves.shouldMoveAFile(context, folder, "");
    }

    @Test
    void shouldTakeTheNodesOfACluster() throws Exception {
        spring.setHost("no-such-host.invalid");
        spring.setAddresses("127.0.0.1:" + closedPort() + "," + broker.addresses());
        configureComponent();
        Moves.shouldMoveAFile(context, folder, "");
    }

    @Test
    void shouldAskTheAddressResolver() throws Exception {
        spring.setHost("no-such-host.invalid");
        spring.setAddressResolver(() -> List.of(new Address(broker.host(), broker.port())));
        configureComponent();
        Moves.shouldMoveAFile(context, folder, "");
    }

    @Test
    void shouldTakeTheVirtualHost() throws Exception {
        broker.ctl("add_vhost", name);
        try {
            broker.ctl("set_permissions", "-p", name, broker.username(), ".*", ".*", ".*");
            spring.setVirtualHost(name);
            configureComponent();
            Moves.shouldMoveAFile(context, folder, "");
            assertThat(broker.ctl("list_queues", "-p", name, "name")).contains("nanitefile:d");
            context.stop();
        } finally {
            broker.ctl("delete_vhost", name);
        }
    }

    /** Spring shares one connection among all who ask, and says when it ends. */
    @Test
    void shouldOpenTwoConnectionsOfItsOwnAndNoneOfSprings() throws Exception {
        configureComponent();
        Moves.shouldMoveAFile(context, folder, "");
        spring.destroy();
        String mine = "nanitefile " + context.getName() + " ";
        assertThat(
                        broker.ctl("list_connections", "client_properties")
                                .lines()
                                .filter(line -> line.contains(mine)))
                .hasSize(2);
        assertThat(spring.getRabbitConnectionFactory().getRequestedHeartbeat())
                .as("the user's own stays as it is")
                .isEqualTo(com.rabbitmq.client.ConnectionFactory.DEFAULT_HEARTBEAT);
    }

    @Test
    void shouldTakeAPasswordThatWasChangedMeanwhile() throws Exception {
        broker.ctl("add_user", name, "first-secret");
        try {
            broker.ctl("set_permissions", name, ".*", ".*", ".*");
            spring.setUsername(name);
            spring.setPassword("first-secret");
            configureComponent();
            Moves.shouldMoveAFile(context, folder, "");
            broker.ctl("change_password", name, "second-secret");
            spring.setPassword("second-secret");
            context.getRouteController().stopAllRoutes();
            broker.ctl("close_all_user_connections", name, "test");
            context.getRouteController().startAllRoutes();
            assertThat(broker.ctl("list_connections", "user").lines().filter(name::equals))
                    .isNotEmpty();
            context.stop();
        } finally {
            broker.ctl("delete_user", name);
        }
    }

    @Test
    void shouldSayThatAFactoryDoesNotShowWhatItConnectsTo() {
        SimpleRoutingConnectionFactory routing = new SimpleRoutingConnectionFactory();
        routing.setDefaultTargetConnectionFactory(spring);
        context.getRegistry().bind("routing", routing);
        Throwable failure =
                catchThrowable(
                        () -> {
                            Moves.addRoutes(
                                    context, routes -> routes.from("nanitefile:a").to("mock:a"));
                            context.start();
                        });
        assertThat(failure)
                .hasStackTraceContaining(
                        "The ConnectionFactory that spring-rabbitmq: endpoints use is a "
                                + SimpleRoutingConnectionFactory.class.getName()
                                + ", which does not show what it connects to: set the options addresses, username,"
                                + " password and virtualHost instead, or put a com.rabbitmq.client.ConnectionFactory"
                                + " into the registry");
    }

    private static int closedPort() throws Exception {
        try (ServerSocket gone = new ServerSocket(0)) {
            return gone.getLocalPort();
        }
    }
}
