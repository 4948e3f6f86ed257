package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads out of RabbitMQ's texts what a user may not do, and says what to ask an administrator for.
 * A text that is longer than 255 bytes comes cut.
 */
final class Permissions {

    private static final String ACCESS = "access to ";

    private static final Pattern TOPIC =
            Pattern.compile(ACCESS + "topic '(?<key>.*?)(' in .*|(?<cut>\\.\\.\\.))$");

    private static final Pattern RESOURCE =
            Pattern.compile(ACCESS + "(?<kind>exchange|queue) '(?<name>.*?)' .*");

    /** How the exchange of partitions ends, which is bound to Nanite's. */
    private static final Pattern PARTITIONS = Pattern.compile(":of-\\d+$");

    private static final int PUBLISH = 40;
    private static final int BASIC = 60;
    private static final int EXCHANGE = 40;
    private static final int QUEUE = 50;
    private static final int DECLARE = 10;

    private Permissions() {}

    /**
     * Whether a channel was closed since its user may not send with that routing key, or not at
     * all.
     */
    static boolean forbidSending(Throwable cause, String routingKey) {
        AMQP.Channel.Close close = refusal(cause);
        if (close == null || !isPublish(close)) {
            return false;
        }
        String text = BrokerErrors.replyText(cause);
        Matcher topic = TOPIC.matcher(text);
        if (!topic.find()) {
            return RESOURCE.matcher(text).find();
        }
        return topic.group("cut") == null
                ? routingKey.equals(topic.group("key"))
                : routingKey.startsWith(topic.group("key"));
    }

    /** Whom to ask for what, in brackets; empty where it is not about a permission. */
    static String remedy(Throwable cause) {
        AMQP.Channel.Close close = refusal(cause);
        String text = BrokerErrors.replyText(cause);
        Matcher topic = TOPIC.matcher(text);
        if (close != null && topic.find()) {
            return given(
                    "set_topic_permissions",
                    isPublish(close) ? "write" : "read",
                    topic.group("key"));
        }
        Matcher resource = RESOURCE.matcher(text);
        if (close != null && resource.find()) {
            return given("set_permissions", kind(close, resource), resource.group("name"));
        }
        return text.contains(ACCESS)
                ? " (an administrator gives it with rabbitmqctl set_permissions; or check username and virtualHost)"
                : "";
    }

    private static String given(String command, String which, String name) {
        return " (ask the broker's administrator for rabbitmqctl %s with a pattern for %s that matches '%s', or check username and virtualHost)"
                .formatted(command, which, name);
    }

    private static AMQP.Channel.Close refusal(Throwable cause) {
        ShutdownSignalException signal = BrokerErrors.caused(cause, ShutdownSignalException.class);
        return signal != null
                        && signal.getReason() instanceof AMQP.Channel.Close close
                        && close.getReplyCode() == AMQP.ACCESS_REFUSED
                ? close
                : null;
    }

    private static boolean isPublish(AMQP.Channel.Close close) {
        return close.getClassId() == BASIC && close.getMethodId() == PUBLISH;
    }

    /**
     * To bind takes reading the exchange and writing what is bound to it, a queue or the exchange
     * of partitions; a dead-letter exchange takes reading the queue and writing that exchange.
     */
    private static String kind(AMQP.Channel.Close close, Matcher resource) {
        boolean isExchange = resource.group("kind").equals("exchange");
        if (isPublish(close)) {
            return "write";
        }
        if (close.getClassId() == BASIC) {
            return "read";
        }
        if (close.getMethodId() == DECLARE) {
            return isExchange && close.getClassId() == QUEUE ? "write" : "configure";
        }
        boolean isBoundExchange =
                close.getClassId() == EXCHANGE && PARTITIONS.matcher(resource.group("name")).find();
        return isExchange && !isBoundExchange ? "read" : "write";
    }
}
