package io.github.nanitefile.amqp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What differs between a queue that exists and the one that was asked for, from RabbitMQ's text,
 * and how to get over it. A text that is longer than 255 bytes comes cut, so that the values are
 * not known.
 *
 * @param property a flag or an argument of the queue
 * @param cut whether the values are not known
 * @param wanted what was asked for; null if it was left out
 * @param there what the queue has; null if it was left out
 */
record QueueConflict(String property, boolean cut, String wanted, String there) {

    private static final String OF_QUEUE =
            "Queue '%s' at %s exists with other arguments: %s. %s to make it anew, stop its senders, let its receivers finish what is in it, stop them, run: rabbitmqctl delete_queue '%s' (with -p for a virtual host), and start all again; or go on beside it with another group or queue, which gets what is sent from then on";

    /** Its groups have it in common, so that another one would meet the same. */
    private static final String OF_STREAM =
            "Stream '%s' at %s exists with other arguments: %s. %s to make it anew, which takes what it has from all of its groups, stop its senders and readers, run: rabbitmqctl delete_queue '%s' (with -p for a virtual host), remove the progress of each group, and start all again; or read another one by the option queue";

    private static final Pattern TEXT =
            Pattern.compile(
                    "inequivalent arg '(?<property>[^']+)' for queue (.*(?<cut>\\.\\.\\.)|.*': received (?<wanted>.+) but current is (?<there>.+))");

    /** With its type, as it is said of arguments, or bare, as of flags and types of queues. */
    private static final Pattern VALUE =
            Pattern.compile("(the value )?'(?<value>.*?)'( of type '.*')?");

    /** What a queue is that was declared without a type. */
    private static final String CLASSIC = "classic";

    private static final String NOTHING = "none";

    /** What the broker complains of, or null if it is something else. */
    static QueueConflict of(Throwable cause) {
        Matcher text = TEXT.matcher(BrokerErrors.replyText(cause));
        if (!text.matches()) {
            return null;
        }
        String property = text.group("property");
        if (text.group("cut") != null) {
            return new QueueConflict(property, true, null, null);
        }
        String there = value(text.group("there"));
        return new QueueConflict(
                property,
                false,
                value(text.group("wanted")),
                there == null && property.equals(QueueSpec.TYPE) ? CLASSIC : there);
    }

    private static String value(String text) {
        Matcher value = VALUE.matcher(text);
        return text.equals(NOTHING) ? null : value.matches() ? value.group("value") : text;
    }

    /** A sentence for a person, with ways out. */
    BrokerException sentence(String queue, String broker, boolean isStream, Exception cause) {
        String form = isStream ? OF_STREAM : OF_QUEUE;
        return new BrokerException(
                form.formatted(queue, broker, difference(), useAsItIs(), queue), cause, true);
    }

    private String difference() {
        return cut
                ? property + " is another there"
                : "%s is %s there, and %s here".formatted(property, shown(there), shown(wanted));
    }

    private static String shown(String value) {
        return value == null ? "not set" : "'" + value + "'";
    }

    /** Ends so that another way can follow. */
    private String useAsItIs() {
        return switch (property) {
            case QueueSpec.TYPE -> asItIs("set queueType=" + there);
            case QueueSpec.SINGLE_ACTIVE_CONSUMER ->
                    "It cannot be used as it is, as two receivers would tear files apart:";
            case "durable", "auto_delete", "exclusive" ->
                    "It cannot be used as it is, as it has to outlast its receivers and the broker:";
            default ->
                    asItIs(
                            there == null
                                    ? "leave arg.queue." + property + " out"
                                    : "set arg.queue." + property + "=" + there);
        };
    }

    private String asItIs(String how) {
        return "To use it as it is, "
                + (cut
                        ? "see what it has (rabbitmqctl list_queues name arguments) and set that"
                        : how)
                + ";";
    }
}
