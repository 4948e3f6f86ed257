package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.github.nanitefile.log.LogLines;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares the exchange, or looks whether it is there. Whoever comes second with other flags is
 * refused by the broker, so an exchange that is there already, with other flags but of type topic,
 * is used as it stands; and so is one that this user may not declare. Used by any thread.
 */
final class Topology {

    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);

    private final BrokerConnection connection;
    private final Set<Exchange> usedAsTheyStand = ConcurrentHashMap.newKeySet();

    Topology(BrokerConnection connection) {
        this.connection = connection;
    }

    void declare(Exchange exchange) throws BrokerException {
        if (!exchange.declared()) {
            expect(exchange);
            return;
        }
        Channel channel = connection.channel();
        try {
            channel.exchangeDeclare(exchange.name(), BuiltinExchangeType.TOPIC, exchange.durable());
        } catch (IOException | RuntimeException e) {
            if (BrokerErrors.replyCode(e) == AMQP.ACCESS_REFUSED) {
                Exception missing = look(exchange.name());
                if (missing != null) {
                    BrokerException refused = refused(exchange, e);
                    refused.addSuppressed(missing);
                    throw refused;
                }
            } else if (existsAsTopic(e)) {
                sayOnce(exchange, BrokerErrors.replyText(e));
            } else {
                throw refused(exchange, e);
            }
        } finally {
            closeQuietly(channel);
        }
    }

    /** Who does not declare the exchange may still use it, if it is there. */
    private void expect(Exchange exchange) throws BrokerException {
        Exception missing = look(exchange.name());
        if (missing != null && BrokerErrors.isMissing(missing)) {
            throw Prerequisites.missing(exchange, connection.describe(), missing);
        }
        if (missing != null) {
            throw notSeen(exchange.name(), missing);
        }
    }

    /** Whether an exchange of that name is there, whatever it is. */
    boolean exists(String exchange) throws BrokerException {
        Exception missing = look(exchange);
        if (missing != null && !BrokerErrors.isMissing(missing)) {
            throw notSeen(exchange, missing);
        }
        return missing == null;
    }

    /** Null if an exchange of that name is there; else what came of asking for it. */
    private Exception look(String exchange) throws BrokerException {
        Channel channel = connection.channel();
        try {
            channel.exchangeDeclarePassive(exchange);
            return null;
        } catch (IOException | RuntimeException e) {
            return e;
        } finally {
            closeQuietly(channel);
        }
    }

    private BrokerException notSeen(String exchange, Exception cause) {
        return BrokerErrors.refused(
                "Looking for exchange '" + exchange + "'", connection.describe(), cause);
    }

    /** RabbitMQ compares the type before all flags, and names what differs. */
    private static boolean existsAsTopic(Exception cause) {
        return BrokerErrors.replyCode(cause) == AMQP.PRECONDITION_FAILED && !isOfAnotherType(cause);
    }

    private static boolean isOfAnotherType(Exception cause) {
        String text = BrokerErrors.replyText(cause);
        return text.startsWith("inequivalent arg 'type'")
                || text.startsWith("Attempt to redeclare exchange"); // the embedded broker
    }

    private void sayOnce(Exchange exchange, String why) {
        if (usedAsTheyStand.add(exchange)) {
            LOG.info(
                    LogLines.EXCHANGE_AS_IT_STANDS,
                    exchange.name(),
                    connection.describe(),
                    exchange.durable(),
                    why);
        }
    }

    private BrokerException refused(Exchange exchange, Exception cause) {
        if (isOfAnotherType(cause)) {
            return new BrokerException(
                    "Exchange '"
                            + exchange.name()
                            + "' at "
                            + connection.describe()
                            + " is not a topic exchange, so no file can go through it: delete it, or use another"
                            + " virtualHost",
                    cause);
        }
        return BrokerErrors.refused(
                "Declaring topic exchange '" + exchange.name() + "'", connection.describe(), cause);
    }

    /** Ends a channel whose work is done; if it is gone already, that is what was wanted. */
    static void closeQuietly(Channel channel) {
        try {
            channel.abort();
        } catch (IOException e) {
            LOG.debug("A channel was closed while it was being closed", e);
        }
    }
}
