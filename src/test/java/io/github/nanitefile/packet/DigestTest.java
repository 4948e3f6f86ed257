package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    @Test
    void shouldReadWhatItWrites() {
        Digest digest = new Digest(Digest.SHA_256, "ab".repeat(32));
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void shouldReadUpperCaseAsLowerCase() {
        assertThat(Digest.parse("SHA-256:ABCD")).isEqualTo(new Digest("sha-256", "abcd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "sha-256",
                "sha-256:",
                "sha-256:abc",
                "sha-256:xy",
                ":ab",
                "a b:ab"
            })
    void shouldRefuseWhatIsNoDigest(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.parse(text))
                .withMessageContaining("sha-256:<hex>")
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void shouldNotBeMadeOfPartsThatCannotTravel() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest("SHA-256", "ab"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest("sha-256", "AB"));
    }
}
