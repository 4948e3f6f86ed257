package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
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
    public interface Listener extends PublishListener {

        /** There is no such queue as the receipt of that number is for. */
        void returned(long number);
    }

    /** Opens a channel for publishing receipts. */
    public static ReceiptPublisher open(BrokerConnection connection, Listener listener)
            throws BrokerException {
        Channel channel =
                ConfirmChannel.open(
                        connection,
                        PUBLISHING,
                        listener,
                        returned ->
                                listener.returned(
                                        Long.parseLong(returned.getProperties().getMessageId())));
        return new ReceiptPublisher(channel, connection.describe());
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
