package io.github.nanitefile.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendWindowTest {

    @Test
    void shouldGiveAsMuchAsIsFree() {
        SendWindow window = new SendWindow(100);

        assertThat(window.reserve(10, 70)).isEqualTo(70);
        assertThat(window.reserve(10, 70)).isEqualTo(30);
        assertThat(window.reserve(1, 70)).isZero();
        assertThat(window.used()).isEqualTo(100);
    }

    @Test
    void shouldGiveNothingRatherThanTooLittle() {
        SendWindow window = new SendWindow(100);
        window.reserve(90, 95);

        assertThat(window.reserve(6, 20)).isZero();
        assertThat(window.used()).isEqualTo(95);
    }

    @Test
    void shouldGiveTheLeastWhenEmptyThoughItIsSmaller() {
        SendWindow window = new SendWindow(10);

        assertThat(window.reserve(50, 70)).isEqualTo(50);
        assertThat(window.reserve(1, 1)).isZero();
        window.release(50);
        assertThat(window.used()).isZero();
    }
}
