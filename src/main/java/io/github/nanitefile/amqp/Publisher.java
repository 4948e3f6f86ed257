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

    private final BrokerConnection connection;
    private final Channel channel;
    private final String exchange;

    private Publisher(BrokerConnection connection, Channel channel, String exchange) {
        this.connection = connection;
        this.channel = channel;
        this.exchange = exchange;
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
        return new Publisher(connection, channel, exchange.name());
    }

    /**
     * Publishes one packet, which may stay here until {@link #flush}.
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
            connection.unflushed(
                    () -> channel.basicPublish(exchange, routingKey, true, properties, body));
            return number;
        } catch (IOException | ShutdownSignalException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sends what was published, if it is not on its way.
     *
     * @throws BrokerException if the connection is gone
     */
    public void flush() throws BrokerException {
        try {
            connection.flush();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private BrokerException refused(Exception cause) {
        return BrokerErrors.refused(PUBLISHING, connection.describe(), cause);
    }

    @Override
    public void close() {
        Topology.closeQuietly(channel);
    }
}
