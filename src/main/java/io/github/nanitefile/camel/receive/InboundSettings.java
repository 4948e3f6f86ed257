package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.QueueSpec;
import io.github.nanitefile.amqp.StreamOffset;
import io.github.nanitefile.camel.Domains;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.QueueArguments;
import io.github.nanitefile.packet.PacketReader;
import io.github.nanitefile.transfer.receive.ReceiverLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a consumer's options come to.
 *
 * @param domain the domain it listens to, or a pattern of many
 * @param queue the queue it reads
 * @param group what to call those who share the queue, or the reader of a stream
 * @param streamOffset where to begin with a stream that was not read before; null for a queue
 * @param reader what makes packets of messages
 * @param limits what it lets in
 * @param spoolDirectory where files grow
 * @param concurrent how many files may be in the route at once
 * @param requeueDelayMillis how long a file that the route failed on stays away with
 *     onFailure=requeue
 */
record InboundSettings(
        String domain,
        QueueSpec queue,
        String group,
        StreamOffset streamOffset,
        PacketReader reader,
        ReceiverLimits limits,
        Path spoolDirectory,
        int concurrent,
        long requeueDelayMillis) {

    private static final String QUEUE_PREFIX = "nanitefile:";

    /**
     * RabbitMQ closes the channel of a consumer that holds a message for 30 minutes, by default;
     * well below that.
     */
    private static final Duration MAX_UNACKNOWLEDGED_AGE = Duration.ofMinutes(1);

    /**
     * @throws IllegalArgumentException if the domain cannot be listened to
     */
    static InboundSettings of(String domain, NaniteFileConfiguration options, PacketReader reader) {
        ReceiverLimits limits =
                new ReceiverLimits(
                        options.getPrefetchCount(),
                        MAX_UNACKNOWLEDGED_AGE,
                        Duration.ofMillis(options.getTransferTimeout()),
                        unlimitedIfZero(options.getMaxFileSize()),
                        options.getMaxOpenTransfers(),
                        unlimitedIfZero(options.getMaxSpoolSize()),
                        options.isRequireVerified());
        return new InboundSettings(
                domain,
                queue(domain, options),
                group(options),
                streamOffset(options),
                reader,
                limits,
                Path.of(options.getSpoolDirectory()),
                options.getConcurrentConsumers(),
                options.getRequeueDelay());
    }

    /** The same for each of so many partitions; with 1, these. */
    List<InboundSettings> partitions(int count) {
        return count == 1
                ? List.of(this)
                : queue.partitions(count).stream().map(this::with).toList();
    }

    private InboundSettings with(QueueSpec partition) {
        return new InboundSettings(
                domain,
                partition,
                group,
                streamOffset,
                reader,
                limits,
                spoolDirectory,
                concurrent,
                requeueDelayMillis);
    }

    private static QueueSpec queue(String domain, NaniteFileConfiguration options) {
        String key = Domains.bindingKey(domain);
        if (options.isBroadcast()) {
            String name = QUEUE_PREFIX + domain + ":" + UUID.randomUUID();
            return new QueueSpec(name, key, false, QueueArguments.of(options));
        }
        return new QueueSpec(
                sharedName(domain, options),
                key,
                true,
                QueueArguments.of(options, ownArguments(options)));
    }

    /** A stream is everybody's, another queue a group's. */
    private static String sharedName(String domain, NaniteFileConfiguration options) {
        if (options.getQueue() != null) {
            return options.getQueue();
        }
        String ofDomain = QUEUE_PREFIX + domain;
        return isStream(options) ? ofDomain : ofDomain + ":" + options.getGroup();
    }

    private static Map<String, Object> ownArguments(NaniteFileConfiguration options) {
        return isStream(options)
                ? Map.of(QueueSpec.TYPE, QueueSpec.STREAM)
                : Map.of(
                        QueueSpec.TYPE,
                        options.getQueueType(),
                        QueueSpec.SINGLE_ACTIVE_CONSUMER,
                        true);
    }

    private static String group(NaniteFileConfiguration options) {
        if (options.isBroadcast()) {
            return "broadcast";
        }
        return options.getQueue() == null || isStream(options)
                ? options.getGroup()
                : options.getQueue();
    }

    private static StreamOffset streamOffset(NaniteFileConfiguration options) {
        return isStream(options) ? StreamOffset.parse(options.getStreamOffset()) : null;
    }

    private static boolean isStream(NaniteFileConfiguration options) {
        return options.getQueueType().equals(QueueSpec.STREAM);
    }

    /**
     * Names who gets one copy of each file: the queue, or that in whose place partitions are, or
     * the group of all those that read one stream. It is the name that the group's queue would
     * have, so that a group which leaves that for the stream, with its idempotentRepository, gets
     * no file twice.
     */
    String recipient() {
        if (queue.partitioning() != null) {
            return queue.partitioning().whole();
        }
        return queue.isStream() ? queue.name() + ":" + group : queue.name();
    }

    private static long unlimitedIfZero(long limit) {
        return limit == 0 ? Long.MAX_VALUE : limit;
    }
}
