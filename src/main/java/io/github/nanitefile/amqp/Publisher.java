package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.Map;

/**
 * A channel with publisher confirms, on which every message is mandatory and persistent. Never
 * waits for a confirm. {@link #publish} and {@link #close} are one thread's; the listener is called
 * on the connection's.
 */
public final class Publisher implements AutoCloseable {

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int PERSISTENT = 2;

    private final Channel channel;
    private final String exchange;
    private final String broker;

    private Publisher(Channel channel, String exchange, String broker) {
        this.channel = channel;
        this.exchange = exchange;
        this.broker = broker;
    }

    /** Is told what becomes of published messages, on the connection's thread. */
    public interface Listener {

        /** The broker has taken the message of that number, or all up to it. */
        void confirmed(long number, boolean multiple);

        /** The broker refuses the message of that number, or all up to it. */
        void refused(long number, boolean multiple);

        /** There is no queue for a message of that correlation id. */
        void returned(String correlationId);

        /** The channel is gone, though nobody here closed it. */
        void lost(BrokerException cause);
    }

    /** Opens a channel for publishing to the exchange, which is declared if need be. */
    public static Publisher open(BrokerConnection connection, Exchange exchange, Listener listener)
            throws BrokerException {
        connection.topology().declare(exchange);
        Channel channel = connection.channel();
        String broker = connection.describe();
        try {
            channel.confirmSelect();
            ConfirmCallback confirmed = listener::confirmed;
            ConfirmCallback refused = listener::refused;
            channel.addConfirmListener(confirmed, refused);
            channel.addReturnListener(
                    returned -> listener.returned(returned.getProperties().getCorrelationId()));
            channel.addShutdownListener(cause -> report(cause, broker, listener));
        } catch (IOException | RuntimeException e) {
            Topology.closeQuietly(channel);
            throw BrokerErrors.refused("Opening a channel with publisher confirms", broker, e);
        }
        return new Publisher(channel, exchange.name(), broker);
    }

    private static void report(ShutdownSignalException cause, String broker, Listener listener) {
        if (!cause.isInitiatedByApplication()) {
            listener.lost(BrokerErrors.refused("Publishing", broker, cause));
        }
    }

    /**
     * Publishes one packet.
     *
     * @return the number by which it will be confirmed or refused
     * @throws BrokerException if the channel is gone
     * @throws RuntimeException if the message cannot be written; then the channel is closed, as
     *     nobody would know any more which number a confirm is about
     */
    public long publish(
            String routingKey, byte[] body, Token token, String type, Annotations annotations)
            throws BrokerException {
        Map<String, Object> headers = Map.copyOf(annotations.toHeaders());
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder()
                        .contentType(CONTENT_TYPE)
                        .deliveryMode(PERSISTENT)
                        .correlationId(token.value())
                        .type(type)
                        .replyTo(annotations.replyTo())
                        .headers(headers)
                        .build();
        try {
            long number = channel.getNextPublishSeqNo();
            channel.basicPublish(exchange, routingKey, true, properties, body);
            return number;
        } catch (IOException | ShutdownSignalException e) {
            throw BrokerErrors.refused("Publishing", broker, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        Topology.closeQuietly(channel);
    }
}
