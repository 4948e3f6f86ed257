package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.Receipt.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    private static final Token TOKEN = new Token("00112233445566778899aabbccddeeff");
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final Receipt DELIVERED =
            new Receipt(
                    TOKEN,
                    2,
                    Verdict.DELIVERED,
                    "nanitefile:global:north",
                    "north",
                    "a/b.txt",
                    new Digest(Digest.SHA_256, "00".repeat(32)),
                    TIME,
                    null);

    static Stream<Receipt> all() {
        return Stream.of(
                DELIVERED,
                new Receipt(TOKEN, 1, Verdict.LOST, "q", "g", null, null, TIME, "a part is gone"),
                new Receipt(TOKEN, 1, Verdict.REFUSED, "q", "g", null, null, TIME, "too large"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldReadWhatItWrites(Receipt receipt) throws UnreadableMessageException {
        assertThat(Receipt.of(TOKEN.value(), receipt.toHeaders())).isEqualTo(receipt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nanite-attempt",
                "nanite-verdict",
                "nanite-queue",
                "nanite-group",
                "nanite-time"
            })
    void shouldRefuseOneThatLacksAHeader(String name) {
        Map<String, String> headers = new HashMap<>(DELIVERED.toHeaders());
        headers.remove(name);
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> Receipt.of(TOKEN.value(), headers))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "nanite-attempt,x",
        "nanite-verdict,perhaps",
        "nanite-digest,nothing",
        "nanite-time,noon"
    })
    void shouldRefuseOneWithABrokenHeader(String name, String value) {
        Map<String, String> headers = new HashMap<>(DELIVERED.toHeaders());
        headers.put(name, value);
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> Receipt.of(TOKEN.value(), headers));
    }
}
