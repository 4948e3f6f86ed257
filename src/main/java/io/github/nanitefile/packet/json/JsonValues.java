package io.github.nanitefile.packet.json;

import com.fasterxml.jackson.core.JsonToken;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.ValueBudget;
import io.github.nanitefile.packet.value.WireString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes plain Java values of tokens, and nothing else. */
final class JsonValues {

    /** The key by which Ruby's JSON makes an object of a hash. */
    static final String CLASS = "json_class";

    private final JsonTokens tokens;
    private final ValueBudget budget = new ValueBudget();

    JsonValues(JsonTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads the fields of the object whose beginning is the current token, as {@link #value} reads
     * them. The object itself does not count as depth.
     */
    Map<String, Object> fields() throws UnreadableMessageException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (tokens.next() == JsonToken.FIELD_NAME) {
            String name = key().name();
            tokens.next();
            fields.put(name, value());
        }
        return fields;
    }

    /**
     * Reads the value that begins at the current token. A string comes as {@link WireString}, as
     * only the taker knows whether it has to be decoded; a hash of which Ruby would make an object,
     * and what holds one, as {@link ForeignObject}.
     */
    Object value() throws UnreadableMessageException {
        JsonToken token = tokens.current();
        if (token == JsonToken.VALUE_STRING) {
            WireString string = tokens.string();
            budget.spendOnText(string.length());
            return string;
        }
        budget.spend(1);
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case START_ARRAY -> array();
            case START_OBJECT -> hash();
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private Number number() throws UnreadableMessageException {
        Number number = tokens.number();
        budget.spendOnLength(number);
        return number;
    }

    /** A value for an array or a hash to hold. */
    private Object element() throws UnreadableMessageException {
        Object value = value();
        return value instanceof WireString string ? string.plain() : value;
    }

    /** Costs one unit: at its writer the key may have been no text but a number. */
    private WireString key() throws UnreadableMessageException {
        budget.spend(1);
        return tokens.string();
    }

    private Object array() throws UnreadableMessageException {
        budget.down();
        List<Object> items = new ArrayList<>();
        Object array = Collections.unmodifiableList(items);
        while (tokens.next() != JsonToken.END_ARRAY) {
            Object item = element();
            items.add(item);
            array = item instanceof ForeignObject ? item : array;
        }
        budget.up();
        return array;
    }

    private Object hash() throws UnreadableMessageException {
        budget.down();
        Map<Object, Object> pairs = new LinkedHashMap<>();
        Object hash = Collections.unmodifiableMap(pairs);
        while (tokens.next() == JsonToken.FIELD_NAME) {
            Object key = key().plain();
            tokens.next();
            Object item = element();
            pairs.put(key, item);
            hash = item instanceof ForeignObject ? item : hash;
        }
        budget.up();
        Object className = pairs.get(CLASS);
        return className == null ? hash : new ForeignObject(className.toString());
    }
}
