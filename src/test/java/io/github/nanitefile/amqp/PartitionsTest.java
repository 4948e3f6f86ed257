package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consistent-hash exchange, on a node that is restarted. */
@RequiresRabbitMq
class PartitionsTest extends AmqpFixture {

    private static final String PLUGIN = "rabbitmq_consistent_hash_exchange";
    private static final int TOKENS = 1000;

    private static RabbitNode node;

    @BeforeAll
    static void startNode() {
        node = RabbitNode.start();
    }

    @AfterAll
    static void endNode() {
        node.close();
    }

    @Override
    RabbitNode broker() {
        return node;
    }

    private QueueSpec spec(String type) {
        return new QueueSpec(
                queueName,
                KEY,
                true,
                Map.of(QueueSpec.TYPE, type, "x-single-active-consumer", true));
    }

    private void declare(List<QueueSpec> partitions) throws Exception {
        declare(connection, partitions.get(0));
    }

    private void declare(BrokerConnection member, QueueSpec one) throws Exception {
        member.topology().declare(exchange);
        Channel own = member.channel();
        member.partitions().declare(own, exchange, one);
        own.close();
    }

    /** Publishes a message for each, and says in which queue each is; they are out of it then. */
    private Map<String, String> places(List<String> ids, List<QueueSpec> partitions)
            throws Exception {
        try (Connection fresh = broker().connectionFactory().newConnection()) {
            Channel own = fresh.createChannel();
            own.confirmSelect();
            for (String id : ids) {
                AMQP.BasicProperties properties =
                        new AMQP.BasicProperties.Builder().correlationId(id).build();
                own.basicPublish(exchange.name(), KEY, properties, new byte[1]);
            }
            own.waitForConfirmsOrDie(PATIENCE.toMillis());
            Map<String, String> places = new HashMap<>();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                for (QueueSpec partition : partitions) {
                                    drain(own, partition.name(), places);
                                }
                                return places.size() == ids.size();
                            });
            return places;
        }
    }

    private static void drain(Channel channel, String queue, Map<String, String> places)
            throws Exception {
        GetResponse got = channel.basicGet(queue, true);
        while (got != null) {
            places.put(got.getProps().getCorrelationId(), queue);
            got = channel.basicGet(queue, true);
        }
    }

    private static List<String> tokens() {
        return Stream.generate(() -> Token.random().value()).limit(TOKENS).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void shouldPutATokenIntoTheSamePartitionHoweverOftenTheyAreDeclared(int count)
            throws Exception {
        node.enablePlugin(PLUGIN);
        assertTokensStay(spec("classic").partitions(count));
    }

    /** Not the same as before: RabbitMQ restores bindings in any order, as a busy machine shows. */
    @Test
    void shouldPutATokenIntoOnePartitionAfterARestart() throws Exception {
        node.enablePlugin(PLUGIN);
        List<QueueSpec> partitions = spec("classic").partitions(4);
        declare(partitions);

        node.kill();
        node.restart();

        assertTokensStay(partitions);
    }

    private void assertTokensStay(List<QueueSpec> partitions) throws Exception {
        declare(partitions);
        List<String> tokens = tokens();
        Map<String, String> before = places(tokens, partitions);
        assertThat(before.values()).containsAll(partitions.stream().map(QueueSpec::name).toList());
        declare(connection(broker().connectionFactory()), partitions.get(1));
        assertThat(places(tokens, partitions)).isEqualTo(before);
    }

    @Test
    void shouldNumberPartitionsInTheSameWayHoweverManyDeclareThemAtOnce() throws Exception {
        node.enablePlugin(PLUGIN);
        List<QueueSpec> partitions = spec("classic").partitions(4);
        List<String> tokens = tokens();
        declare(partitions);
        Map<String, String> alone = places(tokens, partitions);
        for (QueueSpec partition : partitions) {
            channel.queueDelete(partition.name());
        }
        channel.exchangeDelete(partitions.get(0).partitioning().exchange());

        List<BrokerConnection> members =
                Stream.generate(() -> connection(broker().connectionFactory())).limit(4).toList();
        List<Map.Entry<BrokerConnection, QueueSpec>> all =
                members.stream()
                        .flatMap(one -> partitions.stream().map(part -> Map.entry(one, part)))
                        .toList();
        all.parallelStream()
                .forEach(
                        one -> {
                            try {
                                declare(one.getKey(), one.getValue());
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });

        assertThat(places(tokens, partitions)).isEqualTo(alone);
    }

    @Test
    void shouldPutAllMessagesWithoutATokenIntoOnePartition() throws Exception {
        node.enablePlugin(PLUGIN);
        List<QueueSpec> partitions = spec("classic").partitions(4);
        declare(partitions);
        publishAside(Stream.generate(() -> "x").limit(50).toArray(String[]::new));
        Map<String, Integer> counts = new TreeMap<>();
        for (QueueSpec partition : partitions) {
            counts.put(
                    partition.name(),
                    channel.queueDeclarePassive(partition.name()).getMessageCount());
        }
        assertThat(counts.values()).containsExactlyInAnyOrder(0, 0, 0, 50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void shouldCountMembersAsTheyComeAndGo(String type) throws Exception {
        QueueSpec partition = spec(type).partitions(2).get(0);
        BrokerConnection other = connection(broker().connectionFactory());
        try (RollCall first = RollCall.open(connection, partition)) {
            assertThat(first.members()).isEqualTo(1);
            RollCall second = RollCall.open(other, partition);
            Awaitility.await().atMost(PATIENCE).until(() -> first.members() == 2);
            other.close();
            Awaitility.await().atMost(PATIENCE).until(() -> first.members() == 1);
            assertThat(second.isOpen()).isFalse();
        }
    }

    @Test
    void shouldNamePartitionsInTheOrderOfTheirNumbers() {
        List<String> names =
                new QueueSpec("q", KEY, true, Map.of())
                        .partitions(12).stream().map(QueueSpec::name).collect(Collectors.toList());
        assertThat(names).startsWith("q:01-of-12", "q:02-of-12").endsWith("q:12-of-12").isSorted();
    }

    @Test
    void shouldNameTheQueueThatExistsWithOtherArguments() throws Exception {
        node.enablePlugin(PLUGIN);
        List<QueueSpec> partitions = spec("classic").partitions(2);
        String other = partitions.get(1).name();
        channel.queueDeclare(other, true, false, false, Map.of("x-queue-type", "quorum"));
        assertThatThrownBy(
                        () ->
                                Subscription.open(
                                        connection,
                                        exchange,
                                        partitions.get(0),
                                        10,
                                        Map.of(),
                                        new Deliveries()))
                .hasMessageContaining("Queue '" + other + "'")
                .hasMessageContaining("exists with other arguments");
    }

    /** One by one on the same connection, as its consumer comes back by itself. */
    @Test
    void shouldBringBackAQueueAndAnExchangeThatWereDeleted() throws Exception {
        node.enablePlugin(PLUGIN);
        List<QueueSpec> partitions = spec("classic").partitions(2);
        declare(partitions);
        channel.queueDelete(partitions.get(0).name());
        declare(partitions);
        assertTokensStay(partitions);

        channel.exchangeDelete(partitions.get(0).partitioning().exchange());
        assertThatThrownBy(() -> declare(partitions)).hasStackTraceContaining("no exchange");
        assertTokensStay(partitions);
    }

    /** And leaves the connection of all others alone, which a refused type ends. */
    @Test
    void shouldSayWhichPluginIsMissing() throws Exception {
        try (RabbitNode bare = RabbitNode.start()) {
            BrokerConnection plain = connection(bare.connectionFactory());
            Deliveries others = new Deliveries();
            QueueSpec partition = spec("classic").partitions(2).get(1);
            try (Subscription other =
                    Subscription.open(plain, exchange, shared, 10, Map.of(), others)) {
                assertThatThrownBy(
                                () ->
                                        Subscription.open(
                                                plain,
                                                exchange,
                                                partition,
                                                10,
                                                Map.of(),
                                                new Deliveries()))
                        .isInstanceOf(BrokerException.class)
                        .hasMessage(
                                "Partitions need RabbitMQ's plugin rabbitmq_consistent_hash_exchange, which "
                                        + plain.describe()
                                        + " has not: run rabbitmq-plugins enable"
                                        + " rabbitmq_consistent_hash_exchange on each of its nodes, or"
                                        + " leave out the option partitions");
                assertThat(others.losses).isEmpty();
                bare.enablePlugin(PLUGIN);
                Subscription.open(plain, exchange, partition, 10, Map.of(), new Deliveries())
                        .close();
                assertThat(others.losses).isEmpty();
            }
        }
    }
}
