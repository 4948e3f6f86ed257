package io.github.nanitefile.camel.receive;

import io.github.nanitefile.packet.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A meta as routes want it: null, Boolean, Long, BigInteger, Double, String, byte[], List and Map.
 * Ruby's symbols become Strings, so that an expression finds {@code meta[name]} whichever of the
 * two the sender used.
 */
public final class PlainMeta {

    private PlainMeta() {}

    /** The meta without symbols, at any depth. */
    public static Object of(Object meta) {
        if (meta instanceof Symbol symbol) {
            return symbol.name();
        }
        if (meta instanceof List<?> list) {
            List<Object> plain = new ArrayList<>(list.size());
            list.forEach(item -> plain.add(of(item)));
            return plain;
        }
        if (meta instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, value) -> plain.put(of(key), of(value)));
            return plain;
        }
        return meta;
    }
}
