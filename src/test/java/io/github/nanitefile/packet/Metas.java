package io.github.nanitefile.packet;

import io.github.nanitefile.packet.value.WireString;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What metas are compared with. */
public final class Metas {

    private Metas() {}

    /**
     * The packet, with every byte[] of its meta, which Java compares by identity, as a ByteBuffer;
     * or as a String, if it is UTF-8, as bytes that are written without an encoding may read as
     * text.
     */
    public static Packet comparable(Packet packet) {
        return packet instanceof FileEnd end
                ? new FileEnd(end.token(), meta(end.meta()), end.size())
                : packet;
    }

    private static Object meta(Object meta) {
        if (meta instanceof byte[] bytes) {
            return new WireString(bytes).plain() instanceof String text
                    ? text
                    : ByteBuffer.wrap(bytes);
        }
        if (meta instanceof List<?> list) {
            return list.stream().map(item -> Optional.ofNullable(meta(item))).toList();
        }
        if (meta instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(meta(key), meta(value)));
            return copy;
        }
        return meta;
    }

    /** What a meta reads as that went as JSON: symbols, and keys of any kind, become strings. */
    public static Object inJson(Object meta) {
        if (meta instanceof Symbol symbol) {
            return symbol.name();
        }
        if (meta instanceof List<?> items) {
            return items.stream().map(Metas::inJson).toList();
        }
        if (meta instanceof Map<?, ?> pairs) {
            Map<Object, Object> read = new LinkedHashMap<>();
            pairs.forEach((key, value) -> read.put(key == null ? "" : key + "", inJson(value)));
            return read;
        }
        return meta;
    }
}
