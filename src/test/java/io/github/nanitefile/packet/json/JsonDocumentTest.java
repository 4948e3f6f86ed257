package io.github.nanitefile.packet.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.ValueLimits;
import io.github.nanitefile.packet.value.WireString;
import io.github.nanitefile.testing.Promptly;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

    /** Bytes are written as the characters of ISO-8859-1. */
    private static Map<String, Object> read(String json) throws UnreadableMessageException {
        return JsonDocument.read(json.getBytes(ISO_8859_1));
    }

    private static Object value(String json) throws UnreadableMessageException {
        return read("{\"v\":" + json + "}").get("v");
    }

    private static String bytes(String string) throws UnreadableMessageException {
        WireString read = (WireString) value('"' + string + '"');
        byte[] bytes = new byte[read.length()];
        read.view().get(bytes);
        return new String(bytes, ISO_8859_1);
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(UnreadableMessageException.class).isThrownBy(() -> read(json));
    }

    private static Stream<Arguments> strings() {
        return Stream.of(
                arguments("", ""),
                arguments("\\b\\f\\n\\r\\t\\\"\\\\\\/", "\b\f\n\r\t\"\\/"),
                arguments("\\u0000\\u001F\\u007f", "\0\37\177"),
                arguments("\\u00e9", "\u00c3\u00a9"),
                arguments("\\u20AC", "\u00e2\u0082\u00ac"),
                arguments("\\ud83d\\uDE00", "\u00f0\u009f\u0098\u0080"),
                arguments("\\udbff\\udfff", "\u00f4\u008f\u00bf\u00bf"),
                arguments("a\\ude00b", "a\u00ed\u00b8\u0080b"),
                arguments("\u00ff\u0080\u00fe", "\u00ff\u0080\u00fe"),
                arguments("\u00ff\\n\u00fe", "\u00ff\n\u00fe"),
                arguments("\177", "\177"));
    }

    @ParameterizedTest
    @MethodSource("strings")
    void shouldReadTheBytesOfAString(String json, String bytes) throws UnreadableMessageException {
        assertThat(bytes(json)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\x",
                "\\'",
                "\\u12",
                "\\u12g4",
                "\\ud83d",
                "\\ud83dx",
                "\\ud83d\\n",
                "\\ud83d\\ud83d",
                "\\ud83d\\u0041",
                "a\nb",
                "\t",
                "\0",
                "\\",
            })
    void shouldRefuseAStringThatSaysNothingClear(String json) {
        assertRefused("{\"v\":\"" + json + "\"}");
        assertRefused("{\"" + json + "\":1}");
        assertRefused("{\"v\":{\"" + json + "\":1}}");
    }

    /** Jackson reads 4000 characters at a time. */
    @Test
    void shouldFindEachStringAndKeyWhereverItLies() throws UnreadableMessageException {
        for (int before = 3900; before < 4100; before++) {
            String gap = "\\n\u00e9".repeat(before / 3) + "x".repeat(before % 3);
            String key = "\\u00e9k".repeat(2 + before % 4) + "\u00ff";
            Map<String, Object> fields =
                    read(
                            "{\"a\":\"%s\" , \"%s\"  :  [ \"\\t%s\" , {\"%s\":\"e\"}],\n\"z\":\"\\\"\"}"
                                    .formatted(gap, key, gap, key));

            String name = "\u00c3\u00a9k".repeat(2 + before % 4) + "\u00ff";
            assertThat(fields.keySet()).containsExactly("a", name, "z");
            assertThat(((WireString) fields.get("a")).name()).isEqualTo(gap.replace("\\n", "\n"));
            assertThat(((WireString) fields.get("z")).name()).isEqualTo("\"");
            List<?> list = (List<?>) fields.get(name);
            assertThat((byte[]) list.get(0))
                    .isEqualTo(("\t" + gap.replace("\\n", "\n")).getBytes(ISO_8859_1));
            Map.Entry<?, ?> pair = ((Map<?, ?>) list.get(1)).entrySet().iterator().next();
            assertThat((byte[]) pair.getKey()).isEqualTo(name.getBytes(ISO_8859_1));
            assertThat(pair.getValue()).isEqualTo("e");
        }
    }

    @Test
    void shouldFindAKeyThatIsLongerThanTheBufferOfTheParser() throws UnreadableMessageException {
        String key = "k\\\"".repeat(10_000);
        assertThat(read("{\"a\":1,\"" + key + "\":\"v\",\"b\":\"\\n\"}"))
                .containsKeys("a", key.replace("\\", ""), "b")
                .hasEntrySatisfying("b", b -> assertThat(((WireString) b).name()).isEqualTo("\n"));
    }

    @Test
    void shouldViewAStringWithoutEscapesInsideTheMessage() throws UnreadableMessageException {
        byte[] body = "{\"v\":\"abc\"}".getBytes(ISO_8859_1);

        assertThat(((WireString) JsonDocument.read(body).get("v")).view().array()).isSameAs(body);
    }

    @Test
    void shouldReadNumbersAsRubyDoes() throws UnreadableMessageException {
        assertThat(value("[0,-0,-1,9223372036854775807,9223372036854775808]"))
                .isEqualTo(List.of(0L, 0L, -1L, Long.MAX_VALUE, BigInteger.ONE.shiftLeft(63)));
        assertThat(
                        value(
                                "[-0.0,1e3,1E+2,-1.5e-7,1e999999999,-1e99999999999999999999,1e-999999999]"))
                .isEqualTo(
                        List.of(
                                -0.0,
                                1000.0,
                                100.0,
                                -1.5e-7,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                0.0));
        assertThat(value("[NaN,Infinity,-Infinity]"))
                .isEqualTo(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "0x10",
                "-",
                "--1",
                "INF",
                "-INF",
                "+INF",
                "nan",
                "+Infinity",
                "-NaN",
                "Infinit",
                "True",
                "nil",
                "/**/1",
                "'a'",
                "a",
                ""
            })
    void shouldRefuseWhatRubyReadsAsNoValue(String json) {
        assertRefused("{\"v\":" + json + "}");
    }

    @Test
    void shouldReadTheLongestIntegerAndRefuseALongerOne() throws UnreadableMessageException {
        BigInteger longest =
                BigInteger.ONE
                        .shiftLeft(ValueLimits.MAX_INTEGER_BYTES * 8)
                        .subtract(BigInteger.ONE);
        assertThat(value("[" + longest + "]")).isEqualTo(List.of(longest));

        assertRefused("{\"v\":" + longest.shiftLeft(1) + "}");
        assertRefused("{\"v\":" + "1".repeat(1_000_000) + "}");
    }

    /** Converting them takes time out of proportion to their length. */
    @Test
    void shouldRefuseManyLongIntegers() throws UnreadableMessageException {
        String integer = ',' + "9".repeat(10_000);
        assertThat((List<?>) value("[0" + integer.repeat(50) + "]")).hasSize(51);

        assertRefused("{\"v\":[0" + integer.repeat(1000) + "]}");
    }

    @Test
    void shouldRefuseWhatIsTooDeepAlsoWhereItIsSkipped() throws UnreadableMessageException {
        int deepest = ValueLimits.MAX_DEPTH;
        String deep = "[".repeat(deepest) + "]".repeat(deepest);
        assertThat(value(deep)).isInstanceOf(List.class);

        assertRefused("{\"v\":[" + deep + "]}");
        assertRefused("{\"v\":" + "[".repeat(1_000_000));
        String skipped = "{\"v\":" + "[".repeat(1_000_000) + "],\"k\":1}";
        assertThat(JsonDocument.firstKey(skipped.getBytes(ISO_8859_1), Set.of("k"))).isEmpty();
    }

    @Test
    void shouldRefuseMoreValuesThanAMessageMayHold() throws UnreadableMessageException {
        assertThat(value("[0" + ",0".repeat(90_000) + "]")).isInstanceOf(List.class);

        assertRefused("{\"v\":[0" + ",0".repeat(ValueLimits.MAX_COST) + "]}");
        assertRefused("{\"v\":[\"" + "x".repeat(64 * ValueLimits.MAX_COST) + "\"]}");
    }

    @Test
    void shouldReadAFieldOfAnyLength() throws UnreadableMessageException {
        assertThat(bytes("\\n" + "x".repeat(64 * ValueLimits.MAX_COST)))
                .hasSize(64 * ValueLimits.MAX_COST + 1);
    }

    @Test
    void shouldLetTheLastOfTwoFieldsCount() throws UnreadableMessageException {
        assertThat(read("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo(Map.of("a", 3L, "b", 2L));
    }

    @Test
    void shouldStandInForWhatRubyMakesAnObjectOf() throws UnreadableMessageException {
        assertThat(value("{\"json_class\":\"Evil\"}")).isEqualTo(new ForeignObject("Evil"));
        assertThat(value("[1,{\"a\":{\"x\":1,\"json\\u005fclass\":\"Evil\"}}]"))
                .isEqualTo(new ForeignObject("Evil"));
        assertThat(value("{\"json_class\":5}")).isEqualTo(new ForeignObject("5"));
        assertThat((Map<?, ?>) value("{\"json_class\":null}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "\"a\"",
                "{",
                "{}x",
                "{} {}",
                "{},",
                "{}\0",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":[1}",
                "{'a':1}",
                "\u00ef\u00bb\u00bf{}"
            })
    void shouldRefuseWhatIsNotOneObject(String json) {
        assertRefused(json);
    }

    @Test
    void shouldReadPastWhiteSpace() throws UnreadableMessageException {
        assertThat(read(" \r\n\t{ } \r\n\t")).isEmpty();
        assertThat(JsonDocument.begins(" \r\n\t{".getBytes(ISO_8859_1))).isTrue();
        assertThat(JsonDocument.begins(" \f{".getBytes(ISO_8859_1))).isFalse();
        assertThat(JsonDocument.begins(" ".getBytes(ISO_8859_1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"k\":1,\"j\":2}                                | k",
                " {\"x\":{\"j\":[\"j\"]},\"y\":\"k\",\"j\":2,\"k\"| j",
                "{\"\\u006b\":\"x                                 | k",
                "{\"x\":1}                                        |",
                "{}                                               |",
                "[{\"k\":1}]                                      |",
                "[                                                |",
                "{\"x\":tru,\"k\":1}                              |",
                "{                                                |",
            })
    void shouldTellWhichKeyStandsFirst(String json, String key) {
        assertThat(JsonDocument.firstKey(json.getBytes(ISO_8859_1), Set.of("j", "k")))
                .isEqualTo(Optional.ofNullable(key));
    }

    @Test
    void shouldSayWhatIsWrongWithoutTheControlCharactersOfThePeer() {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> read("{\"v\":x\u009b31m\u0085}"))
                .withNoCause()
                .withMessageStartingWith("it is no JSON that can be read: ")
                .satisfies(
                        e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }

    @Test
    void shouldNotTakeLongForManyKeysThatCollide() {
        StringBuilder json = new StringBuilder("{\"v\":{\"a\":1");
        for (int i = 0; i < 30_000; i++) { // "Aa" and "BB" have one hash code
            json.append(",\"");
            for (int bit = 0; bit < 15; bit++) {
                json.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":1");
        }
        byte[] body = json.append("}}").toString().getBytes(ISO_8859_1);
        Promptly.within(
                Duration.ofSeconds(5), () -> assertThat(JsonDocument.read(body)).hasSize(1));
    }
}
