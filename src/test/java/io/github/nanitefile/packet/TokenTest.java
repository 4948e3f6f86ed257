package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    @Test
    void shouldMakeTokensOf32LowerCaseHexDigitsThatAllDiffer() {
        assertThat(Stream.generate(Token::random).limit(1000).collect(Collectors.toSet()))
                .hasSize(1000)
                .allMatch(token -> token.toString().matches("[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 100_000})
    void shouldRefuseATokenTooShortOrTooLong(int length) {
        String value = "x".repeat(length);
        assertThatIllegalArgumentException().isThrownBy(() -> new Token(value));
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> Token.fromWire(value))
                .withMessageContaining("token has " + length);
    }

    @Test
    void shouldTakeAnyTextThatFitsACorrelationId() throws UnreadableMessageException {
        String value = "\uffff".repeat(Token.MAX_LENGTH);
        assertThat(Token.fromWire(value)).isEqualTo(new Token(value));
        assertThat(value.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
    }
}
