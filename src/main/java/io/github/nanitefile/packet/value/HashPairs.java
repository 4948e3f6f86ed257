package io.github.nanitefile.packet.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pairs of a hash that is being read. */
public final class HashPairs {

    private final KeyCosts costs = new KeyCosts();
    private final Map<Object, Object> pairs = new LinkedHashMap<>();
    private ForeignObject foreign;

    /** The units that the next key costs over its content; to be spent before it is put in. */
    public int costOf(Object key) {
        return costs.of(key);
    }

    /** Adds a pair, unless the hash holds an object: then nothing of it matters any more. */
    public void put(Object key, Object value) {
        if (key instanceof ForeignObject object) {
            foreign = object;
        } else if (value instanceof ForeignObject object) {
            foreign = object;
        } else if (foreign == null) {
            pairs.put(key, value);
        }
    }

    /** A Map that cannot be changed, or, of a hash that holds an object, that object. */
    public Object hash() {
        return foreign == null ? Collections.unmodifiableMap(pairs) : foreign;
    }
}
