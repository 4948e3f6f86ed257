package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded broker cannot do. */
@RequiresRabbitMq
class RabbitOnlyAmqpTest extends AmqpFixture {

    @Override
    RabbitNode broker() {
        return Brokers.rabbit();
    }

    @Test
    void shouldSayThatTheQueueWasDeleted() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription = subscribe(10, deliveries)) {
            channel.queueDelete(queueName);
            assertThat(deliveries.loss())
                    .hasMessage(
                            "Consuming queue '"
                                    + queueName
                                    + "' at "
                                    + connection.describe()
                                    + " ended: the queue was deleted, or its node stopped");
        }
        assertThat(deliveries.losses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void shouldHandOverToTheStandByWhenClosed(String type) throws Exception {
        QueueSpec queue =
                new QueueSpec(
                        queueName,
                        KEY,
                        true,
                        Map.of(QueueSpec.TYPE, type, "x-single-active-consumer", true));
        Deliveries active = new Deliveries();
        Deliveries standingBy = new Deliveries();
        BrokerConnection other = connection(broker().connectionFactory());
        Subscription first = Subscription.open(connection, exchange, queue, 10, Map.of(), active);
        try (Subscription second =
                Subscription.open(other, exchange, queue, 10, Map.of(), standingBy)) {
            publishAside("1", "2", "3");
            for (int i = 0; i < 3; i++) {
                active.next();
            }
            first.acknowledge(List.of(1L));
            assertThat(standingBy.all).isEmpty();
            first.close();
            assertThat(standingBy.nextBody()).isEqualTo("2");
            assertThat(standingBy.nextBody()).isEqualTo("3");
            second.acknowledge(List.of(1L, 2L));
        }
        assertThat(active.losses).isEmpty();
        Awaitility.await().atMost(PATIENCE).until(() -> broker().messageCount(queueName) == 0);
    }

    /** On RabbitMQ 3.10 and on 4.0 both count: what was requeued, and what a lost channel left. */
    @Test
    void shouldKnowHowOftenAQuorumQueueDeliveredAMessage() throws Exception {
        QueueSpec queue = new QueueSpec(queueName, KEY, true, Map.of(QueueSpec.TYPE, "quorum"));
        Deliveries requeuing = new Deliveries();
        try (Subscription subscription =
                Subscription.open(connection, exchange, queue, 10, Map.of(), requeuing)) {
            publishAside("1");
            for (int times = 0; times < 3; times++) {
                Delivery delivery = requeuing.next();
                assertThat(delivery.deliveredBefore()).isEqualTo(times);
                subscription.requeue(List.of(delivery.tag()));
            }
            assertThat(requeuing.next().deliveredBefore()).isEqualTo(3);
        }
        for (int times = 4; times < 6; times++) {
            Deliveries next = new Deliveries();
            try (Subscription subscription =
                    Subscription.open(connection, exchange, queue, 10, Map.of(), next)) {
                assertThat(next.next().deliveredBefore()).isEqualTo(times);
            }
        }
    }

    @Test
    void shouldRejectIntoTheDeadLetterExchange() throws Exception {
        String dead = channel.queueDeclare().getQueue();
        QueueSpec queue =
                new QueueSpec(
                        queueName,
                        KEY,
                        true,
                        Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription =
                Subscription.open(connection, exchange, queue, 10, Map.of(), deliveries)) {
            publishAside("1", "2");
            deliveries.next();
            deliveries.next();
            subscription.reject(List.of(2L));
            var letter =
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> channel.basicGet(dead, true), got -> got != null);
            assertThat(letter.getBody()).isEqualTo("2".getBytes(StandardCharsets.UTF_8));
            subscription.acknowledge(List.of(1L));
        }
    }

    private AbstractThrowableAssert<?, ?> complaintOf(Map<String, Object> arguments) {
        return complaintOf(new QueueSpec(queueName, KEY, true, arguments));
    }

    private AbstractThrowableAssert<?, ?> complaintOf(QueueSpec queue) {
        return assertThatThrownBy(
                        () ->
                                Subscription.open(
                                        connection,
                                        exchange,
                                        queue,
                                        10,
                                        Map.of(),
                                        new Deliveries()))
                .isInstanceOf(BrokerException.class);
    }

    private String existsWithOtherArguments() {
        return "Queue '%s' at %s exists with other arguments: "
                .formatted(queueName, connection.describe());
    }

    private String makeItAnew() {
        return " to make it anew, stop its senders, let its receivers finish what is in it, stop them, run: rabbitmqctl"
                + " delete_queue '"
                + queueName
                + "' (with -p for a virtual host), and start all again; or go on beside it with another group or queue,"
                + " which gets what is sent from then on";
    }

    @Test
    void shouldSayHowToMigrateFromAClassicQueueToAQuorumQueue() throws Exception {
        channel.queueDeclare(queueName, true, false, false, null);
        complaintOf(Map.of(QueueSpec.TYPE, "quorum"))
                .hasMessage(
                        existsWithOtherArguments()
                                + "x-queue-type is 'classic' there, and 'quorum' here. To use it as it is, set"
                                + " queueType=classic;"
                                + makeItAnew());

        broker().ctl("delete_queue", queueName);

        QueueSpec quorum = new QueueSpec(queueName, KEY, true, Map.of(QueueSpec.TYPE, "quorum"));
        Subscription.open(connection, exchange, quorum, 10, Map.of(), new Deliveries()).close();
    }

    @Test
    void shouldSayWhichArgumentOfAQueueIsNotAskedFor() throws Exception {
        channel.queueDeclare(queueName, true, false, false, Map.of("x-max-length", 5));
        complaintOf(Map.of())
                .hasMessage(
                        existsWithOtherArguments()
                                + "x-max-length is '5' there, and not set here. To use it as it is, set"
                                + " arg.queue.x-max-length=5;"
                                + makeItAnew());
    }

    /** Another group would read the same one. */
    @Test
    void shouldSayWhatItTakesToMakeAStreamAnew() throws Exception {
        Map<String, Object> stream = Map.of(QueueSpec.TYPE, "stream");
        channel.queueDeclare(
                queueName, true, false, false, Map.of(QueueSpec.TYPE, "stream", "x-max-age", "7D"));
        complaintOf(stream)
                .hasMessage(
                        "Stream '%1$s' at %2$s exists with other arguments: x-max-age is '7D' there, and not set here. To use it as it is, set arg.queue.x-max-age=7D; to make it anew, which takes what it has from all of its groups, stop its senders and readers, run: rabbitmqctl delete_queue '%1$s' (with -p for a virtual host), remove the progress of each group, and start all again; or read another one by the option queue"
                                .formatted(queueName, connection.describe()));
    }

    @Test
    void shouldSayWhichArgumentOfAQueueIsNotThere() throws Exception {
        channel.queueDeclare(queueName, true, false, false, null);
        complaintOf(Map.of("x-dead-letter-exchange", "failed"))
                .hasMessage(
                        existsWithOtherArguments()
                                + "x-dead-letter-exchange is not set there, and 'failed' here. To use it as it is, leave"
                                + " arg.queue.x-dead-letter-exchange out;"
                                + makeItAnew());
        complaintOf(Map.of("x-single-active-consumer", true))
                .hasMessageStartingWith(
                        existsWithOtherArguments()
                                + "x-single-active-consumer is not set there, and 'true' here. It cannot be used as it"
                                + " is, as two receivers would tear files apart: to make it anew");
    }

    /** The broker cuts what it says. */
    @Test
    void shouldSayHowToMigrateThoughTheNameOfTheQueueIsLong() throws Exception {
        for (int length : new int[] {120, 170, 250}) {
            String name = queueName + "n".repeat(length - queueName.length());
            channel.queueDeclare(name, true, false, false, null);
            try {
                complaintOf(new QueueSpec(name, KEY, true, Map.of(QueueSpec.TYPE, "quorum")))
                        .hasMessageStartingWith(
                                "Queue '" + name + "' at " + connection.describe() + " exists with")
                        .hasMessageContaining(" other arguments: x-queue-type is ")
                        .hasMessageContaining(" there")
                        .hasMessageContaining(" to make it anew, stop its senders, ");
            } finally {
                broker().ctl("delete_queue", name);
            }
        }
    }

    @Test
    void shouldSayThatAQueueDoesNotLast() throws Exception {
        assumeTrue(broker().majorVersion() == 3, "from 4 on such queues are on their way out");
        channel.queueDeclare(queueName, false, false, false, null);
        complaintOf(Map.of())
                .hasMessageStartingWith(
                        existsWithOtherArguments()
                                + "durable is 'false' there, and 'true' here. It cannot be used as it is, as it has to"
                                + " outlast its receivers and the broker: to make it anew");
    }

    @Test
    void shouldSayOnceThatAnExchangeIsUsedAsItStands() throws Exception {
        channel.exchangeDeclare(exchange.name(), "topic", false);
        try (LogOf log = new LogOf(Topology.class.getName())) {
            Publisher.open(connection, exchange, new Outcomes()).close();
            Publisher.open(connection, exchange, new Outcomes()).close();
            subscribe(1, new Deliveries()).close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Exchange '"
                                    + exchange.name()
                                    + "' at "
                                    + connection.describe()
                                    + " exists with other properties than exchangeDurable=true asks for, and is"
                                    + " used as it stands (inequivalent arg 'durable'");
        }
    }

    @Test
    void shouldUseATopicExchangeWithArgumentsAsItStands() throws Exception {
        channel.exchangeDeclare(
                exchange.name(), "topic", true, false, Map.of("alternate-exchange", "amq.fanout"));
        Publisher.open(connection, exchange, new Outcomes()).close();
    }

    /** Neither the publisher nor whoever closes may wait for a broker that reads nothing. */
    @Test
    void shouldKnowThatTheBrokerBlocksAndFreeWhoeverWaitsWhenClosed() throws Exception {
        Outcomes outcomes = new Outcomes();
        Publisher publisher = Publisher.open(connection, exchange, outcomes);
        assertThat(connection.blocked()).isFalse();
        broker().ctl("set_vm_memory_high_watermark", "0.0000001");
        try {
            Future<?> stuck = threads.goodbyes().submit(() -> publishForEver(publisher));
            Awaitility.await().atMost(PATIENCE).until(connection::blocked);
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .atMost(PATIENCE)
                    .until(() -> !stuck.isDone());
            connection.close();
            assertThatThrownBy(() -> stuck.get(2, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(BrokerException.class);
        } finally {
            broker().ctl("set_vm_memory_high_watermark", "0.4");
        }
    }

    private static Object publishForEver(Publisher publisher) throws BrokerException {
        String body = "x".repeat(100_000);
        while (true) {
            publish(publisher, body);
        }
    }

    @Test
    void shouldGoOnWhenTheBrokerNoLongerBlocks() throws Exception {
        Outcomes outcomes = new Outcomes();
        try (Publisher publisher = Publisher.open(connection, exchange, outcomes)) {
            broker().ctl("set_vm_memory_high_watermark", "0.0000001");
            try {
                publish(publisher, "one");
                Awaitility.await().atMost(PATIENCE).until(connection::blocked);
            } finally {
                broker().ctl("set_vm_memory_high_watermark", "0.4");
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !connection.blocked() && outcomes.confirmed.contains(1L));
        }
    }

    @Test
    void shouldSayWhichPermissionIsMissing() throws Exception {
        String user = "poor-" + unique;
        broker().ctl("add_user", user, "secret-of-the-poor");
        try {
            ConnectionFactory factory = broker().connectionFactory();
            factory.setUsername(user);
            factory.setPassword("secret-of-the-poor");
            BrokerConnection poor = connection(factory);
            assertThatThrownBy(poor::channel)
                    .isInstanceOf(BrokerException.class)
                    .hasMessage(
                            "Cannot connect to "
                                    + poor.describe()
                                    + ": access to vhost '/' refused for user '"
                                    + user
                                    + "' (an administrator gives it with rabbitmqctl set_permissions; or check"
                                    + " username and virtualHost)");
            broker().ctl("set_permissions", user, "", ".*", ".*");
            assertThatThrownBy(() -> Publisher.open(poor, exchange, new Outcomes()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith(
                            "Declaring topic exchange '"
                                    + exchange.name()
                                    + "' at "
                                    + poor.describe()
                                    + " failed: ") // RabbitMQ 4 says which access
                    .hasMessageContaining(
                            "access to exchange '"
                                    + exchange.name()
                                    + "' in vhost '/' refused for user '"
                                    + user
                                    + "'")
                    .hasMessageEndingWith(
                            " (ask the broker's administrator for rabbitmqctl set_permissions with a pattern for"
                                    + " configure that matches '"
                                    + exchange.name()
                                    + "', or check username and virtualHost)");
        } finally {
            broker().ctl("delete_user", user);
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchVirtualHost() {
        ConnectionFactory factory = broker().connectionFactory();
        factory.setVirtualHost("nowhere");
        BrokerConnection lost = connection(factory);
        assertThatThrownBy(lost::channel)
                .isInstanceOf(BrokerException.class)
                .hasMessage(
                        "Cannot connect to "
                                + lost.describe()
                                + ": vhost nowhere not found (check virtualHost, username and password)");
    }
}
