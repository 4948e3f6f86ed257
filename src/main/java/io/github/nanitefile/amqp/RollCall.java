package io.github.nanitefile.amqp;

import com.rabbitmq.client.Channel;
import io.github.nanitefile.amqp.QueueSpec.Partitioning;
import java.io.IOException;
import java.util.Map;

/**
 * Where the members of a partitioned group count each other: each consumes a queue that nothing
 * comes to. The partitions themselves do not tell, as RabbitMQ does not count who stands by for a
 * quorum queue. One thread's.
 */
public final class RollCall implements AutoCloseable {

    private final Channel channel;
    private final String queue;
    private final String broker;

    /** Set on a thread of the connection's, where the queue was deleted or its node is gone. */
    private volatile boolean cancelled;

    private RollCall(Channel channel, String queue, String broker) {
        this.channel = channel;
        this.queue = queue;
        this.broker = broker;
    }

    /**
     * Takes part, until it is closed or the connection is lost.
     *
     * @param partition one of those that the members share
     */
    public static RollCall open(BrokerConnection connection, QueueSpec partition)
            throws BrokerException {
        Partitioning all = partition.partitioning();
        Channel channel = connection.channel();
        RollCall roll = new RollCall(channel, all.members(), connection.describe());
        try {
            // Of the same type as the partitions, so that it outlives the same nodes.
            Object type = partition.arguments().get(QueueSpec.TYPE);
            channel.queueDeclare(
                    all.members(),
                    true,
                    false,
                    false,
                    type == null ? Map.of() : Map.of(QueueSpec.TYPE, type));
            channel.basicConsume(
                    all.members(), true, (tag, message) -> {}, tag -> roll.cancelled = true);
            return roll;
        } catch (IOException | RuntimeException e) {
            roll.close();
            throw roll.refused(e);
        }
    }

    /** Whether it still takes part. */
    public boolean isOpen() {
        return !cancelled && channel.isOpen();
    }

    /** How many members there are, this one included. */
    public int members() throws BrokerException {
        try {
            return channel.queueDeclarePassive(queue).getConsumerCount();
        } catch (IOException | RuntimeException e) {
            throw refused(e);
        }
    }

    private BrokerException refused(Exception cause) {
        return BrokerErrors.refused("Counting members in queue '" + queue + "'", broker, cause);
    }

    @Override
    public void close() {
        Topology.closeQuietly(channel);
    }
}
