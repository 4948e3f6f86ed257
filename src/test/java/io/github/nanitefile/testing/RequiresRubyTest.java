package io.github.nanitefile.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.testing.RequiresRuby.Condition;
import org.junit.jupiter.api.Test;

class RequiresRubyTest {

    @Test
    void shouldRunWhereRubyIsInstalled() {
        assertThat(Condition.decide("SomeTest", true, false).isDisabled()).isFalse();
        assertThat(Condition.decide("SomeTest", true, true).isDisabled()).isFalse();
    }

    @Test
    void shouldSkipWhereRubyIsNotInstalledAndSayHowToGetIt() {
        var result = Condition.decide("SomeTest", false, false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow()).contains("ruby-bunny", "./verify");
    }

    @Test
    void shouldFailWhereRubyIsRequiredAndNotInstalled() {
        assertThatThrownBy(() -> Condition.decide("SomeTest", false, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SomeTest cannot run: no Ruby found");
    }
}
