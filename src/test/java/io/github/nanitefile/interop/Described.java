package io.github.nanitefile.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Symbol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a Ruby should have in its hands, in the words of {@code src/test/ruby/description.rb}. */
public final class Described {

    /** The encoding of what is no text. */
    static final String BINARY = "ASCII-8BIT";

    private static final JsonMapper JSON = new JsonMapper();

    private Described() {}

    /**
     * The fields of the packet as it reads in Ruby; the encodings are that of a chunk, and that of
     * bytes in a meta.
     */
    static JsonNode fields(Packet packet, String chunkEncoding, String bytesEncoding) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("token", value(packet.token().value()));
        fields.put("size", value(packet.size()));
        if (packet instanceof FileStart start) {
            fields.put("filename", value(start.filename()));
            fields.put("dest", value(start.dest()));
        } else if (packet instanceof FileChunk chunk) {
            ByteBuffer view = chunk.chunk().duplicate();
            byte[] bytes = new byte[view.remaining()];
            view.get(bytes);
            fields.put("chunk", string(bytes, chunkEncoding));
        } else if (packet instanceof FileEnd end) {
            fields.put("meta", value(end.meta(), bytesEncoding));
        }
        return JSON.valueToTree(fields);
    }

    /** A value as it reads in Ruby; bytes are no text there either. */
    public static JsonNode json(Object value) {
        return JSON.valueToTree(value(value));
    }

    private static Map<String, Object> value(Object value) {
        return value(value, BINARY);
    }

    private static Map<String, Object> value(Object value, String bytesEncoding) {
        if (value == null) {
            return Map.of("type", "nil");
        }
        if (value instanceof Boolean) {
            return Map.of("type", "bool", "value", value);
        }
        if (value instanceof Double number) {
            String bits = HexFormat.of().toHexDigits(Double.doubleToLongBits(number));
            return Map.of("type", "float", "bits", bits);
        }
        if (value instanceof Number number) {
            return Map.of("type", "int", "value", number.toString());
        }
        if (value instanceof String text) {
            return string(text.getBytes(StandardCharsets.UTF_8), "UTF-8");
        }
        if (value instanceof byte[] bytes) {
            return string(bytes, bytesEncoding);
        }
        if (value instanceof Symbol symbol) {
            byte[] name = symbol.name().getBytes(StandardCharsets.UTF_8);
            return Map.of("type", "symbol", "base64", Base64.getEncoder().encodeToString(name));
        }
        if (value instanceof List<?> items) {
            return Map.of(
                    "type",
                    "array",
                    "items",
                    items.stream().map(item -> value(item, bytesEncoding)).toList());
        }
        List<Object> pairs = new ArrayList<>();
        ((Map<?, ?>) value)
                .forEach(
                        (key, item) ->
                                pairs.add(
                                        List.of(
                                                value(key, bytesEncoding),
                                                value(item, bytesEncoding))));
        return Map.of("type", "hash", "pairs", pairs);
    }

    private static Map<String, Object> string(byte[] bytes, String encoding) {
        String base64 = Base64.getEncoder().encodeToString(bytes);
        return Map.of("type", "string", "base64", base64, "encoding", encoding);
    }
}
