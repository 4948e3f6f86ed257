package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Compares what was read with the value that the manifest says. */
public final class VectorValue {

    private VectorValue() {}

    /** Fails unless the packet has exactly the fields that the entry says. */
    public static void assertFields(Packet packet, JsonNode fields) {
        assertValue(packet.token().value(), fields.get("token"), "token");
        assertValue(packet.size(), fields.get("size"), "size");
        if (packet instanceof FileStart start) {
            assertValue(start.filename(), fields.get("filename"), "filename");
            assertValue(start.dest(), fields.get("dest"), "dest");
        } else if (packet instanceof FileChunk chunk) {
            assertValue(chunk.chunk(), fields.get("chunk"), "chunk");
        } else if (packet instanceof FileEnd end) {
            assertValue(end.meta(), fields.get("meta"), "meta");
        }
    }

    /** Fails unless the value is the one described. */
    public static void assertValue(Object actual, JsonNode expected, String where) {
        String type = expected.get("type").asText();
        switch (type) {
            case "nil" -> assertThat(actual).as(where).isNull();
            case "bool" ->
                    assertThat(actual).as(where).isEqualTo(expected.get("value").asBoolean());
            case "int" -> assertThat(actual).as(where).isEqualTo(integer(expected));
            case "float" ->
                    assertThat(actual)
                            .as(where)
                            .isInstanceOfSatisfying(
                                    Double.class,
                                    number ->
                                            assertThat(bits(number))
                                                    .isEqualTo(expected.get("bits").asText()));
            case "string" -> assertString(actual, expected, where);
            case "symbol" ->
                    assertThat(actual).as(where).isEqualTo(new Symbol(text(expected, "UTF-8")));
            case "array" -> assertArray(actual, expected.get("items"), where);
            case "hash" -> assertHash(actual, expected.get("pairs"), where);
            default -> throw new AssertionError(where + " is a " + type + " and must be refused");
        }
    }

    private static Object integer(JsonNode expected) {
        BigInteger number = new BigInteger(expected.get("value").asText());
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static String bits(double number) {
        return HexFormat.of().toHexDigits(Double.doubleToLongBits(number));
    }

    private static void assertString(Object actual, JsonNode expected, String where) {
        byte[] bytes = bytes(actual, encoding(expected, where));
        if (expected.has("base64")) {
            assertThat(bytes)
                    .as(where)
                    .isEqualTo(Base64.getDecoder().decode(expected.get("base64").asText()));
        } else {
            assertThat(bytes).as(where).hasSize(expected.get("length").asInt());
            assertThat(sha256(bytes)).as(where).isEqualTo(expected.get("sha256").asText());
        }
    }

    /** Bytes as they were in the message, that is in the encoding in which they came. */
    private static byte[] bytes(Object actual, Charset encoding) {
        if (actual instanceof String text) {
            return text.getBytes(encoding);
        }
        if (actual instanceof ByteBuffer chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.duplicate().get(bytes);
            return bytes;
        }
        assertThat(actual).isInstanceOf(byte[].class);
        return (byte[]) actual;
    }

    private static Charset encoding(JsonNode expected, String where) {
        String name = expected.path("encoding").asText("ASCII-8BIT");
        assertThat(name).as(where).isNotEmpty();
        return name.equals("ASCII-8BIT") ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    private static String text(JsonNode expected, String encoding) {
        return new String(
                Base64.getDecoder().decode(expected.get("base64").asText()),
                Charset.forName(encoding));
    }

    private static void assertArray(Object actual, JsonNode items, String where) {
        assertThat(actual).as(where).isInstanceOf(List.class);
        List<?> list = (List<?>) actual;
        assertThat(list).as(where).hasSize(items.size());
        for (int i = 0; i < list.size(); i++) {
            assertValue(list.get(i), items.get(i), where + "[" + i + "]");
        }
    }

    /** Order carries no meaning: each pair said must be one of those read. */
    private static void assertHash(Object actual, JsonNode pairs, String where) {
        assertThat(actual).as(where).isInstanceOf(Map.class);
        List<Map.Entry<?, ?>> left = new ArrayList<>(((Map<?, ?>) actual).entrySet());
        assertThat(left).as(where).hasSize(pairs.size());
        for (JsonNode pair : pairs) {
            boolean found =
                    left.removeIf(
                            entry ->
                                    is(entry.getKey(), pair.get(0))
                                            && is(entry.getValue(), pair.get(1)));
            assertThat(found).as("%s has the pair %s", where, pair).isTrue();
        }
    }

    private static boolean is(Object actual, JsonNode expected) {
        try {
            assertValue(actual, expected, "");
            return true;
        } catch (AssertionError e) {
            return false; // the caller looks for the pair that fits
        }
    }

    /** In lower-case hex digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
