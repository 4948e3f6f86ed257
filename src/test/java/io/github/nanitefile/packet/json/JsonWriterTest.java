package io.github.nanitefile.packet.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonWriterTest {

    private static final Token TOKEN = new Token("t");

    /** What Nanite's peers take in one frame. */
    private static final int LARGEST_BODY = 131_064;

    private final JsonFormat format = new JsonFormat();

    private String meta(Object meta) {
        String json = new String(format.write(new FileEnd(TOKEN, meta)), UTF_8);
        String before = "{\"json_class\":\"Nanite::FileEnd\",\"data\":{\"token\":\"t\",\"meta\":";
        assertThat(json).startsWith(before).endsWith(",\"size\":null}}");
        return json.substring(before.length(), json.length() - ",\"size\":null}}".length());
    }

    private static FileChunk chunk(String bytes) {
        return new FileChunk(TOKEN, ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("d", value);
        }
        return value;
    }

    @Test
    void shouldWriteASizeOnlyIfThereIsOne() {
        assertThat(new String(format.write(new FileStart("a", "b", TOKEN)), UTF_8))
                .isEqualTo(
                        """
                        {"json_class":"Nanite::FileStart",\
                        "data":{"filename":"a","dest":"b","token":"t","size":null}}""");
        assertThat(new String(format.write(new FileEnd(TOKEN, null, -5L)), UTF_8))
                .endsWith("\"size\":null},\"size\":-5}");
    }

    @Test
    void shouldEscapeAsRubyDoes() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            all.append(c);
        }
        assertThat(meta(all + "é\u2028€😀"))
                .isEqualTo(
                        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b"
                                + "\\f\\r\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015"
                                + "\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e"
                                + "\\u001f !\\\"#$%&'()*+,-./0123456789:;<=>?@"
                                + "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`abcdefghijklmnopqrstuvwxyz"
                                + "{|}~\177é\u2028€😀\"");
    }

    @Test
    void shouldMakeStringsOfSymbolsAndOfKeysAsRubyDoes() {
        Map<Object, Object> meta = new LinkedHashMap<>();
        meta.put(null, new Symbol("s"));
        meta.put(1, 2L);
        meta.put(1.5, List.of());
        meta.put(true, Map.of());
        meta.put(new Symbol("a"), Thread.State.NEW);
        meta.put(BigInteger.TWO.pow(64), new int[] {1, 2});
        meta.put(Double.POSITIVE_INFINITY, null);

        assertThat(meta(meta))
                .isEqualTo(
                        """
                        {"":"s","1":2,"1.5":[],"true":{},"a":"NEW","18446744073709551616":[1,2],\
                        "Infinity":null}""");
        assertThat(format.carries(new FileEnd(TOKEN, meta))).isTrue();
    }

    /** As printed by Ruby 3.1. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "100, 100.0",
        "1e14, 100000000000000.0",
        "999999999999999, 999999999999999.0",
        "1e15, 1.0e+15",
        "1234567890123456, 1.234567890123456e+15",
        "1e16, 1.0e+16",
        "1e22, 1.0e+22",
        "1e100, 1.0e+100",
        "0.0001, 0.0001",
        "0.00012345, 0.00012345",
        "0.00009, 9.0e-05",
        "-2.5e-5, -2.5e-05",
        "12345678.9, 12345678.9",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "NaN, NaN",
        "-Infinity, -Infinity",
    })
    void shouldPrintFloatsAsRubyDoes(double number, String json) {
        assertThat(meta(number)).isEqualTo(json);
    }

    @Test
    void shouldWriteAChunkOfControlCharactersWithinWhatAPeerTakes() {
        assertThat(format.write(chunk("\0".repeat(16_384)))).hasSizeLessThan(LARGEST_BODY);
    }

    @Test
    void shouldCarryAChunkOfAsciiAlone() {
        assertThat(format.carries(chunk(""))).isTrue();
        assertThat(format.carries(chunk("\0a\177"))).isTrue();
        assertThat(format.carries(chunk("\u0080"))).isFalse();
        assertThat(format.carries(chunk("a".repeat(20_000) + "é"))).isFalse();
        ByteBuffer part = ByteBuffer.wrap("éaé".getBytes(ISO_8859_1), 1, 1);
        assertThat(format.carries(new FileChunk(TOKEN, part))).isTrue();
        assertThat(format.carries(new FileChunk(TOKEN, part.asReadOnlyBuffer()))).isTrue();
    }

    private static Stream<Arguments> metas() {
        return Stream.of(
                Arguments.of(null, true),
                Arguments.of("é😀", true),
                Arguments.of(List.of(1, 2.5, "a", new Symbol("b"), Map.of("c", Map.of())), true),
                Arguments.of(List.of("json_class", Map.of("a", "json_class")), true),
                Arguments.of(List.of(Map.of("a", 1), Map.of("a", 1)), true),
                Arguments.of(Map.of("k".repeat(16_000), 1), true),
                Arguments.of(BigInteger.TEN.pow(4000), true),
                Arguments.of(nCopies(60, BigInteger.TEN.pow(90)), true),
                Arguments.of(nested(98), true),
                Arguments.of(nested(99), false),
                Arguments.of(new byte[] {1}, false),
                Arguments.of(List.of(new byte[] {1}), false),
                Arguments.of(Map.of(new byte[] {1}, 1), false),
                Arguments.of(Map.of("json_class", 1), false),
                Arguments.of(List.of(Map.of(new Symbol("json_class"), 1)), false),
                Arguments.of(Map.of("1", 1, 1, 1), false),
                Arguments.of(Map.of("a", 1, new Symbol("a"), 1), false),
                Arguments.of(Map.of(List.of(1), 1), false),
                Arguments.of(Map.of(Map.of("a", 1), 1), false),
                Arguments.of(Map.of("k".repeat(17_000), 1), false));
    }

    @ParameterizedTest
    @MethodSource("metas")
    void shouldCarryAMetaThatReadsTheSame(Object meta, boolean carried) {
        assertThat(format.carries(new FileEnd(TOKEN, meta))).isEqualTo(carried);
    }

    @Test
    void shouldWriteAsMarshalWhatItCannotCarry() throws UnreadableMessageException {
        for (Packet packet :
                List.of(chunk("é"), new FileEnd(TOKEN, Map.of(List.of(1L), "json_class")))) {
            byte[] body = PacketFormats.plain().writer("json").write(packet);

            assertThat(body).startsWith(4, 8);
            assertThat(PacketFormats.plain().read(body)).contains(packet);
        }
        assertThat(PacketFormats.plain().writer("json").write(chunk("a"))).startsWith('{');
    }

    @Test
    void shouldLeaveItToWritingToRefuseWhatNoFormatCarries() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        for (Object meta : List.of(new Object(), "\ud83d", itself)) {
            FileEnd end = new FileEnd(TOKEN, meta);
            assertThat(format.carries(end)).isTrue();
            assertThatIllegalArgumentException().isThrownBy(() -> format.write(end));
        }
    }

    @Test
    void shouldSayWhatToDoAboutAKeyThatJsonHasNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.write(new FileEnd(TOKEN, Map.of(List.of(), 1))))
                .withMessageContaining("use another format");
    }

    /** A number as a key costs its writer less than a text costs a reader. */
    @Test
    void shouldReadTheLargestMetaThatItWrites() throws UnreadableMessageException {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        LongStream.range(0, 49_900).forEach(i -> pairs.put(i, i));
        FileEnd end = new FileEnd(TOKEN, pairs);
        assertThat(format.carries(end)).isTrue();

        FileEnd read = (FileEnd) format.read(format.write(end)).orElseThrow();
        assertThat((Map<?, ?>) read.meta()).hasSize(49_900);

        FileEnd longKey = new FileEnd(TOKEN, Map.of("€".repeat(16_000), List.of()));
        assertThat(format.read(format.write(longKey))).contains(longKey);

        FileEnd numbers = new FileEnd(TOKEN, nCopies(99_800, 1L));
        assertThat(format.read(format.write(numbers))).contains(numbers);

        FileEnd digits = new FileEnd(TOKEN, nCopies(48, BigInteger.ONE.shiftLeft(65_535)));
        assertThat(format.read(format.write(digits))).contains(digits);

        FileEnd items = new FileEnd(TOKEN, nCopies(33_000, new Symbol("s")));
        assertThat(format.read(format.write(items))).isPresent();
    }
}
