package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToHalfAMinute() {
        assertThat(seconds(7)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void shouldStartAgainWhenItWorked() {
        assertThat(seconds(3)).containsExactly(1L, 2L, 4L);
        backOff.reset();
        assertThat(seconds(2)).containsExactly(1L, 2L);
    }

    private Stream<Long> seconds(int times) {
        return Stream.generate(() -> backOff.next().toSeconds()).limit(times);
    }
}
