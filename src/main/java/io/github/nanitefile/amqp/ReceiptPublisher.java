package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.nanitefile.packet.Receipt;
import java.io.IOException;
import java.util.Map;

/**
 * A channel with publisher confirms on which receipts go straight to the queues of those who wait
 * for them. Never waits for a confirm. {@link #publish} and {@link #close} are one thread's; the
 * listener is called on the connection's.
 */
public final class ReceiptPublisher implements AutoCloseable {

    /** The one through which a queue is reached by its name. */
    private static final String DEFAULT_EXCHANGE = "";

    private static final String PUBLISHING = "Publishing receipts";
    private static final int PERSISTENT = 2;
    private static final byte[] NO_BODY = {};

    private final Channel channel;
    private final String broker;

    private ReceiptPublisher(Channel channel, String broker) {
        this.channel = channel;
        this.broker = broker;
    }

    /** Is told what becomes of receipts, on the connection's thread. */
    public interface Listener {

        /** The broker has the receipt of that number, or all up to it. */
        void confirmed(long number, boolean multiple);

        /** The broker refuses the receipt of that number, or all up to it. */
        void refused(long number, boolean multiple);

        /** There is no such queue as the receipt of that number is for. */
        void returned(long number);

        /** The channel is gone, though nobody here closed it. */
        void lost(BrokerException cause);
    }

    /** Opens a channel for publishing receipts. */
    public static ReceiptPublisher open(BrokerConnection connection, Listener listener)
            throws BrokerException {
        Channel channel = connection.channel();
        String broker = connection.describe();
        try {
            channel.confirmSelect();
            ConfirmCallback confirmed = listener::confirmed;
            ConfirmCallback refused = listener::refused;
            channel.addConfirmListener(confirmed, refused);
            channel.addReturnListener(
                    returned ->
                            listener.returned(
                                    Long.parseLong(returned.getProperties().getMessageId())));
            channel.addShutdownListener(cause -> report(cause, broker, listener));
        } catch (IOException | RuntimeException e) {
            Topology.closeQuietly(channel);
            throw BrokerErrors.refused(PUBLISHING, broker, e);
        }
        return new ReceiptPublisher(channel, broker);
    }

    private static void report(ShutdownSignalException cause, String broker, Listener listener) {
        if (!cause.isInitiatedByApplication()) {
            listener.lost(BrokerErrors.refused(PUBLISHING, broker, cause));
        }
    }

    /**
     * Publishes a receipt.
     *
     * @param queue where the sender waits for it
     * @return the number by which it will be confirmed, refused or returned
     * @throws BrokerException if the channel is gone
     */
    public long publish(String queue, Receipt receipt) throws BrokerException {
        try {
            long number = channel.getNextPublishSeqNo();
            AMQP.BasicProperties properties =
                    new AMQP.BasicProperties.Builder()
                            .deliveryMode(PERSISTENT)
                            .correlationId(receipt.token().value())
                            .messageId(Long.toString(number))
                            .type(Receipt.TYPE)
                            .headers(Map.copyOf(receipt.toHeaders()))
                            .build();
            channel.basicPublish(DEFAULT_EXCHANGE, queue, true, properties, NO_BODY);
            return number;
        } catch (IOException | RuntimeException e) {
            throw BrokerErrors.refused(PUBLISHING, broker, e);
        }
    }

    @Override
    public void close() {
        Topology.closeQuietly(channel);
    }
}
