package io.github.nanitefile.camel;

import io.github.nanitefile.amqp.QueueSpec;
import java.util.HashMap;
import java.util.Locale;
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
                    "x-queue-version",
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
                    QueueSpec.TYPE,
                    "set the option queueType",
                    QueueSpec.SINGLE_ACTIVE_CONSUMER,
                    "it is set where it has to be, or else two receivers would tear files apart");

    private QueueArguments() {}

    /** Takes those out of an endpoint's parameters that are written one by one. */
    static Map<String, Object> taken(Map<String, Object> parameters) {
        return PropertiesHelper.extractProperties(parameters, PREFIX);
    }

    /** Adds those; they come before what is there by the option queueArgs. */
    static void add(NaniteFileConfiguration options, Map<String, Object> taken) {
        if (taken.isEmpty()) {
            return;
        }
        Map<String, Object> all = named(options);
        all.putAll(taken);
        options.setQueueArgs(all);
    }

    /**
     * The user's, as RabbitMQ takes them.
     *
     * @throws IllegalArgumentException if one cannot be; says why
     */
    public static Map<String, Object> of(NaniteFileConfiguration options) {
        Map<String, Object> arguments = named(options);
        arguments.replaceAll(QueueArguments::value);
        return arguments;
    }

    /** The user's, and ours. */
    public static Map<String, Object> of(
            NaniteFileConfiguration options, Map<String, Object> ours) {
        Map<String, Object> arguments = of(options);
        arguments.putAll(ours);
        return arguments;
    }

    /** Under the names that RabbitMQ knows. */
    private static Map<String, Object> named(NaniteFileConfiguration options) {
        Map<String, Object> arguments = new HashMap<>();
        if (options.getQueueArgs() != null) {
            options.getQueueArgs().forEach((name, value) -> arguments.put(dashed(name), value));
        }
        return arguments;
    }

    /** Camel 3 makes xMaxLength of {@code queueArgs[x-max-length]} in its properties. */
    private static String dashed(String name) {
        return name.matches("x[A-Z][A-Za-z]*")
                ? name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                : name;
    }

    private static Object value(String name, Object value) {
        if (OURS.containsKey(name)) {
            throw cannotBe(name, value, OURS.get(name), null);
        }
        if (value == null || value.toString().isBlank()) {
            throw cannotBe(name, value, "it takes a value: give it one, or leave it out", null);
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
