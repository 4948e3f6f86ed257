package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What holds on every broker. */
abstract class AmqpContract extends AmqpFixture {

    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");

    @Test
    void shouldConfirmAllThatIsPublished() throws Exception {
        Outcomes outcomes = new Outcomes();
        try (Publisher publisher = Publisher.open(connection, exchange, outcomes)) {
            bindAside();
            for (int i = 1; i <= 500; i++) {
                assertThat(publish(publisher, "body " + i)).isEqualTo(i);
            }
            List<Long> all = LongStream.rangeClosed(1, 500).boxed().toList();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(outcomes.confirmed).containsExactlyElementsOf(all));
            assertThat(outcomes.refused).isEmpty();
            assertThat(outcomes.returned).isEmpty();
        }
        assertThat(broker().messageCount(queueName)).isEqualTo(500);
        assertThat(outcomes.losses).as("closed by this side").isEmpty();
    }

    @Test
    void shouldReturnWhatHasNoQueue() throws Exception {
        Outcomes outcomes = new Outcomes();
        try (Publisher publisher = Publisher.open(connection, exchange, outcomes)) {
            publish(publisher, "nobody there");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> outcomes.returned.contains(TOKEN.value()));
        }
    }

    @Test
    void shouldWriteEveryHeaderAsAString() throws Exception {
        List<Annotations> annotations =
                List.of(
                        Annotations.ofStart(3, 1L << 40, Duration.ofSeconds(90)),
                        Annotations.ofChunk(1, Long.MAX_VALUE),
                        Annotations.ofEnd(1, 5, Digest.parse("sha-256:" + "ab".repeat(32)), null),
                        Annotations.ofAbort(2, "because ".repeat(100)));
        try (Publisher publisher = Publisher.open(connection, exchange, new Outcomes())) {
            bindAside();
            for (Annotations one : annotations) {
                publisher.publish(KEY, new byte[] {1}, TOKEN, "FileStart", one);
            }
            publisher.flush();
            for (Annotations one : annotations) {
                GetResponse got = get();
                Map<String, Object> headers = got.getProps().getHeaders();
                assertThat(headers.values()).allMatch(LongString.class::isInstance);
                assertThat(Annotations.fromHeaders(headers)).isEqualTo(one);
            }
        }
    }

    @Test
    void shouldNamePacketAndTransferInTheProperties() throws Exception {
        try (Publisher publisher = Publisher.open(connection, exchange, new Outcomes())) {
            bindAside();
            publisher.publish(KEY, new byte[] {7}, TOKEN, "FileEnd", Annotations.PLAIN);
            publisher.flush();
            GetResponse got = get();
            assertThat(got.getBody()).containsExactly(7);
            assertThat(got.getEnvelope().getRoutingKey()).isEqualTo(KEY);
            assertThat(got.getProps().getCorrelationId()).isEqualTo(TOKEN.value());
            assertThat(got.getProps().getType()).isEqualTo("FileEnd");
            assertThat(got.getProps().getContentType()).isEqualTo("application/octet-stream");
            assertThat(got.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(got.getProps().getMessageId()).isNull();
            assertThat(got.getProps().getHeaders()).isNullOrEmpty();
        }
    }

    @Test
    void shouldTellThePublisherThatItsConnectionWasLost() throws Exception {
        Outcomes outcomes = new Outcomes();
        try (Publisher publisher = Publisher.open(connection, exchange, outcomes)) {
            breakConnection();
            BrokerException loss = outcomes.losses.take();
            assertThat(loss).hasMessageStartingWith("Publishing at " + connection.describe());
            assertThatThrownBy(() -> publish(publisher, "late"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("Publishing at " + connection.describe());
        }
        Publisher.open(connection, exchange, outcomes).close();
    }

    /** The client counts it, the broker does not: no confirm could be trusted any more. */
    @Test
    void shouldCloseTheChannelOfAMessageThatCannotBeWritten() throws Exception {
        Outcomes outcomes = new Outcomes();
        try (Publisher publisher = Publisher.open(connection, exchange, outcomes)) {
            assertThatThrownBy(
                            () ->
                                    publisher.publish(
                                            "k".repeat(300),
                                            new byte[1],
                                            TOKEN,
                                            "FileEnd",
                                            Annotations.PLAIN))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> publish(publisher, "next"))
                    .isInstanceOf(BrokerException.class);
        }
        assertThat(outcomes.losses).as("closed by this side").isEmpty();
    }

    /** Messages of any size, and an owner whose disk is slow. */
    @Test
    void shouldReadNoMoreThanItsOwnerHasRoomFor() throws Exception {
        int bytes = 1 << 20;
        int most = (int) (DeliveryBudget.LIMIT_OF_ONE / bytes);
        String megabyte = "m".repeat(bytes);
        Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
        Deliveries deliveries = new Deliveries(kept);
        Subscription subscription = subscribe(100, deliveries);
        BrokerConnection other = connection(broker().connectionFactory());
        try (Publisher publisher = Publisher.open(other, exchange, new Outcomes())) {
            for (int i = 0; i < 2 * most; i++) {
                publish(publisher, megabyte);
            }
        }
        Awaitility.await().until(() -> deliveries.all.size() == most);
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(() -> deliveries.all.size() == most);

        kept.remove().run();
        Awaitility.await().until(() -> deliveries.all.size() == most + 1);

        subscription.close(); // for which the connection has to be read
    }

    @Test
    void shouldSayWhereReceiptsAreWaitedFor() throws Exception {
        try (Publisher publisher = Publisher.open(connection, exchange, new Outcomes())) {
            bindAside();
            publisher.publish(
                    KEY,
                    new byte[1],
                    TOKEN,
                    "FileChunk",
                    Annotations.ofChunk(1, 0).withReplyTo("nanitefile:receipts:x"));
            publisher.flush();
            GetResponse got = get();
            assertThat(got.getProps().getReplyTo()).isEqualTo("nanitefile:receipts:x");
        }
    }

    @Test
    void shouldTellTheSubscriberThatItsConnectionWasLost() throws Exception {
        Deliveries deliveries = new Deliveries();
        Subscription lost = subscribe(10, deliveries);
        breakConnection();
        assertThat(deliveries.loss())
                .hasMessageStartingWith(
                        "Consuming queue '" + queueName + "' at " + connection.describe());
        lost.close();
        try (Subscription again = subscribe(10, deliveries)) {
            publishAside("after");
            assertThat(deliveries.nextBody()).isEqualTo("after");
            again.acknowledge(List.of(1L));
        }
    }

    @Test
    void shouldDeliverBodyKeyAndHeaders() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Publisher publisher = Publisher.open(connection, exchange, new Outcomes());
                Subscription subscription = subscribe(10, deliveries)) {
            publish(publisher, "hello");
            Delivery delivery = deliveries.next();
            assertThat(Deliveries.body(delivery)).isEqualTo("hello");
            assertThat(delivery.routingKey()).isEqualTo(KEY);
            assertThat(delivery.deliveredBefore()).isZero();
            assertThat(delivery.headers()).containsKey(Annotations.OFFSET);
            subscription.acknowledge(List.of(delivery.tag()));
        }
    }

    @Test
    void shouldKeepNothingOfWhatIsAcknowledgedInAnyOrder() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription = subscribe(10, deliveries)) {
            publishAside("1", "2", "3", "4", "5");
            for (int i = 0; i < 5; i++) {
                deliveries.next();
            }
            subscription.acknowledge(List.of(4L, 2L));
            subscription.acknowledge(List.of(1L));
            subscription.acknowledge(List.of(5L, 3L));
            Awaitility.await().atMost(PATIENCE).until(() -> count() == 0);
        }
        assertThat(count()).isZero();
        assertThat(deliveries.losses).isEmpty();
    }

    @Test
    void shouldLeaveWhatIsNotAcknowledgedToTheNext() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription = subscribe(10, deliveries)) {
            publishAside("1", "2", "3");
            for (int i = 0; i < 3; i++) {
                deliveries.next();
            }
            subscription.acknowledge(List.of(2L));
        }
        Deliveries others = new Deliveries();
        try (Subscription next = subscribe(10, others)) {
            Delivery first = others.next();
            assertThat(Deliveries.body(first)).isEqualTo("1");
            assertThat(first.deliveredBefore()).isEqualTo(1);
            assertThat(others.nextBody()).isEqualTo("3");
            next.acknowledge(List.of(1L, 2L));
        }
        assertThat(count()).isZero();
    }

    @Test
    void shouldPutBackWhatIsRequeued() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription = subscribe(10, deliveries)) {
            publishAside("1", "2", "3");
            for (int i = 0; i < 3; i++) {
                deliveries.next();
            }
            subscription.requeue(List.of(1L, 3L));
            Delivery one = deliveries.next();
            Delivery other = deliveries.next();
            assertThat(List.of(one, other))
                    .allMatch(delivery -> delivery.deliveredBefore() > 0)
                    .extracting(Deliveries::body)
                    .containsExactlyInAnyOrder("1", "3");
            subscription.acknowledge(List.of(2L, one.tag(), other.tag()));
        }
        assertThat(count()).isZero();
    }

    @Test
    void shouldDropWhatIsRejected() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription = subscribe(10, deliveries)) {
            publishAside("1", "2", "3");
            for (int i = 0; i < 3; i++) {
                deliveries.next();
            }
            subscription.reject(List.of(1L, 2L));
            subscription.acknowledge(List.of(3L));
            Awaitility.await().atMost(PATIENCE).until(() -> count() == 0);
        }
        assertThat(deliveries.all).hasSize(3);
        assertThat(count()).isZero();
    }

    @Test
    void shouldNeverHaveMoreUnsettledThanThePrefetchCount() throws Exception {
        Deliveries deliveries = new Deliveries();
        try (Subscription subscription = subscribe(3, deliveries)) {
            publishAside("1", "2", "3", "4", "5", "6", "7");
            for (long tag = 1; tag <= 7; tag++) {
                assertThat(deliveries.next().tag()).isEqualTo(tag);
                assertThat(deliveries.all).hasSizeLessThanOrEqualTo((int) tag + 2);
                if (tag >= 3) {
                    Awaitility.await()
                            .during(Duration.ofMillis(100))
                            .atMost(PATIENCE)
                            .until(() -> deliveries.all.size() <= 3);
                    List<Delivery> settled = List.copyOf(deliveries.all);
                    subscription.acknowledge(settled.stream().map(Delivery::tag).toList());
                    deliveries.all.removeAll(settled); // not what has come since
                }
            }
        }
    }

    @Test
    void shouldTakeAPrivateQueueAwayWithTheConnection() throws Exception {
        Deliveries deliveries = new Deliveries();
        QueueSpec own = new QueueSpec(queueName, KEY, false, Map.of());
        Subscription.open(connection, exchange, own, 10, Map.of(), deliveries);
        assertThat(broker().queueExists(queueName)).isTrue();
        publishAside("for you alone");
        assertThat(deliveries.nextBody()).isEqualTo("for you alone");
        connection.close();
        Awaitility.await().atMost(PATIENCE).until(() -> !broker().queueExists(queueName));
    }

    @Test
    void shouldUseADurableExchangeThoughItAskedForAnother() throws Exception {
        channel.exchangeDeclare(exchange.name(), "topic", true);
        Publisher.open(connection, new Exchange(exchange.name(), false, true), new Outcomes())
                .close();
    }

    /** A name that is too long stands for whatever else goes wrong. */
    @Test
    void shouldSayOfAnExchangeThatItIsNotDeclaredOnlyIfTheBrokerSaysSo() {
        assertThatThrownBy(
                        () ->
                                Publisher.open(
                                        connection,
                                        new Exchange("none " + unique, true, false),
                                        new Outcomes()))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(" is not there at ")
                .hasMessageContaining(", and declare=false: ");
        assertThatThrownBy(
                        () ->
                                Publisher.open(
                                        connection,
                                        new Exchange("x".repeat(256), true, false),
                                        new Outcomes()))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("Looking for exchange 'xxx")
                .hasMessageNotContaining("declare=false");
    }

    @Test
    void shouldUseAnExchangeThatIsNotDurableThoughItAskedForAnother() throws Exception {
        channel.exchangeDeclare(exchange.name(), "topic", false);
        Publisher.open(connection, new Exchange(exchange.name(), true, true), new Outcomes())
                .close();
    }

    @Test
    void shouldRefuseAnExchangeThatIsNoTopicExchange() throws Exception {
        channel.exchangeDeclare(exchange.name(), "fanout", true);
        assertThatThrownBy(() -> Publisher.open(connection, exchange, new Outcomes()))
                .isInstanceOf(BrokerException.class)
                .hasMessage(
                        "Exchange '"
                                + exchange.name()
                                + "' at "
                                + connection.describe()
                                + " is not a topic exchange, so no file can go through it: delete it, or use"
                                + " another virtualHost");
    }

    @Test
    void shouldOpenOneConnectionForAllChannelsAndAnotherAfterALoss() throws Exception {
        var first = connection.channel();
        assertThat(connection.channel().getConnection()).isSameAs(first.getConnection());
        first.getConnection().abort();
        var second = connection.channel();
        assertThat(second.isOpen()).isTrue();
        assertThat(second.getConnection()).isNotSameAs(first.getConnection());
    }

    @Test
    void shouldStayClosed() throws Exception {
        var open = connection.channel();
        connection.close();
        connection.close();
        assertThat(open.isOpen()).isFalse();
        assertThat(open.getConnection().isOpen()).isFalse();
        assertThatThrownBy(() -> connection.channel())
                .isInstanceOf(BrokerException.class)
                .hasMessage("The connection to " + connection.describe() + " was closed here");
    }

    @Test
    void shouldFreeWhoeverWaitsForTheBrokerWhenItIsClosed() throws Exception {
        var waiting = connection.channel();
        waiting.confirmSelect();
        waiting.basicPublish("", "nobody", null, new byte[1]);
        var answer = threads.goodbyes().submit(() -> waiting.queueDeclarePassive(""));
        connection.close();
        assertThatThrownBy(answer::get).hasRootCauseInstanceOf(ShutdownSignalException.class);
    }

    private long count() {
        return broker().messageCount(queueName);
    }

    private void bindAside() throws Exception {
        channel.queueDeclare(queueName, true, false, false, null);
        channel.queueBind(queueName, exchange.name(), KEY);
    }

    private GetResponse get() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> channel.basicGet(queueName, true), got -> got != null);
    }
}
