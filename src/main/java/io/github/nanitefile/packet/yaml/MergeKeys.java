package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.value.ValueLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Finds the one thing that a meta may hold and YAML cannot carry to Ruby: {@code <<} as a key. */
final class MergeKeys {

    static final String KEY = "<<";

    private static final ByteBuffer BYTES = ByteBuffer.wrap(new byte[] {'<', '<'});

    /** As many values as can be written: lists that hold one another often unfold into more. */
    private int left = ValueLimits.MAX_COST;

    private MergeKeys() {}

    /** Whether there is one, no deeper and no further on than what can be written. */
    static boolean in(Object meta) {
        return new MergeKeys().in(meta, 0);
    }

    private boolean in(Object value, int depth) {
        if (depth > ValueLimits.MAX_DEPTH || left-- <= 0) {
            return false; // which the writer refuses
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .anyMatch(
                            pair ->
                                    isMerge(pair.getKey())
                                            || in(pair.getKey(), depth + 1)
                                            || in(pair.getValue(), depth + 1));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().anyMatch(item -> in(item, depth + 1));
        }
        return value instanceof Object[] items
                && Arrays.stream(items).anyMatch(item -> in(item, depth + 1));
    }

    private static boolean isMerge(Object key) {
        return KEY.equals(key)
                || (key instanceof byte[] bytes && BYTES.equals(ByteBuffer.wrap(bytes)));
    }
}
