package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForPeopleTest {

    @Test
    void shouldTellSizesInPowersOfThousand() {
        assertThat(ForPeople.bytes(0)).isEqualTo("0 bytes");
        assertThat(ForPeople.bytes(1)).isEqualTo("1 byte");
        assertThat(ForPeople.bytes(999)).isEqualTo("999 bytes");
        assertThat(ForPeople.bytes(16_384)).isEqualTo("16.4 kB");
        assertThat(ForPeople.bytes(1L << 30)).isEqualTo("1.1 GB");
        assertThat(ForPeople.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }

    @Test
    void shouldTellTimesInTheUnitThatMatters() {
        assertThat(ForPeople.time(Duration.ofMillis(4_230))).isEqualTo("4.2 s");
        assertThat(ForPeople.time(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(ForPeople.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }

    @Test
    void shouldTellShareRateAndRest() {
        assertThat(ForPeople.progress(0, 50_000_000, 200_000_000L, Duration.ofSeconds(5)))
                .isEqualTo("25 %, 10.0 MB/s, 15.0 s left");
    }

    @Test
    void shouldTellBytesAndRateWhereTheLengthIsNotKnown() {
        assertThat(ForPeople.progress(0, 50_000_000, null, Duration.ofSeconds(5)))
                .isEqualTo("50.0 MB, 10.0 MB/s");
    }

    @Test
    void shouldNotCountAnEarlierRunIntoTheRate() {
        assertThat(ForPeople.progress(50_000_000, 100_000_000, 200_000_000L, Duration.ofSeconds(5)))
                .isEqualTo("50 %, 10.0 MB/s, 10.0 s left");
    }

    @Test
    void shouldTellNoRateOfAMoment() {
        assertThat(ForPeople.total(0, 6, Duration.ofMillis(20))).isEqualTo("6 bytes in 0.0 s");
        assertThat(ForPeople.total(0, 6_000_000, Duration.ofSeconds(2)))
                .isEqualTo("6.0 MB in 2.0 s (3.0 MB/s)");
    }

    @Test
    void shouldKeepANameFromTheWireInItsLine() {
        assertThat(ForPeople.name("a\nERROR all is lost\u001b[2J"))
                .isEqualTo("a?ERROR all is lost?[2J");
    }
}
