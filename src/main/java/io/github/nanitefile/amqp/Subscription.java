package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that consumes one queue. Messages are settled in sets, with as few frames as possible.
 * The settling methods are one thread's, {@link #close} is any thread's; the listener is called on
 * a thread of the connection's.
 *
 * <p>Ends by closing its channel, never by cancelling the consumer: a cancelled consumer's messages
 * would stay out of reach of the stand-by that takes over.
 */
public final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    /** RabbitMQ 3.10 may fail (541) where a stream is read that was just declared. */
    private static final int TRIES_OF_A_STREAM = 5;

    /** The header in which quorum queues count. */
    private static final String DELIVERY_COUNT = "x-delivery-count";

    private final Channel channel;
    private final String what;
    private final String broker;
    private final DeliveryBudget.Share budget;
    private final AckLedger ledger = new AckLedger();

    private Subscription(Channel channel, String what, String broker, DeliveryBudget.Share budget) {
        this.channel = channel;
        this.what = what;
        this.broker = broker;
        this.budget = budget;
    }

    /** Is told what comes, on a thread of the connection's; must not wait. */
    public interface Listener {

        /**
         * A message came.
         *
         * @param done to be run once, by any thread, when its bytes are not needed any more: there
         *     is memory for a few MiB of messages, and then the connection is not read
         */
        void delivered(Delivery delivery, Runnable done);

        /** Nothing more will come, though nobody here closed the subscription. */
        void lost(BrokerException cause);
    }

    /**
     * Declares what is not there, unless it is expected to be, and starts to consume.
     *
     * @param prefetch how many messages may be unsettled at once, 1 to 65,535
     * @param arguments those of {@code basic.consume}
     */
    public static Subscription open(
            BrokerConnection connection,
            Exchange exchange,
            QueueSpec queue,
            int prefetch,
            Map<String, Object> arguments,
            Listener listener)
            throws BrokerException {
        for (int left = queue.isStream() ? TRIES_OF_A_STREAM : 1; ; left--) {
            try {
                return consume(connection, exchange, queue, prefetch, arguments, listener);
            } catch (BrokerException e) {
                if (left == 1 || BrokerErrors.replyCode(e) != AMQP.INTERNAL_ERROR) {
                    throw e;
                }
                LOG.debug("{} is tried again", e.getMessage());
            }
        }
    }

    private static Subscription consume(
            BrokerConnection connection,
            Exchange exchange,
            QueueSpec queue,
            int prefetch,
            Map<String, Object> arguments,
            Listener listener)
            throws BrokerException {
        if (exchange.declared()) {
            connection.topology().declare(exchange);
        }
        Channel channel = connection.channel();
        DeliveryBudget.Share budget = connection.deliveries().share();
        String what = "Consuming queue '" + queue.name() + "'";
        String broker = connection.describe();
        boolean numbered = queue.isStream();
        try {
            if (exchange.declared()) {
                declare(connection, channel, queue, exchange);
            }
            channel.basicQos(prefetch);
            channel.basicConsume(
                    queue.name(),
                    false,
                    arguments,
                    new QueueConsumer(
                            channel,
                            what,
                            broker,
                            (envelope, properties, body) -> {
                                budget.take(body.length);
                                listener.delivered(
                                        delivery(envelope, properties, numbered, body),
                                        () -> budget.give(body.length));
                            },
                            listener::lost));
        } catch (IOException | RuntimeException e) {
            budget.end(() -> Topology.closeQuietly(channel));
            throw refused(e, what, broker, queue, exchange);
        } catch (Error e) {
            budget.end(() -> Topology.closeQuietly(channel));
            throw e;
        }
        return new Subscription(channel, what, broker, budget);
    }

    private static void declare(
            BrokerConnection connection, Channel channel, QueueSpec queue, Exchange exchange)
            throws IOException {
        if (queue.partitioning() != null) {
            connection.partitions().declare(channel, exchange, queue);
            return;
        }
        declareQueue(connection, channel, queue.name(), queue);
        channel.queueBind(queue.name(), exchange.name(), queue.bindingKey());
    }

    /**
     * Declares a queue of that name.
     *
     * @throws BrokerException if it exists with other arguments; names it, and says what to do
     */
    static void declareQueue(
            BrokerConnection connection, Channel channel, String name, QueueSpec like)
            throws IOException {
        boolean shared = like.shared();
        try {
            channel.queueDeclare(name, shared, !shared, !shared, like.arguments());
        } catch (IOException e) {
            QueueConflict conflict = QueueConflict.of(e);
            throw conflict == null
                    ? e
                    : conflict.sentence(name, connection.describe(), like.isStream(), e);
        }
    }

    private static BrokerException refused(
            Exception cause, String what, String broker, QueueSpec queue, Exchange exchange) {
        if (cause instanceof BrokerException known) {
            return known;
        }
        if (!exchange.declared() && BrokerErrors.isMissing(cause)) {
            return Prerequisites.missing(queue, exchange, broker, cause);
        }
        return BrokerErrors.refused(what, broker, cause);
    }

    /** These messages are done with. */
    public void acknowledge(List<Long> tags) throws BrokerException {
        perform(
                () -> {
                    for (AckLedger.Ack ack : ledger.acknowledge(tags)) {
                        channel.basicAck(ack.tag(), ack.multiple());
                    }
                });
    }

    /**
     * These messages go to the dead-letter exchange, if there is one, and away if there is none.
     */
    public void reject(List<Long> tags) throws BrokerException {
        settle(tags, false);
    }

    /** These messages go back to where they were in the queue. */
    public void requeue(List<Long> tags) throws BrokerException {
        settle(tags, true);
    }

    private void settle(List<Long> tags, boolean requeue) throws BrokerException {
        ledger.settled(tags);
        perform(
                () -> {
                    for (long tag : tags) {
                        channel.basicReject(tag, requeue);
                    }
                });
    }

    private interface ChannelCall {
        void run() throws IOException;
    }

    private void perform(ChannelCall call) throws BrokerException {
        try {
            call.run();
        } catch (IOException | RuntimeException e) {
            throw BrokerErrors.refused(what, broker, e);
        }
    }

    /** Safe to call twice, and while another thread settles, which fails from then on. */
    @Override
    public void close() {
        budget.end(() -> Topology.closeQuietly(channel));
    }

    private static Delivery delivery(
            Envelope envelope, AMQP.BasicProperties properties, boolean numbered, byte[] body) {
        Map<String, Object> headers = properties.getHeaders();
        long offset = numbered ? offset(headers) : Delivery.OF_A_QUEUE;
        return new Delivery(
                envelope.getDeliveryTag(),
                envelope.getRoutingKey(),
                properties.getCorrelationId(),
                properties.getReplyTo(),
                headers,
                offset,
                envelope.isRedeliver() ? deliveredBefore(headers) : 0,
                body);
    }

    /** Of a message that is delivered again. */
    private static int deliveredBefore(Map<String, Object> headers) {
        return headers != null && headers.get(DELIVERY_COUNT) instanceof Number count
                ? Math.max(1, count.intValue())
                : 1;
    }

    private static long offset(Map<String, Object> headers) {
        return headers != null && headers.get("x-stream-offset") instanceof Long offset
                ? offset
                : Delivery.OF_A_QUEUE;
    }
}
