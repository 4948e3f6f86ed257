package io.github.nanitefile.amqp;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The queue that a subscription reads.
 *
 * @param name its name
 * @param bindingKey which routing keys come into it
 * @param shared whether it outlives its consumers, for a group; else it is exclusive and goes with
 *     the connection
 * @param arguments those of {@code queue.declare}
 * @param partitioning null, or among which queues it gets its part of what comes
 */
public record QueueSpec(
        String name,
        String bindingKey,
        boolean shared,
        Map<String, Object> arguments,
        Partitioning partitioning) {

    /** The argument that says what kind of queue it is. */
    public static final String TYPE = "x-queue-type";

    /** The argument that gives a queue to one of its consumers at a time. */
    public static final String SINGLE_ACTIVE_CONSUMER = "x-single-active-consumer";

    /** The type of a queue that keeps what was read. */
    public static final String STREAM = "stream";

    public QueueSpec {
        arguments = Map.copyOf(arguments);
    }

    /** A queue that gets all of what comes. */
    public QueueSpec(
            String name, String bindingKey, boolean shared, Map<String, Object> arguments) {
        this(name, bindingKey, shared, arguments, null);
    }

    /** Whether its messages stay when they are read, so that everybody may read all of them. */
    public boolean isStream() {
        return STREAM.equals(arguments.get(TYPE));
    }

    /**
     * An exchange that gives each message to one of some queues, by its correlation id: the
     * messages of a transfer all go to the same.
     *
     * @param whole the name of the queue that they take the place of
     * @param exchange its name
     * @param queues in the order of their names, in which they are declared and bound
     * @param members the queue by which those who share them count each other
     */
    public record Partitioning(String whole, String exchange, List<String> queues, String members) {

        public Partitioning {
            queues = List.copyOf(queues);
        }
    }

    /**
     * The queues that together take the place of this one. Their names, and that of their exchange,
     * say how many there are, so that another number never gets in the way of what is under way.
     *
     * @param count from 2
     */
    public List<QueueSpec> partitions(int count) {
        // As wide as the last: the order of their names is that of their numbers.
        String form = "%s:%0" + Integer.toString(count).length() + "d-of-%d";
        List<String> names =
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> form.formatted(name, number, count))
                        .toList();
        Partitioning all =
                new Partitioning(name, name + ":of-" + count, names, name + ":members-of-" + count);
        return names.stream()
                .map(partition -> new QueueSpec(partition, bindingKey, shared, arguments, all))
                .toList();
    }
}
