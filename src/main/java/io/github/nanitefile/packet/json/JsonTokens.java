package io.github.nanitefile.packet.json;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.ValueLimits;
import io.github.nanitefile.packet.value.WireString;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Goes through a body token by token. Jackson says what stands where, and refuses what is no JSON;
 * it never decodes the content of a string, as it would take the bytes for text.
 */
final class JsonTokens implements Closeable {

    /** The packet and its {@code data}, around the fields. */
    static final int ENVELOPE = 2;

    /** What {@link ValueLimits#MAX_INTEGER_BYTES} come to, with a sign. */
    private static final int MAX_DIGITS = ValueLimits.MAX_INTEGER_BYTES * 5 / 2;

    /** Names are not kept from one message to the next: they are the peer's to choose. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(ValueLimits.MAX_DEPTH + ENVELOPE)
                                    .maxNumberLength(MAX_DIGITS)
                                    .build())
                    .build();

    private final byte[] body;
    private final JsonParser parser;

    JsonTokens(byte[] body) {
        this.body = body;
        try {
            parser = FACTORY.createParser(new BytesReader(body));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be read", e);
        }
    }

    /** Null at the end of the body. */
    JsonToken next() throws UnreadableMessageException {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    JsonToken current() {
        return parser.currentToken();
    }

    /** Goes past the array or object whose beginning is the current token, if it is one. */
    void skip() throws UnreadableMessageException {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Goes past all that is left, which must be nothing. */
    void end() throws UnreadableMessageException {
        if (next() != null) {
            throw new UnreadableMessageException(
                    "it goes on after the end of its JSON, at byte " + offset());
        }
    }

    /** The string or the name of a field that is the current token. */
    WireString string() throws UnreadableMessageException {
        return JsonString.read(body, offset());
    }

    /** The number that is the current token: a Long, a BigInteger or a Double. */
    Number number() throws UnreadableMessageException {
        try {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                return (Number) ValueBudget.integer(parser.getBigIntegerValue());
            }
            return floatingPoint(parser.getText());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** What no float can hold is infinite, as in Ruby; Java's reader makes short work of it. */
    private static double floatingPoint(String text) throws UnreadableMessageException {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "INF", "+INF", "-INF", "+Infinity" ->
                    throw new UnreadableMessageException(
                            "it is no valid JSON: there is no number " + text);
            default -> Double.parseDouble(text);
        };
    }

    /** Where the current token begins. */
    private int offset() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    @Override
    public void close() throws UnreadableMessageException {
        try {
            parser.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Without the cause, whose text would reach the log as the peer wrote it. */
    private static UnreadableMessageException broken(IOException e) {
        if (e instanceof UnreadableMessageException unreadable) {
            return unreadable;
        }
        String what =
                e instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : e.getMessage();
        return new UnreadableMessageException("it is no JSON that can be read: " + quote(what));
    }
}
