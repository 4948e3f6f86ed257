package io.github.nanitefile.packet.value;

import io.github.nanitefile.packet.Symbol;
import java.math.BigInteger;

/**
 * What the keys of a hash cost over their content. A peer may choose keys that all have one hash
 * code, so this keeps down how many a Java map must compare one by one. One per hash.
 */
final class KeyCosts {

    /** What the map can put in order among its like; bytes have hash codes that nobody chooses. */
    private enum Kind {
        TEXT,
        SYMBOL,
        LONG,
        BIG_INTEGER,
        FLOAT,
        COLLECTION
    }

    private Kind first;

    /** In units; the keys are to be asked for in their order. */
    int of(Object key) {
        if (key == null || key instanceof Boolean || key instanceof ForeignObject) {
            return 0; // of which there are few, or none in the end
        }
        Kind kind = kind(key);
        if (kind == Kind.COLLECTION) {
            return ValueLimits.COLLECTION_AS_KEY;
        }
        first = first == null ? kind : first;
        return kind == first ? 0 : ValueLimits.KEY_OF_ANOTHER_KIND;
    }

    /** As the key will be read, which is not always what is written. */
    private static Kind kind(Object key) {
        if (key instanceof String || key instanceof byte[]) {
            return Kind.TEXT;
        }
        if (key instanceof Symbol || key instanceof Enum<?>) {
            return Kind.SYMBOL;
        }
        if (key instanceof Double || key instanceof Float) {
            return Kind.FLOAT;
        }
        if (key instanceof BigInteger number) {
            return number.bitLength() < Long.SIZE ? Kind.LONG : Kind.BIG_INTEGER;
        }
        return key instanceof Number ? Kind.LONG : Kind.COLLECTION;
    }
}
