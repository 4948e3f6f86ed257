package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.csv",
                "in/2026/report.csv",
                "./report.csv",
                "a//b",
                "a/./b",
                "..a",
                "a..",
                "a..b/c",
                ".hidden",
                "with blank.txt",
                "10:30:00.log",
                "console.txt",
                "com10",
                "größe €.txt",
                "😀"
            })
    void a_relative_name_is_fine(String dest) {
        assertThat(DestinationRule.refusal(dest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "./",
                "a/.",
                "a/",
                "a\\",
                "/",
                "/etc/passwd",
                "\\etc",
                "\\\\host\\share\\x",
                "//host/x",
                "C:\\x",
                "c:/x",
                "C:x",
                "../a",
                "a/../b",
                "a/..",
                "a\\..\\b",
                "..\\a",
                "a/.. /b",
                "a/.../b",
                " ",
                "a\0b",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "CON",
                "nul",
                "a/Nul.txt",
                "com1.tar.gz/x",
                "LPT9",
                "aux .txt",
                "com¹",
                "CONIN$",
                "NUL:",
                "a\ud800"
            })
    void a_name_that_could_lead_elsewhere_is_refused(String dest) {
        assertThat(DestinationRule.refusal(dest)).isPresent();
    }

    @Test
    void a_name_has_at_most_255_bytes() {
        assertThat(DestinationRule.refusal("d/" + "x".repeat(255))).isEmpty();
        assertThat(DestinationRule.refusal("d/" + "x".repeat(256))).isPresent();
        assertThat(DestinationRule.refusal("ä".repeat(128) + "/x")).isPresent();
        assertThat(DestinationRule.refusal("xy/".repeat(1400) + "x")).isPresent();
    }
}
