package io.github.nanitefile.amqp;

import java.util.Map;

/**
 * The queue that a subscription reads.
 *
 * @param name its name
 * @param bindingKey which routing keys come into it
 * @param shared whether it outlives its consumers, for a group; else it is exclusive and goes with
 *     the connection
 * @param arguments those of {@code queue.declare}
 */
public record QueueSpec(
        String name, String bindingKey, boolean shared, Map<String, Object> arguments) {

    /** The argument that says what kind of queue it is. */
    public static final String TYPE = "x-queue-type";

    /** The type of a queue that keeps what was read. */
    public static final String STREAM = "stream";

    public QueueSpec {
        arguments = Map.copyOf(arguments);
    }

    /** Whether its messages stay when they are read, so that everybody may read all of them. */
    public boolean isStream() {
        return STREAM.equals(arguments.get(TYPE));
    }
}
