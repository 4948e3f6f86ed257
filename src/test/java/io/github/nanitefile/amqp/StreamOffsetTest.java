package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the user says where a stream begins, and how RabbitMQ is told. */
class StreamOffsetTest {

    @ParameterizedTest
    @ValueSource(strings = {"first", "last", "next"})
    void shouldTellAWordAsItIs(String word) {
        assertThat(StreamOffset.parse(word).arguments()).isEqualTo(Map.of("x-stream-offset", word));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, Long.MAX_VALUE})
    void shouldTellANumberAsANumber(long number) {
        assertThat(StreamOffset.parse(Long.toString(number)).argument()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-28T08:00:00Z",
                "2026-11-28T03:00-05:00",
                "2026-11-28T10:00:00.000+02:00"
            })
    void shouldTellATimeAsATime(String time) {
        assertThat(StreamOffset.parse(time).argument())
                .isEqualTo(Date.from(Instant.parse("2026-11-28T08:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"first,false", "5,false", "2026-11-28T08:00:00Z,false", "last,true", "next,true"})
    void shouldKnowWhatMovesOn(String text, boolean moves) {
        assertThat(StreamOffset.parse(text).moves()).isEqualTo(moves);
    }

    @Test
    void shouldKnowAStreamByItsType() {
        assertThat(new QueueSpec("q", "k", true, Map.of("x-queue-type", "stream")).isStream())
                .isTrue();
        assertThat(new QueueSpec("q", "k", true, Map.of("x-queue-type", "quorum")).isStream())
                .isFalse();
        assertThat(new QueueSpec("q", "k", false, Map.of()).isStream()).isFalse();
    }
}
