package io.github.nanitefile.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.testing.RequiresRabbitMq.Condition;
import org.junit.jupiter.api.Test;

class RequiresRabbitMqTest {

    @Test
    void shouldRunWhereAServerIsInstalled() {
        assertThat(Condition.decide("SomeTest", true, false).isDisabled()).isFalse();
        assertThat(Condition.decide("SomeTest", true, true).isDisabled()).isFalse();
    }

    @Test
    void shouldSkipWhereNoServerIsInstalledAndSayHowToGetOne() {
        var result = Condition.decide("SomeTest", false, false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow())
                .contains("rabbitmq-server")
                .contains("-Dnanitefile.rabbitmq.home");
    }

    @Test
    void shouldFailWhereAServerIsRequiredAndNotInstalled() {
        assertThatThrownBy(() -> Condition.decide("SomeTest", false, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SomeTest cannot run: no RabbitMQ server found");
    }
}
