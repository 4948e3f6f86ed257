package io.github.nanitefile.packet.yaml;

import static io.github.nanitefile.packet.yaml.YamlMessages.END;
import static io.github.nanitefile.packet.yaml.YamlMessages.assertRefused;
import static io.github.nanitefile.packet.yaml.YamlMessages.meta;
import static io.github.nanitefile.packet.yaml.YamlMessages.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalars, by the rules of Ruby: what it makes of each was seen in Ruby 3.1. */
class YamlScalarsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "12e03",
                "1e3",
                "1.5e3",
                "08",
                "09",
                "0o17",
                "0b",
                "0b102",
                "0x1g",
                "0_8",
                "1_",
                "1__0",
                "1,,0",
                "_1",
                "+_1",
                ".",
                "+.",
                "--1",
                "1..2",
                "0.1.2",
                "y",
                "n",
                "tru",
                "nulll",
                "=",
                "<<",
                "!str 1",
                "!!str ~",
                "!ruby/string :a",
                "1:70",
                "2001-02-31",
                "2001-00-10",
                "2001-13-01",
                "2001-01-01 25:00:00",
                "2001-01-01 10:60:00"
            })
    void shouldReadAsTextWhatRubyTakesForText(String scalar) throws UnreadableMessageException {
        assertThat(meta(scalar)).isEqualTo(scalar.replaceFirst("^!\\S+ ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "-0|0",
                "+7|7",
                "1_000|1000",
                "+1,000|1000",
                "1,0,0|100",
                "017|15",
                "0_7|7",
                "0,7|7",
                "00|0",
                "-0x1f|-31",
                "0x_f|15",
                "0b1_1|3",
                "1:30|5400",
                "1:30:15|5415",
                "-1:30|-1800",
                "! '12'|12",
                "!int '5'|5",
                "!!int 5|5"
            })
    void shouldReadTheIntegersOfRuby(String scalar, long number) throws UnreadableMessageException {
        assertThat(meta(scalar)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.|1",
                ".5|0.5",
                "-.5|-0.5",
                "1_000.5|1000.5",
                "1,.5|1.5",
                "1.e+3|1000",
                "5.E+1|50",
                "1.0e-05|0.00001",
                "1:30.5|5430",
                "1:30:15.5|5415.5",
                "+.inf|Infinity",
                "-.INF|-Infinity",
                ".NaN|NaN",
                "!float 3|3",
                "!!float 1e3|1000",
                "!float '.inf'|Infinity"
            })
    void shouldReadTheFloatsOfRuby(String scalar, double number) throws UnreadableMessageException {
        assertThat(meta(scalar)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ":a|a",
                ":1|1",
                ":\"a b\"|a b",
                ":'a'|a",
                ":\":a\"|a",
                ":\"a|\"a",
                "!ruby/sym a|a",
                "!ruby/symbol \":a\"|:a",
                ":a b|a b",
                "! ':a'|a"
            })
    void shouldReadTheSymbolsOfRuby(String scalar, String name) throws UnreadableMessageException {
        assertThat(meta(scalar)).isEqualTo(new Symbol(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "nulL", "! ''", "!!null ''", "!null"})
    void shouldReadTheNilsOfRuby(String scalar) throws UnreadableMessageException {
        assertThat(meta(scalar)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "oN,true", "TRUE,true", "!!bool yes,true", "no,false", "Off,false"})
    void shouldReadTheBooleansOfRuby(String scalar, boolean value)
            throws UnreadableMessageException {
        assertThat(meta(scalar)).isEqualTo(value);
    }

    @Test
    void shouldReadAsTextWhatHasMoreThanOneLine() throws UnreadableMessageException {
        assertThat(meta("! \":a\\nb\"")).isEqualTo(":a\nb");
        assertThat(meta("123\n  456")).isEqualTo("123 456");
    }

    @Test
    void shouldReadLongIntegersWhole() throws UnreadableMessageException {
        String digits = "9876543210".repeat(1600);
        assertThat(meta("-" + digits)).isEqualTo(new BigInteger("-" + digits));
        assertThat(meta("0x" + digits)).isEqualTo(new BigInteger(digits, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0b", "1:", "+"})
    void shouldRefuseAnIntegerTooLongToPrint(String prefix) {
        String start = prefix.endsWith(":") ? "" : prefix;
        String end = prefix.endsWith(":") ? ":30" : "";
        assertRefused(END + start + "1".repeat(100_000) + end, "an integer is too long");
        assertRefused(END + "-" + "1".repeat(19_999), "more than 8192 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x_", ".e+1", "!float a", "!float ~", "!float 2001-01-01"})
    void shouldRefuseWhatIsNoNumberThoughItSaysSo(String scalar) {
        assertRefused(END + scalar, "no ");
    }

    @Test
    void shouldReadNumbersThatRuby18DoesNotKnowAsTheTextThatItMeans()
            throws UnreadableMessageException {
        String old = END.replace("End\n", "End \n");
        FileEnd end = (FileEnd) read(old + "\n- 2009_11\n- 0b1\n- 1,000\n").orElseThrow();
        assertThat(end.meta()).isEqualTo(List.of("2009_11", "0b1", 1000L));
    }

    @Test
    void shouldReadTheEscapesThatOnlyRubyWrites() throws UnreadableMessageException {
        assertThat(YamlMessages.meta("\"\\La\\Pb\\\\L\\N\"")).isEqualTo("\u2028a\u2029b\\L\u0085");
        assertThat(YamlMessages.meta("[\"\\L\", '\\L\\P', a\\L\\\\P]"))
                .isEqualTo(List.of("\u2028", "\\L\\P", "a\\L\\\\P"));
    }
}
