package io.github.nanitefile.packet.yaml;

import static io.github.nanitefile.packet.yaml.YamlMessages.END;
import static io.github.nanitefile.packet.yaml.YamlMessages.PLENTY;
import static io.github.nanitefile.packet.yaml.YamlMessages.assertRefused;
import static io.github.nanitefile.packet.yaml.YamlMessages.meta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that want too much. */
class YamlLimitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"&a [*a]", "&a {b: *a}", "&a {*a : b}", "&a [[&a [*a]]]"})
    void shouldRefuseAValueThatHoldsItself(String meta) {
        assertRefused(END + meta, "holds itself");
        assertRefused("--- &a !ruby/object:Nanite::FileEnd\ntoken: t\nmeta: *a\n", "holds itself");
    }

    @Test
    void shouldRefuseAliasesThatUnfoldBeyondMeasure() {
        StringBuilder bomb = new StringBuilder(END + "\n- &a0 [1]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("- &a" + i + " [" + "*a%d, ".formatted(i - 1).repeat(10) + "]\n");
        }
        assertRefused(bomb.toString(), "unfolds into");
        String text = "&a " + "x".repeat(100_000);
        assertRefused(END + "[" + text + ", *a".repeat(1000) + "]", "unfolds into");
        assertRefused(END.replace(": t", ": " + text) + "[" + "*a, ".repeat(1000) + "]", "unfolds");
        assertRefused(
                END.replace(": t", ": " + "&a :" + text.substring(3))
                        + "["
                        + "*a, ".repeat(1000)
                        + "]",
                "unfolds");
    }

    @Test
    void shouldReadAsDeepAsTheLimit() throws UnreadableMessageException {
        assertThat(meta("[".repeat(100) + "]".repeat(100)).toString()).hasSize(200);
        assertRefused(END + "[".repeat(101) + "]".repeat(101), "100 deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "{", "- ", "? ", "&a [", "!x [", "[? ", "{? ", "{a: ", "[x, ", "{[", "[{a: ",
                "[&a x, ", "- ? ", "? - ", "- [\n", "[[],"
            })
    void shouldRefuseNestingOfEveryKindInTime(String opening) {
        for (String start : List.of("", END, END + "\n  ", "--- !ruby/object:Evil\n")) {
            assertRefused(start + opening.repeat(100_000 / opening.length()), "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "a\n ",
                "a\n\n ",
                "# a\n ",
                "#",
                "\t",
                " ",
                "\n",
                "\n\n ",
                "''",
                "'",
                "\"",
                "\\",
                "\"a\" ",
                "%a\n",
                "---\n",
                "...\n",
                "--- a\n",
                "-",
                ",",
                ":",
                "a: ",
                "- a\n",
                "? a\n",
                "*a ",
                "&a ",
                "!x ",
                "!",
                "!<a> ",
                "!a!b ",
                "%TAG !a! b\n",
                "|\n",
                ">\n ",
                "1",
                "1_",
                "1:",
                "1,",
                "\r",
                "\ufeff",
                "\ud83d\ude00",
                "\\x41",
                "@",
                "`"
            })
    void shouldReadOrRefuseRepetitionsInTime(String piece) {
        for (String start : List.of("", END, END + "[", END + "\"", END + "|\n  ")) {
            byte[] body =
                    (start + piece.repeat(100_000 / piece.length()))
                            .getBytes(StandardCharsets.UTF_8);
            Promptly.within(
                    PLENTY,
                    () -> {
                        try {
                            assertThat(new YamlFormat().read(body).toString()).isNotEmpty();
                        } catch (UnreadableMessageException e) {
                            assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(300);
                        }
                    });
        }
    }

    @Test
    void shouldChargeForIntegersThatAreTaggedAsFloats() {
        String integer = "!float " + "9".repeat(19_000) + ",";
        String message = END + "[" + integer.repeat(60) + "]";
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> YamlMessages.read(message))
                .withMessageContaining("100000 values");
    }

    @Test
    void shouldRefuseMoreValuesThanTheLimit() {
        assertRefused(END + "[" + "1,".repeat(100_000) + "]", "more than 100000 values");
        assertRefused(
                "--- !ruby/object:Nanite::FileEnd\n" + "a:\n".repeat(50_000), "100000 values");
        assertRefused(END + "{" + "? [a]\n: 1,".repeat(2000) + "}", "100000 values");
    }

    @Test
    void shouldReadATextThatIsTheWholeMetaWhateverItsLength() throws UnreadableMessageException {
        String text = "x".repeat(5_000_000);
        assertThat(meta("\"" + text + "\"")).isEqualTo(text);
    }

    @Test
    void shouldRefuseMoreThanTheLimitOfBytes() {
        assertRefused("#".repeat(YamlFormat.MAX_BYTES + 1), "YAML of more than 16777216 bytes");
    }
}
