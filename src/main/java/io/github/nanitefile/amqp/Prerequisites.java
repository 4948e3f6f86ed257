package io.github.nanitefile.amqp;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what somebody has to declare beforehand, where this side is told not to. */
final class Prerequisites {

    private Prerequisites() {}

    /** The exchange is not there. */
    static BrokerException missing(Exchange exchange, String broker, Exception cause) {
        return new BrokerException(
                sentence("Exchange '" + exchange.name() + "'", broker, describe(exchange)),
                cause,
                true);
    }

    /** The queue is not there. */
    static BrokerException missing(
            QueueSpec queue, Exchange exchange, String broker, Exception cause) {
        return new BrokerException(
                sentence(
                        "Queue '" + queue.name() + "'",
                        broker,
                        "the durable queue '%s' with the arguments %s, bound to %s by the routing key '%s'"
                                .formatted(
                                        queue.name(),
                                        describe(queue.arguments()),
                                        describe(exchange),
                                        queue.bindingKey())),
                cause,
                true);
    }

    private static String sentence(String what, String broker, String toDeclare) {
        return "%s is not there at %s, and declare=false: let somebody who may declare %s, or leave declare out"
                .formatted(what, broker, toDeclare);
    }

    private static String describe(Exchange exchange) {
        return "the "
                + (exchange.durable() ? "durable" : "non-durable")
                + " exchange '"
                + exchange.name()
                + "' of type topic";
    }

    private static String describe(Map<String, Object> arguments) {
        return new TreeMap<>(arguments)
                .entrySet().stream()
                        .map(argument -> argument.getKey() + "=" + argument.getValue())
                        .collect(Collectors.joining(", "));
    }
}
