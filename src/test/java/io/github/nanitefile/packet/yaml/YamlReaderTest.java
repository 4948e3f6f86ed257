package io.github.nanitefile.packet.yaml;

import static io.github.nanitefile.packet.yaml.YamlMessages.END;
import static io.github.nanitefile.packet.yaml.YamlMessages.assertRefused;
import static io.github.nanitefile.packet.yaml.YamlMessages.meta;
import static io.github.nanitefile.packet.yaml.YamlMessages.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors do not reach. What Ruby makes of each was seen in Ruby 3.1. */
class YamlReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001-01-01",
                "2001-1-1",
                "2001-01-01 10:00:00",
                "2001-01-01T10:00:00.5+02:00",
                "!ruby/object:Evil {a: 1}",
                "!ruby/object:Evil",
                "!ruby/regexp /a/",
                "!omap [a: 1]",
                "!ruby/hash:Evil {a: 1}",
                "!ruby/array:Evil [1]",
                "!ruby/struct:Evil {a: 1}",
                "!!java.net.URL [a]",
                "!set {a}",
                "!x 1",
                "[a, {b: [!x {}]}]",
                "{!x a: 1}"
            })
    void shouldRefuseObjectsOfClassesInAMeta(String object) {
        assertRefused(END + object, "is or holds an object of the Ruby class");
    }

    @Test
    void shouldPassOverObjectsInFieldsThatNobodyKnows() throws UnreadableMessageException {
        assertThat(read(END + "1\nx: !ruby/object:Evil {a: [1]}\ny: 2001-01-01\n? [z]\n: 1\n"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---\n",
                "--- ~\n",
                "--- false\n",
                "# a\n",
                "--- !ruby/object:Nanite::FileEnd\n"
            })
    void shouldRefuseNilAndFalseAndWhatIsCutOff(String message) {
        assertRefused(message, "nil or false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "<xml/>",
                "[1, !x 2]",
                "{a: {b: c}}",
                "--- !ruby/object:Nanite::FileEnd [a]",
                "--- !ruby/object:Nanite::FileEnd a",
                "--- !ruby/object:Nanite::Ping {a: !x 1}"
            })
    void shouldIgnoreWhatIsNoPacket(String message) throws UnreadableMessageException {
        assertThat(read(message)).isEmpty();
    }

    @Test
    void shouldReadTheFirstDocumentAlone() throws UnreadableMessageException {
        assertThat(read(END + "1\n--- !ruby/object:Evil {}\n--- @\n")).isPresent();
    }

    @Test
    void shouldReadTheEscapesOfRuby18AsBytes() throws UnreadableMessageException {
        String start = "--- !ruby/object:Nanite::FileStart%s\nfilename: \"\\xC3\\xA9\"\n";
        String rest = "dest: \u00e9\ntoken: t\n";
        FileStart old = (FileStart) read(start.formatted(" ") + rest).orElseThrow();
        FileStart later = (FileStart) read(start.formatted("") + rest).orElseThrow();
        assertThat(old.filename()).isEqualTo("\u00e9");
        assertThat(later.filename()).isEqualTo("\u00c3\u00a9");
        assertThat(old.dest()).isEqualTo("\u00e9");
        assertThat(later.dest()).isEqualTo("\u00e9");
    }

    @Test
    void shouldReadBinaryAsTextIfItCanBe() throws UnreadableMessageException {
        assertThat(meta("!binary \"w6k=\"")).isEqualTo("\u00e9");
        assertThat(meta("!!binary |\n  /\n  w=\n  =")).isEqualTo(new byte[] {(byte) 0xff});
        assertThat(meta("!binary ''")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"YQ=", "Y", "YQ==YQ==", "@YQ==", "\"Y\\0Q==\"", "\u0159Q=="})
    void shouldRefuseBinaryThatIsNoBase64(String binary) {
        assertRefused(END + "!binary " + (binary.startsWith("@") ? "'@'" : binary), "no base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{<<: {a: 1}}", "{\"<<\": [{a: 1}]}", "[&a {b: 1}, {<<: *a}]"})
    void shouldRefuseHashesToBeMerged(String meta) {
        assertRefused(END + meta, "key << that merges");
        assertRefused("--- !ruby/object:Nanite::FileEnd\n<<: {a: 1}\ntoken: t\n", "merges");
    }

    @Test
    void shouldReadAKeyThatHasNothingToMerge() throws UnreadableMessageException {
        assertThat(meta("{<<: a}")).isEqualTo(Map.of("<<", "a"));
        assertThat(meta("{!!str '<<': {a: b}}")).isEqualTo(Map.of("<<", Map.of("a", "b")));
    }

    @Test
    void shouldReadAliasesAsWhatTheyName() throws UnreadableMessageException {
        assertThat(meta("[&a [1, &b x], *a, *b, {*b : *a}, &a 2, *a]"))
                .isEqualTo(
                        List.of(
                                List.of(1L, "x"),
                                List.of(1L, "x"),
                                "x",
                                Map.of("x", List.of(1L, "x")),
                                2L,
                                2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "{\"\\udc00\": 1}", "!ruby/symbol \"\\ud800\""})
    void shouldRefuseHalfASurrogatePair(String meta) {
        assertRefused(END + meta, "half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029"})
    void shouldRefuseWhatBreaksLinesInRubyAlone(String lineBreak) {
        assertRefused(END + "'a" + lineBreak + "  b'", "Ruby ends a line there");
    }

    @Test
    void shouldReadTheLineBreaksThatRubyEscapes() throws Exception {
        assertThat(meta("\"\\L\\P \\\\\\L\"")).isEqualTo("\u2028\u2029 \\\u2028");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\Logs\\Past",
                "'C:\\Logs\\Past'",
                "\"C:\\\\Logs\\\\Past\"",
                "|-\n  C:\\Logs\\Past",
                ">-\n  C:\\Logs\\Past"
            })
    void shouldTakeNothingForALineBreakThatIsNoEscape(String yaml) throws Exception {
        assertThat(meta(yaml)).isEqualTo("C:\\Logs\\Past");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-32"})
    void shouldRefuseWhatIsNoUtf8(String encoding) throws Exception {
        byte[] body = (END + "\u00e9").getBytes(encoding);
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> new YamlFormat().read(body));
    }

    @Test
    void shouldReadPastAByteOrderMark() throws UnreadableMessageException {
        assertThat(read("\ufeff" + END + "1\n")).isPresent();
    }

    @Test
    void shouldSayOnOneShortLineWhatIsWrong() {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> meta("*" + "a".repeat(1000)))
                .withMessageMatching("it names a value .{20,130}");
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> meta("[\u001b]"))
                .withMessage("its YAML is broken: 'special characters are not allowed'");
    }

    @Test
    void shouldReadAChunkThatIsText() throws UnreadableMessageException {
        String chunk = "--- !ruby/object:Nanite::FileChunk\nchunk: \u00e9\ntoken: t\n";
        assertThat(((FileChunk) read(chunk).orElseThrow()).chunk())
                .isEqualTo(ByteBuffer.wrap("\u00e9".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldHandOutMetasThatCannotBeChanged() throws UnreadableMessageException {
        assertThat((List<?>) meta("[1]")).isUnmodifiable();
        assertThat(meta("{a: [~]}")).isEqualTo(Map.of("a", Arrays.asList((Object) null)));
        assertThat(meta("{~: 1}")).isEqualTo(Collections.singletonMap(null, 1L));
    }

    @Test
    void shouldReadATextWithInstanceVariablesAsText() throws UnreadableMessageException {
        assertThat(meta("!ruby/string {str: a, \"@x\": 1}")).isEqualTo("a");
        assertThat(meta("[!str {str: \"é\", \"@x\": [1]}]")).isEqualTo(List.of("é"));
        assertThat(meta("!str {str: !binary /w==, \"@x\": 1}")).isEqualTo(new byte[] {(byte) 0xff});
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> meta("!ruby/string {\"@x\": 1}"));
    }

    @Test
    void shouldCountTheDepthOfWhatAnAliasNames() throws UnreadableMessageException {
        assertThat((List<?>) meta(linked(50, 49))).hasSize(2);
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> meta(linked(50, 50)))
                .withMessageContaining("100 deep");
    }

    /** An array with an array, and another with an alias of that at its bottom. */
    private static String linked(int depthOfNamed, int depthOfAlias) {
        return "[&a %s%s, %s*a%s]"
                .formatted(
                        "[".repeat(depthOfNamed),
                        "]".repeat(depthOfNamed),
                        "[".repeat(depthOfAlias),
                        " ]".repeat(depthOfAlias));
    }
}
