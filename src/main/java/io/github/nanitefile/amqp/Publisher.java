package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
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
    private static final String PUBLISHING = "Publishing";
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
    public interface Listener extends PublishListener {

        /** There is no queue for a message of that correlation id. */
        void returned(String correlationId);
    }

    /** Opens a channel for publishing to the exchange, which is declared if need be. */
    public static Publisher open(BrokerConnection connection, Exchange exchange, Listener listener)
            throws BrokerException {
        connection.topology().declare(exchange);
        Channel channel =
                ConfirmChannel.open(
                        connection,
                        PUBLISHING,
                        listener,
                        returned -> listener.returned(returned.getProperties().getCorrelationId()));
        return new Publisher(channel, exchange.name(), connection.describe());
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
            throw BrokerErrors.refused(PUBLISHING, broker, e);
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
