package io.github.nanitefile.packet.secure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL 3.0 signs, as seen through Ruby. */
class SignedTextTest {

    private static String signed(String text) {
        return new String(SignedText.of(text.getBytes(ISO_8859_1)), ISO_8859_1);
    }

    private static String shown(String text) {
        return text.replace("\r", "R").replace("\n", "N");
    }

    private static String meant(String shown) {
        return shown.replace("R", "\r").replace("N", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a,a",
        "aN,aRN",
        "aNbNN,aRNbRNRN",
        "aRN,aRN",
        "aRRN,aRN",
        "aRb,aRb",
        "aR,a",
        "NR,RN",
        "N,RN",
    })
    void shouldEndLinesAsOpenSslDoes(String text, String expected) {
        assertThat(shown(signed(meant(text)))).isEqualTo(expected);
    }

    @Test
    void shouldDropACarriageReturnAtTheEndOfOpenSslsBuffer() {
        String text = "a".repeat(1022) + "\rb\r";
        assertThat(signed(text)).isEqualTo("a".repeat(1022) + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aN", "aNNb", "N", "aRb"})
    void shouldFindTheOriginalAgain(String text) {
        byte[] bytes = meant(text).getBytes(ISO_8859_1);
        assertThat(SignedText.original(SignedText.of(bytes))).isEqualTo(bytes);
    }
}
