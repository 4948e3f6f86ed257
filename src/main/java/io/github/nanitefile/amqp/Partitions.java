package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.nanitefile.amqp.QueueSpec.Partitioning;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Declares what parts a domain's files among several queues. All who do so bind the queues in the
 * same order, the order of their names: so the exchange numbers them in the same way however many
 * do it at once. A broker that starts may restore them in another order, see docs/clustering.md.
 * Used by any thread.
 */
final class Partitions {

    private static final String TYPE = "x-consistent-hash";
    private static final String PLUGIN = "rabbitmq_consistent_hash_exchange";

    /** Of our messages, the token. */
    private static final Map<String, Object> BY_TOKEN = Map.of("hash-property", "correlation_id");

    /** Its share of the exchange's buckets: the same for all. */
    private static final String WEIGHT = "1";

    private final BrokerConnection connection;

    /** By the name of their exchange, on which connection all of them were declared last. */
    private final Map<String, Connection> declared = new ConcurrentHashMap<>();

    Partitions(BrokerConnection connection) {
        this.connection = connection;
    }

    /**
     * Declares and binds all of the queues, and lets messages in at last. Who comes to them later
     * on the same connection brings back its own alone, as each with all of the others would be
     * that many times as much; but where that fails, the next one all.
     */
    void declare(Channel channel, Exchange source, QueueSpec one) throws IOException {
        Partitioning all = one.partitioning();
        if (declared.remove(all.exchange(), channel.getConnection())) {
            declareAndBind(channel, List.of(one.name()), one);
        } else {
            declareExchange(all.exchange());
            declareAndBind(channel, all.queues(), one);
            channel.exchangeBind(all.exchange(), source.name(), one.bindingKey());
        }
        declared.put(all.exchange(), channel.getConnection());
    }

    private void declareAndBind(Channel channel, List<String> queues, QueueSpec like)
            throws IOException {
        for (String queue : queues) {
            Subscription.declareQueue(connection, channel, queue, like);
        }
        for (String queue : queues) {
            channel.queueBind(queue, like.partitioning().exchange(), WEIGHT);
        }
    }

    private void declareExchange(String name) throws BrokerException {
        if (connection.topology().exists(name)) {
            return;
        }
        // To ask for a type that the broker does not know may cost the connection.
        try (BrokerConnection apart = connection.another()) {
            Channel channel = apart.channel();
            channel.exchangeDeclare(name, TYPE, true, false, BY_TOKEN);
        } catch (IOException | RuntimeException e) {
            throw refused(name, e);
        }
    }

    private BrokerException refused(String name, Exception cause) {
        int code = BrokerErrors.replyCode(cause);
        boolean typeUnknown =
                (code == AMQP.COMMAND_INVALID || code == AMQP.PRECONDITION_FAILED)
                        && BrokerErrors.replyText(cause).contains(TYPE);
        return typeUnknown
                ? new BrokerException(
                        "Partitions need RabbitMQ's plugin "
                                + PLUGIN
                                + ", which "
                                + connection.describe()
                                + " has not: run rabbitmq-plugins enable "
                                + PLUGIN
                                + " on each of its nodes, or leave out the option partitions",
                        cause)
                : BrokerErrors.refused(
                        "Declaring exchange '" + name + "' of type " + TYPE,
                        connection.describe(),
                        cause);
    }
}
