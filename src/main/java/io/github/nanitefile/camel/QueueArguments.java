package io.github.nanitefile.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.PropertiesHelper;

/**
 * Arguments that users give the queue, by {@code arg.queue.NAME=VALUE} or the component's {@code
 * queueArgs}. Texts as they are, but for those that RabbitMQ takes as numbers alone.
 */
public final class QueueArguments {

    private static final String PREFIX = "arg.queue.";

    private static final Set<String> NUMBERS =
            Set.of(
                    "x-message-ttl",
                    "x-expires",
                    "x-max-length",
                    "x-max-length-bytes",
                    "x-max-in-memory-length",
                    "x-max-in-memory-bytes",
                    "x-max-priority",
                    "x-delivery-limit",
                    "x-consumer-timeout",
                    "x-quorum-initial-group-size",
                    "x-quorum-target-group-size",
                    "x-initial-cluster-size",
                    "x-stream-max-segment-size-bytes",
                    "x-stream-filter-size-bytes");

    /** What files rely on, and where else it is said. */
    private static final Map<String, String> OURS =
            Map.of(
                    "x-queue-type", "set the option queueType",
                    "x-single-active-consumer",
                            "it is set where it has to be, or else two receivers would tear files apart");

    private QueueArguments() {}

    /** Takes the endpoint's out of its URI's parameters; they come before the component's. */
    static Map<String, Object> taken(
            Map<String, Object> parameters, Map<String, Object> ofComponent) {
        Map<String, Object> ofEndpoint = PropertiesHelper.extractProperties(parameters, PREFIX);
        if (ofEndpoint.isEmpty()) {
            return ofComponent;
        }
        Map<String, Object> all = new HashMap<>(ofEndpoint);
        if (ofComponent != null) {
            ofComponent.forEach(all::putIfAbsent);
        }
        return all;
    }

    /**
     * The user's, as RabbitMQ takes them.
     *
     * @throws IllegalArgumentException if one cannot be; says why
     */
    public static Map<String, Object> of(NaniteFileConfiguration options) {
        Map<String, Object> arguments = new HashMap<>();
        if (options.getQueueArgs() != null) {
            options.getQueueArgs()
                    .forEach((name, value) -> arguments.put(name, value(name, value)));
        }
        return arguments;
    }

    /** The user's, and ours. */
    public static Map<String, Object> of(
            NaniteFileConfiguration options, Map<String, Object> ours) {
        Map<String, Object> arguments = of(options);
        arguments.putAll(ours);
        return arguments;
    }

    private static Object value(String name, Object value) {
        if (OURS.containsKey(name)) {
            throw cannotBe(name, value, OURS.get(name), null);
        }
        if (!NUMBERS.contains(name)) {
            return value;
        }
        try {
            return Long.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            throw cannotBe(name, value, "it takes a whole number, without a unit", e);
        }
    }

    private static IllegalArgumentException cannotBe(
            String name, Object value, String why, Exception cause) {
        return new IllegalArgumentException(
                "Option %s%s=%s cannot be: %s".formatted(PREFIX, name, value, why), cause);
    }
}
