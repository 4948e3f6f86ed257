package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares the exchange and the queues. Whoever comes second with other flags is refused by the
 * broker, so an exchange that is there already, with other flags but of type topic, is used as it
 * stands.
 */
final class Topology {

    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);

    private final BrokerConnection connection;

    Topology(BrokerConnection connection) {
        this.connection = connection;
    }

    void declare(Exchange exchange) throws BrokerException {
        try {
            declare(exchange.name(), exchange.durable());
        } catch (IOException | RuntimeException e) {
            if (BrokerErrors.replyCode(e) != AMQP.PRECONDITION_FAILED) {
                throw refused(exchange, e);
            }
            useAsItStands(exchange);
        }
    }

    private void useAsItStands(Exchange exchange) throws BrokerException {
        try {
            declare(exchange.name(), !exchange.durable());
        } catch (IOException | RuntimeException e) {
            throw refused(exchange, e);
        }
        LOG.info(
                "Exchange '{}' at {} exists and is {}: used as it stands. Say exchangeDurable={} to be of one mind with it.",
                exchange.name(),
                connection.describe(),
                exchange.durable() ? "not durable" : "durable",
                !exchange.durable());
    }

    private void declare(String name, boolean durable) throws IOException {
        Channel channel = connection.channel();
        channel.exchangeDeclare(name, BuiltinExchangeType.TOPIC, durable);
        closeQuietly(channel);
    }

    /** Ends a channel whose work is done; if it is gone already, that is what was wanted. */
    static void closeQuietly(Channel channel) {
        try {
            channel.abort();
        } catch (IOException e) {
            LOG.debug("A channel was closed while it was being closed", e);
        }
    }

    private BrokerException refused(Exchange exchange, Exception cause) {
        return BrokerErrors.refused(
                "Declaring topic exchange '" + exchange.name() + "'", connection.describe(), cause);
    }
}
