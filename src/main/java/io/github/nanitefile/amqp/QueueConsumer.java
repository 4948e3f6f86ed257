package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.function.Consumer;

/**
 * Passes on what comes from a queue, and that nothing more will come, unless its channel was closed
 * here. Calls on a thread of the connection's.
 */
final class QueueConsumer extends DefaultConsumer {

    private final String what;
    private final String broker;
    private final Messages messages;
    private final Consumer<BrokerException> lost;

    /** Takes what comes; must not wait. */
    interface Messages {
        void came(Envelope envelope, AMQP.BasicProperties properties, byte[] body);
    }

    /**
     * @param what it does, for people
     * @param lost is told why nothing more will come
     */
    QueueConsumer(
            Channel channel,
            String what,
            String broker,
            Messages messages,
            Consumer<BrokerException> lost) {
        super(channel);
        this.what = what;
        this.broker = broker;
        this.messages = messages;
        this.lost = lost;
    }

    @Override
    public void handleDelivery(
            String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        messages.came(envelope, properties, body);
    }

    @Override
    public void handleCancel(String consumerTag) {
        lost.accept(
                new BrokerException(
                        what
                                + " at "
                                + broker
                                + " ended: the queue was deleted, or its node stopped"));
    }

    @Override
    public void handleShutdownSignal(String consumerTag, ShutdownSignalException cause) {
        if (!cause.isInitiatedByApplication()) {
            lost.accept(BrokerErrors.refused(what, broker, cause));
        }
    }
}
