package io.github.nanitefile.packet.json;

import com.fasterxml.jackson.core.JsonToken;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.ValueLimits;
import io.github.nanitefile.packet.value.WireString;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Any JSON object as a message body, for formats that are JSON but no packets by themselves. */
public final class JsonDocument {

    private JsonDocument() {}

    /**
     * Whether the body begins as an object does, after white space; says nothing about the rest.
     */
    public static boolean begins(byte[] body) {
        int first = 0;
        while (first < body.length && isWhiteSpace(body[first])) {
            first++;
        }
        return first < body.length && body[first] == '{';
    }

    /**
     * Reads all fields of the object, within {@link ValueLimits}. Of fields with one name the last
     * counts, as in Ruby.
     *
     * @return null, Boolean, Long, BigInteger, Double, {@link WireString}, or a List or Map that
     *     cannot be changed; in these, strings are String or byte[] as {@link WireString#plain}
     *     says. A hash of which Ruby would make an object, or what holds one, is a {@link
     *     ForeignObject}.
     * @throws UnreadableMessageException if the body is no JSON object and nothing but one, or
     *     crosses a limit
     */
    public static Map<String, Object> read(byte[] body) throws UnreadableMessageException {
        try (JsonTokens tokens = new JsonTokens(body)) {
            if (tokens.next() != JsonToken.START_OBJECT) {
                throw new UnreadableMessageException("it is no JSON object");
            }
            Map<String, Object> fields = new JsonValues(tokens).fields();
            tokens.end();
            return fields;
        }
    }

    /**
     * Which of these keys stands first in the object, so that a body can be told from another kind
     * of body without reading all of it.
     *
     * @param keys ASCII
     * @return empty if there is none of them; also if the body is no object, or is found broken at
     *     or before the first of them
     */
    public static Optional<String> firstKey(byte[] body, Set<String> keys) {
        if (!begins(body)) {
            return Optional.empty();
        }
        try (JsonTokens tokens = new JsonTokens(body)) {
            tokens.next();
            while (tokens.next() == JsonToken.FIELD_NAME) {
                String key = tokens.string().name();
                if (keys.contains(key)) {
                    return Optional.of(key);
                }
                tokens.next();
                tokens.skip();
            }
            return Optional.empty();
        } catch (UnreadableMessageException e) {
            return Optional.empty(); // whoever reads it says what is wrong
        }
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
