package io.github.nanitefile.packet.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of reading packets that no vector shows; see also {@link JsonDocumentTest}. */
class JsonReaderTest {

    private static final Token TOKEN = new Token("t");

    /** Bytes are written as the characters of ISO-8859-1. */
    private static Optional<Packet> read(String json) throws UnreadableMessageException {
        return new JsonFormat().read(json.getBytes(ISO_8859_1));
    }

    private static Object meta(String json) throws UnreadableMessageException {
        String end = "{\"json_class\":\"Nanite::FileEnd\",\"data\":{\"token\":\"t\",\"meta\":%s}}";
        return ((FileEnd) read(end.formatted(json)).orElseThrow()).meta();
    }

    private static void assertRefused(String json, String what) {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining(what);
    }

    @Test
    void shouldReadFieldsThatComeBeforeTheClass() throws UnreadableMessageException {
        assertThat(
                        read(
                                """
                                {"data":{"chunk":"a\\n\u00ff","token":"t"},"size":7,\
                                "json_class":"Nanite::FileChunk"}"""))
                .contains(
                        new FileChunk(
                                TOKEN, ByteBuffer.wrap("a\n\u00ff".getBytes(ISO_8859_1)), 7L));
    }

    @Test
    void shouldTakeTheSizeOfTheEnvelopeAlone() throws UnreadableMessageException {
        assertThat(
                        read(
                                """
                                {"json_class":"Nanite::FileEnd","data":{"token":"t","size":3}}"""))
                .contains(new FileEnd(TOKEN, null));
    }

    @Test
    void shouldLetTheLastOfEachKeyCount() throws UnreadableMessageException {
        assertThat(
                        read(
                                """
                                {"json_class":"Evil","data":{"token":"x"},"size":1,\
                                "json_class":"Nanite::FileEnd","data":{"token":"u","token":"t"},\
                                "size":2}"""))
                .contains(new FileEnd(TOKEN, null, 2L));
    }

    @Test
    void shouldReadANameThatIsNoTextWithoutLosingAByte() throws UnreadableMessageException {
        assertThat(
                        read(
                                """
                                {"json_class":"Nanite::FileStart","data":{"filename":"\u00ff",\
                                "dest":"\u00c3\u00a9","token":"t"}}"""))
                .contains(new FileStart("\u00ff", "\u00e9", TOKEN));
    }

    @Test
    void shouldReadStringsInAMetaAsTextOrElseAsBytes() throws UnreadableMessageException {
        assertThat(meta("\"\u00c3\u00a9\\u20ac\"")).isEqualTo("é€");
        assertThat(meta("\"a\u00c3\"")).isEqualTo("a\u00c3".getBytes(ISO_8859_1));
        assertThat(meta("\"\\ude00\"")).isEqualTo("\u00ed\u00b8\u0080".getBytes(ISO_8859_1));
        assertThat(meta("{\"\\u00e9\":[\"\u00c3\u00a9\"]}")).isEqualTo(Map.of("é", List.of("é")));
    }

    @Test
    void shouldIgnoreOtherPacketsWhateverTheyHold() throws UnreadableMessageException {
        assertThat(
                        read(
                                """
                                {"data":{"x":{"json_class":"Evil"},"json_class":5},\
                                "json_class":"Nanite::Ping"}"""))
                .isEmpty();
        assertThat(read("{\"json_class\":\"Nanite::Ping\"}")).isEmpty();
        assertRefused("{\"json_class\":\"Nanite::Ping\",\"data\":{]}", "JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,[2]]", " \"hello\" ", "5", "null", "false", "{}", "{\"size\":1}"})
    void shouldIgnoreJsonThatIsNoPacket(String json) throws UnreadableMessageException {
        assertThat(read(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[]", "[\"token\"]", "true", "{}", "\"token\""})
    void shouldIgnoreAPacketWithoutUsableFields(String data) throws UnreadableMessageException {
        assertThat(read("{\"json_class\":\"Nanite::FileEnd\",\"data\":" + data + "}")).isEmpty();
    }

    @Test
    void shouldRefuseAPacketWithoutData() {
        assertRefused("{\"json_class\":\"Nanite::FileEnd\"}", "without data");
        assertRefused("{\"json_class\":\"Nanite::FileEnd\",\"data\":null}", "without data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Evil\"", "\"nanite::FileEnd\"", "\"\"", "5", "true", "[]", "{}"})
    void shouldRefuseAForeignClass(String className) {
        assertRefused("{\"json_class\":" + className + ",\"data\":{\"token\":\"t\"}}", "no packet");
    }

    @Test
    void shouldRefuseWhatRubyWouldMakeAnObjectOf() throws UnreadableMessageException {
        assertRefused(
                "{\"json_class\":\"Nanite::FileEnd\",\"data\":{\"token\":\"t\",\"json_class\":\"E\"}}",
                "names a Ruby class");
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> meta("[{\"json_class\":\"Evil::Thing\"}]"))
                .withMessageContaining("'Evil::Thing'");
        assertThat(meta("1,\"more\":{\"json_class\":\"Evil::Thing\"}")).isEqualTo(1L);
    }

    @Test
    void shouldRefuseAnEmptyBody() {
        assertRefused("", "empty");
        assertRefused(" ", "empty");
    }

    @Test
    void shouldRefuseWhatFollowsThePacket() {
        assertRefused("{\"json_class\":\"Nanite::Ping\"} {}", "goes on");
    }

    @Test
    void shouldRefuseDepthInWhatIsSkipped() {
        assertRefused("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "nesting depth");
    }

    @Test
    void shouldBeRecognisedAmongTheFormats() throws UnreadableMessageException {
        String end = " \n{\"json_class\":\"Nanite::FileEnd\",\"data\":{\"token\":\"t\"}} ";
        assertThat(PacketFormats.plain().read(end.getBytes(ISO_8859_1)))
                .contains(new FileEnd(TOKEN, null));
    }
}
