package io.github.nanitefile.packet.yaml;

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
import io.github.nanitefile.testing.Promptly;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlWriterTest {

    private static final Token TOKEN = new Token("t");

    private static String written(Packet packet) {
        return new String(new YamlFormat().write(packet), StandardCharsets.UTF_8);
    }

    private static String meta(Object meta) {
        String body = written(new FileEnd(TOKEN, meta));
        String head = "--- !ruby/object:Nanite::FileEnd\ntoken: \"t\"\nmeta: ";
        assertThat(body).startsWith(head).endsWith("\nsize: null\n");
        return body.substring(head.length(), body.length() - "\nsize: null\n".length());
    }

    private static Object readAgain(Object meta) throws UnreadableMessageException {
        YamlFormat format = new YamlFormat();
        return ((FileEnd) format.read(format.write(new FileEnd(TOKEN, meta))).orElseThrow()).meta();
    }

    private static ByteBuffer bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void shouldRefuseInTimeWhatUnfoldsWithoutEnd() {
        Object meta = "bottom";
        for (int i = 0; i < 60; i++) {
            meta = List.of(meta, meta);
        }
        FileEnd end = new FileEnd(TOKEN, meta);
        Promptly.within(
                YamlMessages.PLENTY,
                () ->
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> PacketFormats.plain().writer("yaml").write(end))
                                .withMessageContaining("send it as a file"));
    }

    @Test
    void shouldWriteFieldsInTheOrderOfNanite() {
        assertThat(written(new FileStart("a", "b", TOKEN, 5L)))
                .isEqualTo(
                        """
                        --- !ruby/object:Nanite::FileStart
                        filename: "a"
                        dest: "b"
                        token: "t"
                        size: 5
                        """);
    }

    @Test
    void shouldWriteChunksInLinesOfBase64() {
        assertThat(written(new FileChunk(TOKEN, bytes(46))))
                .isEqualTo(
                        """
                        --- !ruby/object:Nanite::FileChunk
                        chunk: !binary |
                          ////////////////////////////////////////////////////////////
                          /w==
                        token: "t"
                        size: null
                        """);
    }

    @Test
    void shouldWriteAnEmptyChunkAsAnEmptyText() {
        assertThat(written(new FileChunk(TOKEN, bytes(0)))).contains("\nchunk: \"\"\n");
    }

    @Test
    void shouldWriteChunksThatFitIntoOneFrameOfNanite() {
        assertThat(new YamlFormat().write(new FileChunk(TOKEN, bytes(16384))))
                .hasSizeLessThan(131_064);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0,1.0",
        "-0.0,-0.0",
        "1.0e20,1.0e+20",
        "1.5e-9,1.5e-9",
        "NaN,.nan",
        "Infinity,.inf",
        "-Infinity,-.inf"
    })
    void shouldWriteFloatsWithWhatRubyLooksFor(double number, String yaml) {
        assertThat(meta(number)).isEqualTo(yaml);
    }

    @Test
    void shouldWriteEveryKindOfValue() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1, null, true));
        map.put(new Symbol("b c"), TimeUnit.DAYS);
        map.put(null, Map.of());
        map.put(List.of(1), new byte[] {-1});
        assertThat(meta(map))
                .isEqualTo(
                        "{\"a\": [1, null, true], !ruby/symbol \"b c\": !ruby/symbol \"DAYS\", null: {},"
                                + " ? [1] : !binary \"/w==\"}");
        assertThat(meta(BigInteger.TEN.pow(30))).isEqualTo("1" + "0".repeat(30));
    }

    /** What is a byte to Ruby 1.8 and a character to later ones is not written as {@code \x}. */
    @Test
    void shouldEscapeWhatCannotStandInQuotes() {
        assertThat(
                        meta(
                                "\"\\\n\t\r\0\u001b\u007f\u0080\u0085\u00a0\u00e9\u2028\ufeff\ufffe\ud83d\ude00"))
                .isEqualTo(
                        "\"\\\"\\\\\\n\\t\\r\\x00\\x1B\\x7F\\u0080\\u0085\u00a0\u00e9\\u2028\\uFEFF"
                                + "\\uFFFE\ud83d\ude00\"");
    }

    @Test
    void shouldMarkKeysTooLongForOthersToEndOnTheirOwn() throws UnreadableMessageException {
        for (int length : new int[] {149, 150, 151, 1024, 5000}) {
            Map<Object, Object> keys = new LinkedHashMap<>();
            keys.put("\u0001".repeat(length), 1L);
            keys.put("\u0080".repeat(length), 2L);
            keys.put(new Symbol("\u0080".repeat(length)), 3L);
            keys.put(BigInteger.TEN.pow(length), 4L);
            assertThat(readAgain(keys)).isEqualTo(keys);
        }
    }

    @Test
    void shouldReadAgainWhatIsNestedAsDeepAsCanBe() throws UnreadableMessageException {
        Object list = List.of("x");
        Object map = Map.of("x", 1L);
        for (int depth = 1; depth < 100; depth++) {
            list = List.of(list);
            map = Map.of(map, List.of());
        }
        assertThat(readAgain(list)).isEqualTo(list);
        assertThat(readAgain(map)).isEqualTo(map);
    }

    @Test
    void shouldLeaveMetasToMarshalThatRubyWouldMerge() {
        YamlFormat format = new YamlFormat();
        for (Object key : List.of("<<", new byte[] {'<', '<'})) {
            Object meta = List.of(Map.of("a", new Object[] {Map.of(key, Map.of("b", 1))}));
            FileEnd end = new FileEnd(TOKEN, meta);
            assertThat(format.carries(end)).isFalse();
            assertThat(PacketFormats.plain().writer("yaml").write(end)).startsWith(4, 8);
        }
        assertThat(format.carries(new FileEnd(TOKEN, Map.of(new Symbol("<<"), "<<")))).isTrue();
    }

    @Test
    void shouldSayThatAMetaHoldsItself() {
        Object[] self = new Object[1];
        self[0] = self;
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PacketFormats.plain().writer("yaml").write(new FileEnd(TOKEN, self)))
                .withMessageContaining("nor hold itself");
    }

    @Test
    void shouldRefuseToWriteMoreThanCanBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meta("x".repeat(YamlFormat.MAX_BYTES)))
                .withMessageContaining("send a long meta as a file");
    }
}
