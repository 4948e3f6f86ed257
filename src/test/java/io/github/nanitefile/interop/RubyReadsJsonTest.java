package io.github.nanitefile.interop;

import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.testing.RequiresRuby;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@RequiresRuby
class RubyReadsJsonTest extends RubyReadsContract {

    @Override
    String format() {
        return "json";
    }

    /** Symbols, and keys of any kind, become strings. */
    @Override
    Object asRead(Object meta) {
        if (meta instanceof Symbol symbol) {
            return symbol.name();
        }
        if (meta instanceof List<?> items) {
            return items.stream().map(this::asRead).toList();
        }
        if (meta instanceof Map<?, ?> pairs) {
            Map<Object, Object> read = new LinkedHashMap<>();
            pairs.forEach((key, value) -> read.put(key == null ? "" : key + "", asRead(value)));
            return read;
        }
        return meta;
    }

    @Override
    String chunkEncoding(byte[] chunk) {
        return "UTF-8";
    }
}
