package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.github.nanitefile.log.LogLines;
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
            channel.basicConsume(
                    name,
                    true,
                    new QueueConsumer(
                            channel,
                            what,
                            broker,
                            (envelope, properties, body) ->
                                    read(properties, what, broker, listener),
                            listener::lost));
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

    private static void read(
            AMQP.BasicProperties properties, String what, String broker, Listener listener) {
        try {
            listener.came(Receipt.of(properties.getCorrelationId(), properties.getHeaders()));
        } catch (UnreadableMessageException e) {
            LOG.warn(LogLines.RECEIPT_PASSED_OVER, what, broker, e.getMessage());
        }
    }
}
