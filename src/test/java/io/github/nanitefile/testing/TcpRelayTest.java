package io.github.nanitefile.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.testing.TcpRelay.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AMQP brokers answer a greeting that they do not understand with their own, and hang up. */
class TcpRelayTest {

    private static final byte[] GREETING = {'A', 'M', 'Q', 'P', 9, 9, 9, 9};
    private static final int SILENCE_MILLIS = 300;

    private TcpRelay relay;

    @BeforeEach
    void start() throws IOException {
        relay = new TcpRelay(Brokers.embedded());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), relay.port());
    }

    private static int greet(Socket socket) throws IOException {
        socket.getOutputStream().write(GREETING);
        return socket.getInputStream().read();
    }

    @Test
    void shouldCarryBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(greet(socket)).isEqualTo('A');
        }
    }

    @Test
    void shouldCutAndWelcomeNewConnections() throws IOException {
        try (Socket socket = connect();
                Socket next = connect()) {
            assertThat(greet(next)).isEqualTo('A'); // so the first one has come, too
            relay.cut();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = connect()) {
            assertThat(greet(socket)).isEqualTo('A');
        }
    }

    @Test
    void shouldSwallowWhatTheBrokerSaysAndStayOpen() throws IOException {
        shouldStaySilent(Direction.FROM_BROKER);
    }

    @Test
    void shouldSwallowWhatTheBrokerIsToldAndStayOpen() throws IOException {
        shouldStaySilent(Direction.TO_BROKER);
    }

    private void shouldStaySilent(Direction direction) throws IOException {
        try (Socket socket = connect();
                Socket next = connect()) {
            assertThat(greet(next)).isEqualTo('A');
            relay.swallow(direction);
            socket.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> greet(socket)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void shouldDelay() throws IOException {
        relay.delay(SILENCE_MILLIS);
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            assertThat(greet(socket)).isEqualTo('A');
            assertThat(System.nanoTime() - start).isGreaterThan(2_000_000L * SILENCE_MILLIS);
        }
    }
}
