package io.github.nanitefile.amqp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/**
 * Where the reading of a stream begins.
 *
 * @param argument as RabbitMQ takes it: a word, the number of a message, or a time
 */
public record StreamOffset(Object argument) {

    private static final String FIRST = "first";

    /** Words that mean another message each time that they are said. */
    private static final Set<String> MOVING = Set.of("last", "next");

    /** The message of that number, or the first after it that is there. */
    public static StreamOffset at(long number) {
        return new StreamOffset(number);
    }

    /** What was sent from then on, to the second, and what was stored together with that. */
    public static StreamOffset since(Instant time) {
        return new StreamOffset(Date.from(time));
    }

    /**
     * What a user says.
     *
     * @param text first, last, next, the number of a message, or a time as ISO 8601 has it, with
     *     its offset
     * @throws IllegalArgumentException if it is none of these; says what it takes
     */
    public static StreamOffset parse(String text) {
        if (text.equals(FIRST) || MOVING.contains(text)) {
            return new StreamOffset(text);
        }
        try {
            return text.matches("[0-9]+")
                    ? at(Long.parseLong(text))
                    : since(OffsetDateTime.parse(text).toInstant());
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "it takes first, last, next, the number of a message, or a time such as 2026-11-28T08:00:00Z",
                    e);
        }
    }

    /** Whether it means another message each time that it is asked for. */
    public boolean moves() {
        return argument instanceof String word && MOVING.contains(word);
    }

    /** As a consumer is told. */
    public Map<String, Object> arguments() {
        return Map.of("x-stream-offset", argument);
    }
}
