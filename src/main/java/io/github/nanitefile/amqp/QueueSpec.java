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

    public QueueSpec {
        arguments = Map.copyOf(arguments);
    }

    /** Whether its messages stay when they are read, so that everybody may read all of them. */
    public boolean isStream() {
        return "stream".equals(arguments.get("x-queue-type"));
    }
}
