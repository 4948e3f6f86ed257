package io.github.nanitefile.packet.value;

import io.github.nanitefile.packet.Symbol;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Goes through a value that a user wants sent, and tells a {@link ValueSink} what it finds. Which
 * Java value becomes what on the wire is decided here, for all formats:
 *
 * <ul>
 *   <li>null: nil; Boolean: true or false
 *   <li>Byte, Short, Integer, Long, BigInteger: an integer; Float, Double: a float
 *   <li>String: a text; {@link Symbol} and enum constants (by their name): a symbol; byte[]: bytes
 *   <li>Map: a hash, in the map's order; any other Collection or array: an array
 * </ul>
 *
 * <p>Holds a value against {@link ValueLimits}, so that every reader of ours can read it. One per
 * value.
 */
public final class ValueWalker {

    private final ValueSink sink;
    private int depth;
    private int spent;

    /** Tells this sink. */
    public ValueWalker(ValueSink sink) {
        this.sink = sink;
    }

    /**
     * Tells the sink all of the value.
     *
     * @throws IllegalArgumentException if the value cannot be sent: is or holds something of
     *     another class, a text with half a surrogate pair, more than a message may hold, or itself
     */
    public void walk(Object value) {
        if (value == null) {
            spend(1);
            sink.nil();
        } else if (value instanceof Boolean yes) {
            spend(1);
            sink.bool(yes);
        } else if (value instanceof String text) {
            spendOnText(Utf8.length(text));
            sink.text(text);
        } else if (value instanceof Symbol symbol) {
            symbol(symbol.name());
        } else if (value instanceof Enum<?> constant) {
            symbol(constant.name());
        } else if (value instanceof byte[] bytes) {
            spendOnText(bytes.length);
            sink.bytes(bytes);
        } else if (value instanceof Number number) {
            spend(1);
            number(number);
        } else {
            collection(value);
        }
    }

    private void symbol(String name) {
        spendOnText(Utf8.length(name));
        sink.symbol(name);
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            sink.floatingPoint(number.doubleValue());
        } else if (number instanceof BigInteger integer) {
            if (integer.bitLength() > ValueLimits.MAX_INTEGER_BYTES * Byte.SIZE) {
                throw new IllegalArgumentException(
                        "a meta cannot hold an integer of more than %d bytes: turn it into a String"
                                .formatted(ValueLimits.MAX_INTEGER_BYTES));
            }
            spend(ValueLimits.ofInteger(integer));
            sink.integer(integer);
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            sink.integer(BigInteger.valueOf(number.longValue()));
        } else {
            throw unknown(number);
        }
    }

    private void collection(Object value) {
        if (value instanceof Map<?, ?> map) {
            hash(new ArrayList<>(map.entrySet()));
        } else if (value instanceof Collection<?> items) {
            array(new ArrayList<>(items));
        } else if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            array(items);
        } else {
            throw unknown(value);
        }
    }

    private void array(List<?> items) {
        down();
        sink.startArray(items.size());
        items.forEach(this::walk);
        sink.endArray();
        depth--;
    }

    private void hash(List<? extends Map.Entry<?, ?>> pairs) {
        down();
        sink.startHash(pairs.size());
        KeyCosts costs = new KeyCosts();
        for (Map.Entry<?, ?> pair : pairs) {
            walk(pair.getKey());
            spend(costs.of(pair.getKey()));
            walk(pair.getValue());
        }
        sink.endHash();
        depth--;
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(
                "a meta cannot hold a "
                        + value.getClass().getName()
                        + ": turn it into a String, a number or a Map of such");
    }

    private void down() {
        spend(1);
        depth++;
        if (depth > ValueLimits.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a meta cannot be nested more than %d deep, nor hold itself"
                            .formatted(ValueLimits.MAX_DEPTH));
        }
    }

    private void spendOnText(int bytes) {
        spend(ValueLimits.TEXT + (depth > 0 ? ValueLimits.ofText(bytes) : 0));
    }

    private void spend(int units) {
        spent += units;
        if (spent > ValueLimits.MAX_COST - ValueLimits.OF_A_PACKET) {
            throw new IllegalArgumentException(
                    "a meta cannot hold more than about %d values: send it as a file"
                            .formatted(ValueLimits.MAX_COST));
        }
    }
}
