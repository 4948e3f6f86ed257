package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.rabbitmq.client.impl.LongStringHelper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotationsTest {

    private static final Digest DIGEST = new Digest(Digest.SHA_256, "00".repeat(32));

    static Stream<Annotations> all() {
        return Stream.of(
                Annotations.PLAIN,
                Annotations.ofStart(1, null, Duration.ofMinutes(2)),
                Annotations.ofStart(2, 0L, Annotations.LONGEST_PAUSE),
                Annotations.ofChunk(Integer.MAX_VALUE, Long.MAX_VALUE),
                Annotations.ofEnd(3, 17, DIGEST, DIGEST),
                Annotations.ofAbort(1, "the file shrank"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldReadWhatItWrites(Annotations annotations) throws UnreadableMessageException {
        assertThat(Annotations.fromHeaders(annotations.toHeaders())).isEqualTo(annotations);
    }

    @Test
    void shouldWriteEveryHeaderAsAString() {
        assertThat(Annotations.ofEnd(2, 17, DIGEST, null).toHeaders())
                .containsExactly(
                        Map.entry("nanite-attempt", "2"),
                        Map.entry("nanite-length", "17"),
                        Map.entry("nanite-digest", "sha-256:" + "00".repeat(32)));
        assertThat(Annotations.PLAIN.toHeaders()).isEmpty();
    }

    @Test
    void shouldAnnounceAPauseNoShorterThanItIs() {
        assertThat(Annotations.ofStart(1, null, Duration.ofMillis(1001)).toHeaders())
                .containsEntry(Annotations.MAX_PAUSE, "2");
    }

    @Test
    void shouldTakeAMessageWithoutAnAttemptForPlain() throws UnreadableMessageException {
        assertThat(Annotations.fromHeaders(null).plain()).isTrue();
        assertThat(Annotations.fromHeaders(Map.of("nanite-offset", "x", "other", 1)))
                .isEqualTo(Annotations.PLAIN);
    }

    @Test
    void shouldReadHeadersOfAnyType() throws UnreadableMessageException {
        Map<String, Object> headers = new HashMap<>();
        headers.put("nanite-attempt", 1);
        headers.put("nanite-offset", LongStringHelper.asLongString("16384"));
        headers.put("nanite-length", null);
        assertThat(Annotations.fromHeaders(headers)).isEqualTo(Annotations.ofChunk(1, 16384));
    }

    @ParameterizedTest
    @CsvSource({
        "nanite-attempt,0",
        "nanite-attempt,-1",
        "nanite-attempt,2147483648",
        "nanite-attempt,''",
        "nanite-offset,-1",
        "nanite-offset,+1",
        "nanite-offset,\u0663",
        "nanite-offset,1e3",
        "nanite-length,9223372036854775808",
        "nanite-length,99999999999999999999",
        "nanite-max-pause,31536001",
        "nanite-max-pause,9223372036854775807",
        "nanite-digest,sha-256:0",
    })
    void shouldRefuseAHeaderWithAValueItCannotHave(String name, String value) {
        Map<String, String> headers = new HashMap<>(Map.of("nanite-attempt", "1"));
        headers.put(name, value);
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> Annotations.fromHeaders(headers))
                .withMessage("its header %s has the value '%s', which it cannot have", name, value);
    }

    @Test
    void shouldNotBeMadeOfValuesOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> Annotations.ofChunk(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Annotations.ofChunk(-1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Annotations.ofEnd(1, -1, DIGEST, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Annotations.ofStart(1, null, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Annotations.ofStart(1, null, Duration.ofDays(366)));
    }

    @Test
    void shouldNotAnnotateAPlainPacket() {
        assertThatIllegalArgumentException().isThrownBy(() -> Annotations.ofChunk(0, 1));
    }
}
