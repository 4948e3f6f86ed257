package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarewellTest {

    private final Farewell farewell = new Farewell();

    /** Takes leave in vain; returns for how long. */
    private int inVain() {
        farewell.begin();
        int seconds = 0;
        while (!farewell.isOver()) {
            farewell.tick();
            seconds++;
        }
        farewell.failed();
        return seconds;
    }

    private int untilTheNext() {
        int seconds = 0;
        while (!farewell.mayBegin()) {
            farewell.tick();
            seconds++;
        }
        return seconds;
    }

    @Test
    void shouldTakeTwiceAsLongAfterEachThatWasInVainUpToAMinute() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(inVain());
            untilTheNext();
        }
        assertThat(all).containsExactly(2, 4, 8, 16, 32, 60, 60);
    }

    @Test
    void shouldNotCostMoreThanATenthOfTheTime() {
        for (int i = 0; i < 7; i++) {
            assertThat(inVain() * 10).isEqualTo(untilTheNext());
        }
    }

    @Test
    void shouldBeginAnewOnceItWasLeft() {
        inVain();
        inVain();
        untilTheNext();
        farewell.begin();
        farewell.succeeded();

        assertThat(farewell.mayBegin()).isTrue();
        assertThat(inVain()).isEqualTo(Farewell.FIRST);
    }
}
