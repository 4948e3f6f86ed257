package io.github.nanitefile.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.ReturnCallback;
import java.io.IOException;

/** Opens channels with publisher confirms. */
final class ConfirmChannel {

    private ConfirmChannel() {}

    /**
     * A channel of its own.
     *
     * @param what it is for, for people
     * @param returned is told of messages for which there is no queue
     */
    static Channel open(
            BrokerConnection connection,
            String what,
            PublishListener listener,
            ReturnCallback returned)
            throws BrokerException {
        Channel channel = connection.channel();
        String broker = connection.describe();
        try {
            channel.confirmSelect();
            ConfirmCallback confirmed = listener::confirmed;
            ConfirmCallback refused = listener::refused;
            channel.addConfirmListener(confirmed, refused);
            channel.addReturnListener(returned);
            channel.addShutdownListener(
                    cause -> {
                        if (!cause.isInitiatedByApplication()) {
                            listener.lost(BrokerErrors.refused(what, broker, cause));
                        }
                    });
            return channel;
        } catch (IOException | RuntimeException e) {
            Topology.closeQuietly(channel);
            throw BrokerErrors.refused(what, broker, e);
        }
    }
}
