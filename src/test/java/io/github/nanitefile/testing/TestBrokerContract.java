package io.github.nanitefile.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tests may expect of either broker. */
abstract class TestBrokerContract {

    private static final int TIMEOUT_MS = 10_000;

    private final String queue = "test-" + UUID.randomUUID();
    private Connection connection;
    private Channel channel;

    abstract TestBroker broker();

    @BeforeEach
    void connect() throws Exception {
        connection = broker().connectionFactory().newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.queueDeclare(queue, true, false, false, null);
    }

    @AfterEach
    void disconnect() throws Exception {
        channel.queueDelete(queue);
        connection.close();
    }

    @Test
    void shouldConfirmAndDeliver() throws Exception {
        publish("one");
        publish("two");
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        channel.basicConsume(
                queue,
                true,
                (tag, delivery) ->
                        received.add(new String(delivery.getBody(), StandardCharsets.UTF_8)),
                tag -> {});
        assertThat(received.poll(TIMEOUT_MS, TimeUnit.MILLISECONDS)).isEqualTo("one");
        assertThat(received.poll(TIMEOUT_MS, TimeUnit.MILLISECONDS)).isEqualTo("two");
    }

    @Test
    void shouldCountTheMessagesInAQueue() throws Exception {
        assertThat(broker().messageCount(queue)).isZero();
        publish("one");
        publish("two");
        assertThat(broker().messageCount(queue)).isEqualTo(2);
        channel.basicGet(queue, true);
        assertThat(broker().messageCount(queue)).isEqualTo(1);
    }

    @Test
    void shouldTellWhetherAQueueExists() {
        assertThat(broker().queueExists(queue)).isTrue();
        assertThat(broker().queueExists(queue + "-not")).isFalse();
        assertThatThrownBy(() -> broker().messageCount(queue + "-not"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSeeAQueueThatAnotherConnectionHolds() throws Exception {
        String held = channel.queueDeclare().getQueue();
        assertThat(broker().queueExists(held)).isTrue();
        assertThatThrownBy(() -> broker().messageCount(held))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Another connection holds");
    }

    @Test
    void shouldRefuseWrongPassword() {
        ConnectionFactory stranger = broker().connectionFactory();
        stranger.setPassword("not " + broker().password());
        // RabbitMQ says so (AuthenticationFailureException is a subclass), Qpid just closes.
        assertThatThrownBy(stranger::newConnection)
                .isInstanceOf(PossibleAuthenticationFailureException.class);
    }

    @Test
    void shouldIgnoreOrKnowArgumentsOfAQueue() throws Exception {
        String other = queue + "-other";
        channel.queueDeclare(other, true, false, false, Map.of("x-single-active-consumer", true));
        assertThat(broker().queueExists(other)).isTrue();
        channel.queueDelete(other);
    }

    @Test
    void shouldListenOnLoopback() {
        assertThat(broker().addresses()).isEqualTo("127.0.0.1:" + broker().port());
        assertThat(broker().toString()).endsWith(broker().addresses());
    }

    private void publish(String body) throws Exception {
        channel.basicPublish(
                "",
                queue,
                MessageProperties.PERSISTENT_BASIC,
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(TIMEOUT_MS);
    }
}
