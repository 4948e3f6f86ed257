package io.github.nanitefile.transfer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static boolean needsACrashAndTwoFiles(Scenario scenario) {
        return scenario.faults().contains(Fault.RECEIVER_CRASH)
                && scenario.get(Knob.FILES_PER_SENDER) >= 2;
    }

    @Test
    void shouldLeaveWhatTheFailureNeedsAndNothingElse() {
        Scenario failing =
                LongStream.iterate(0, seed -> seed + 1)
                        .mapToObj(Scenario::of)
                        .filter(ShrinkerTest::needsACrashAndTwoFiles)
                        .findFirst()
                        .orElseThrow();

        Scenario simplest = Shrinker.shrink(failing, ShrinkerTest::needsACrashAndTwoFiles);

        assertThat(simplest.faults()).containsExactly(Fault.RECEIVER_CRASH);
        assertThat(simplest.knobs())
                .allSatisfy(
                        (knob, value) ->
                                assertThat(value)
                                        .isEqualTo(
                                                knob == Knob.FILES_PER_SENDER ? 2 : knob.simplest));
    }
}
