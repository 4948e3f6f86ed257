package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private queue in which a sender gets its receipts, and the channel that reads it. Goes with
 * its connection; the sender knows how to ask for receipts that went with it.
 */
public final class ReceiptQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptQueue.class);

    private final Channel channel;

    private ReceiptQueue(Channel channel) {
        this.channel = channel;
    }

    /** Is told what comes, on a thread of the connection's; must not wait. */
    public interface Listener {

        void came(Receipt receipt);

        /** Nothing more will come, though nobody here closed the queue. */
        void lost(BrokerException cause);
    }

    /** Declares the queue and starts to read it. */
    public static ReceiptQueue open(BrokerConnection connection, String name, Listener listener)
            throws BrokerException {
        Channel channel = connection.channel();
        String what = "Waiting for receipts in queue '" + name + "'";
        String broker = connection.describe();
        try {
            channel.queueDeclare(name, false, true, true, null);
            channel.basicConsume(name, true, new Consumer(channel, what, broker, listener));
        } catch (IOException | RuntimeException e) {
            Topology.closeQuietly(channel);
            throw BrokerErrors.refused(what, broker, e);
        }
        return new ReceiptQueue(channel);
    }

    @Override
    public void close() {
        Topology.closeQuietly(channel);
    }

    private static final class Consumer extends DefaultConsumer {

        private final String what;
        private final String broker;
        private final Listener listener;

        Consumer(Channel channel, String what, String broker, Listener listener) {
            super(channel);
            this.what = what;
            this.broker = broker;
            this.listener = listener;
        }

        @Override
        public void handleDelivery(
                String consumerTag,
                Envelope envelope,
                AMQP.BasicProperties properties,
                byte[] body) {
            try {
                listener.came(Receipt.of(properties.getCorrelationId(), properties.getHeaders()));
            } catch (UnreadableMessageException e) {
                LOG.warn("{} at {}: a message is passed over: {}", what, broker, e.getMessage());
            }
        }

        @Override
        public void handleCancel(String consumerTag) {
            listener.lost(new BrokerException(what + " at " + broker + " ended: it was deleted"));
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException cause) {
            if (!cause.isInitiatedByApplication()) {
                listener.lost(BrokerErrors.refused(what, broker, cause));
            }
        }
    }
}
