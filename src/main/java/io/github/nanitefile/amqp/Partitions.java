package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.github.nanitefile.amqp.QueueSpec.Partitioning;
import java.io.IOException;
import java.util.Map;

/**
 * Declares what parts a domain's files among several queues. All who do so bind the queues in the
 * same order, the order of their names: so the exchange numbers them in the same way however many
 * do it at once. A broker that starts may restore them in another order, see docs/clustering.md.
 * Stateless.
 */
final class Partitions {

    private static final String TYPE = "x-consistent-hash";
    private static final String PLUGIN = "rabbitmq_consistent_hash_exchange";

    /** Of our messages, the token. */
    private static final Map<String, Object> BY_TOKEN = Map.of("hash-property", "correlation_id");

    /** Its share of the exchange's buckets: the same for all. */
    private static final String WEIGHT = "1";

    private Partitions() {}

    /** Declares and binds all of the queues, and lets messages in at last. */
    static void declare(
            BrokerConnection connection, Channel channel, Exchange source, QueueSpec one)
            throws IOException {
        Partitioning all = one.partitioning();
        declareExchange(connection, all.exchange());
        for (String queue : all.queues()) {
            Subscription.declareQueue(connection, channel, queue, one);
        }
        for (String queue : all.queues()) {
            channel.queueBind(queue, all.exchange(), WEIGHT);
        }
        channel.exchangeBind(all.exchange(), source.name(), one.bindingKey());
    }

    private static void declareExchange(BrokerConnection connection, String name)
            throws BrokerException {
        if (connection.topology().exists(name)) {
            return;
        }
        // To ask for a type that the broker does not know may cost the connection.
        try (BrokerConnection apart = connection.another()) {
            Channel channel = apart.channel();
            channel.exchangeDeclare(name, TYPE, true, false, BY_TOKEN);
        } catch (IOException | RuntimeException e) {
            throw refused(connection, name, e);
        }
    }

    private static BrokerException refused(
            BrokerConnection connection, String name, Exception cause) {
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
