package io.github.nanitefile.testing;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/** A broker that a test may use, whichever it is; its virtual host is "/". */
public interface TestBroker extends AutoCloseable {

    String host();

    int port();

    String username();

    String password();

    /** Whether it is RabbitMQ, with all that the embedded broker cannot do. */
    boolean rabbitMq();

    @Override
    void close();

    /** As the option {@code addresses} takes it. */
    default String addresses() {
        return host() + ":" + port();
    }

    /** What connects a component to it, as name=value. */
    default List<String> options() {
        return List.of(
                "addresses=" + addresses(), "username=" + username(), "password=" + password());
    }

    /** A new factory of plain connections to it, without automatic recovery. */
    default ConnectionFactory connectionFactory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host());
        factory.setPort(port());
        factory.setVirtualHost("/");
        factory.setUsername(username());
        factory.setPassword(password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    /** Also true of a queue that another connection holds exclusively. */
    default boolean queueExists(String queue) {
        return ask(queue).isPresent();
    }

    /**
     * How many messages are in the queue: on RabbitMQ those ready to be delivered, on the embedded
     * broker the unacknowledged ones too. Use {@link RabbitNode#unacknowledged} to tell them apart.
     */
    default long messageCount(String queue) {
        long count =
                ask(queue).orElseThrow(() -> new IllegalArgumentException("No queue " + queue));
        if (count < 0) {
            throw new IllegalArgumentException("Another connection holds the queue " + queue);
        }
        return count;
    }

    /** A passive declaration on a connection of its own; -1 where another connection holds it. */
    private OptionalLong ask(String queue) {
        try {
            Connection connection = connectionFactory().newConnection("test-inspection");
            try {
                Channel channel = connection.createChannel();
                return OptionalLong.of(channel.queueDeclarePassive(queue).getMessageCount());
            } catch (IOException refused) {
                return switch (replyCode(refused)) {
                    case AMQP.NOT_FOUND -> OptionalLong.empty();
                    case AMQP.RESOURCE_LOCKED, AMQP.NOT_ALLOWED -> OptionalLong.of(-1);
                    default -> throw refused;
                };
            } finally {
                connection.abort(); // closes it, unless the broker already did
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("Cannot ask " + this + " about the queue " + queue, e);
        }
    }

    /** RabbitMQ refuses by closing the channel; Qpid, where a queue is held, the connection. */
    private static int replyCode(IOException refused) {
        if (refused.getCause() instanceof ShutdownSignalException shutdown) {
            if (shutdown.getReason() instanceof AMQP.Channel.Close close) {
                return close.getReplyCode();
            }
            if (shutdown.getReason() instanceof AMQP.Connection.Close close) {
                return close.getReplyCode();
            }
        }
        return 0;
    }
}
