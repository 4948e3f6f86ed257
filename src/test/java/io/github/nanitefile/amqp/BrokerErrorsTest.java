package io.github.nanitefile.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TcpRelay;
import io.github.nanitefile.testing.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why no connection comes about: one sentence, with the broker and the remedy. */
class BrokerErrorsTest {

    private static final String PASSWORD = "my-secret";

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ConnectionThreads threads = new ConnectionThreads(pool, Thread::new);
    private final ConnectionFactory factory = new ConnectionFactory();

    BrokerErrorsTest() {
        factory.setUsername("me");
        factory.setPassword(PASSWORD);
        factory.setHost("127.0.0.1");
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        refusesPassword(Brokers.embedded());
    }

    @Test
    @RequiresRabbitMq
    void shouldSayThatThePasswordIsWrongForRabbitMq() {
        refusesPassword(Brokers.rabbit());
    }

    private void refusesPassword(TestBroker broker) {
        factory.setPort(broker.port());
        assertThat(failure())
                .isEqualTo(
                        "Cannot connect to broker 127.0.0.1:"
                                + broker.port()
                                + " (virtual host '/', user 'me'): it refuses this user and password; check"
                                + " username and password (guest may only come from the broker's own host)");
    }

    /** Of 3.10 and of 4.0.5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOT_FOUND - home node 'a@b' of durable queue 'q' in vhost '/' is down or inaccessible",
                "NOT_FOUND - failed to perform operation on queue 'q' in vhost '/' due to timeout"
            })
    void shouldSayThatTheNodeOfAClassicQueueIsDown(String text) {
        AMQP.Channel.Close close =
                new AMQP.Channel.Close.Builder()
                        .replyCode(AMQP.NOT_FOUND)
                        .replyText(text)
                        .classId(50)
                        .methodId(10)
                        .build();
        Exception cause = new ShutdownSignalException(false, false, close, null);
        assertThat(BrokerErrors.isMissing(cause)).isFalse();
        assertThat(BrokerErrors.reason(cause))
                .isEqualTo(
                        text.substring("NOT_FOUND - ".length())
                                + " (a classic queue is on one node alone: start the node again; queueType=quorum is on several)");
    }

    /** As RabbitMQ does with ssl_options.fail_if_no_peer_cert. */
    @ParameterizedTest
    @ValueSource(strings = {"certificate_required", "bad_certificate", "unknown_ca"})
    void shouldSayThatTheBrokerWantsACertificate(String alert) {
        assertThat(BrokerErrors.reason(new SSLException("Received fatal alert: " + alert)))
                .isEqualTo(
                        "it lets in nobody without a certificate that it trusts (Received fatal alert: "
                                + alert
                                + "); the key store of sslContextParameters needs one that is signed by an"
                                + " authority in the broker's ssl_options.cacertfile");
    }

    @Test
    void shouldSayThatThereIsNoVirtualHost() {
        TestBroker broker = Brokers.embedded();
        factory.setPort(broker.port());
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setVirtualHost("nowhere");
        assertThat(failure())
                .startsWith("Cannot connect to broker 127.0.0.1:" + broker.port())
                .contains("nowhere")
                .endsWith("(check virtualHost)");
    }

    @Test
    void shouldSayThatThereIsNoHost() {
        factory.setHost("no-such-host.invalid");
        assertThat(failure())
                .isEqualTo(
                        "Cannot connect to broker no-such-host.invalid:5672 (virtual host '/', user 'me'): there"
                                + " is no host of that name; check addresses");
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        factory.setPort(port);
        assertThat(failure())
                .isEqualTo(
                        "Cannot connect to broker 127.0.0.1:"
                                + port
                                + " (virtual host '/', user 'me'): nobody listens there (Connection refused); is"
                                + " the broker running? Check addresses");
    }

    @Test
    void shouldNotWaitForEverForAPortThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            factory.setPort(silent.getLocalPort());
            factory.setHandshakeTimeout(500);
            assertThat(failure())
                    .isEqualTo(
                            "Cannot connect to broker 127.0.0.1:"
                                    + silent.getLocalPort()
                                    + " (virtual host '/', user 'me'): it does not answer; is it an AMQP 0-9-1 port"
                                    + " (5672 is RabbitMQ's, 5671 with TLS)? Check addresses");
        }
    }

    @Test
    void shouldSayThatAPortSpeaksSomethingElse() throws Exception {
        assertThat(failureAt("HTTP/1.1 400 Bad Request\r\n\r\n"))
                .endsWith(
                        ": it does not speak AMQP 0-9-1; is it an AMQP 0-9-1 port (5672 is RabbitMQ's, 5671 with"
                                + " TLS)? Check addresses");
        assertThat(failureAt("AMQP\0\1\0\0"))
                .endsWith(
                        ": it does not speak AMQP 0-9-1; is it an AMQP 0-9-1 port (5672 is RabbitMQ's, 5671 with"
                                + " TLS)? Check addresses");
        assertThat(failureAt(""))
                .endsWith(
                        ": it hangs up at once; is it an AMQP 0-9-1 port (5672 is RabbitMQ's, 5671 with TLS)? Check"
                                + " addresses");
    }

    @Test
    void shouldSayThatTlsDidNotComeAbout() throws Exception {
        factory.useSslProtocol();
        assertThat(failureAt("AMQP\0\0\11\1"))
                .contains(": TLS did not come about (")
                .endsWith(
                        "); does that port speak TLS (5671 is RabbitMQ's), and does it ask for a certificate of"
                                + " this side?");
    }

    @Test
    void shouldTryTheNextNodeWhereOneIsDown() throws Exception {
        TestBroker broker = Brokers.embedded();
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        try (ServerSocket gone = new ServerSocket(0)) {
            factory.setPort(gone.getLocalPort());
        }
        List<Address> nodes =
                List.of(
                        new Address("127.0.0.1", factory.getPort()),
                        new Address("127.0.0.1", broker.port()));
        try (BrokerConnection connection =
                new BrokerConnection(new FactoryConnectionSource(factory, nodes), "two", threads)) {
            assertThat(connection.channel().isOpen()).isTrue();
            assertThat(connection.describe())
                    .startsWith(
                            "broker 127.0.0.1:"
                                    + factory.getPort()
                                    + ",127.0.0.1:"
                                    + broker.port());
        }
    }

    @Test
    void shouldGoOnToTheNextNodeWhereOneDoesNotAnswer() throws Exception {
        TestBroker broker = Brokers.embedded();
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setHandshakeTimeout(4_000); // it waits for half of that
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10);
            FactoryConnectionSource nodes = nodes(silent.getLocalPort(), broker.port());
            Awaitility.await("the silent one was tried first")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> {
                                assertThat(portOfNext(nodes)).isEqualTo(broker.port());
                                return hasCaller(silent);
                            });
        }
    }

    private static boolean hasCaller(ServerSocket server) throws IOException {
        try (Socket caller = server.accept()) {
            return caller.isConnected();
        } catch (SocketTimeoutException none) {
            return false;
        }
    }

    @Test
    void shouldSpreadConnectionsOverTheNodes() throws Exception {
        TestBroker broker = Brokers.embedded();
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        try (TcpRelay one = new TcpRelay(broker);
                TcpRelay other = new TcpRelay(broker)) {
            FactoryConnectionSource nodes = nodes(one.port(), other.port());
            Set<Integer> used = new HashSet<>();
            Awaitility.await("both are used")
                    .until(
                            () -> {
                                used.add(portOfNext(nodes));
                                return used.size() == 2;
                            });
        }
    }

    private FactoryConnectionSource nodes(int... ports) {
        return new FactoryConnectionSource(
                factory, IntStream.of(ports).mapToObj(p -> new Address("127.0.0.1", p)).toList());
    }

    private int portOfNext(FactoryConnectionSource nodes) throws Exception {
        Connection connection = nodes.open("next", threads, socket -> {});
        try {
            return connection.getPort();
        } finally {
            connection.abort();
        }
    }

    @Test
    void shouldFreeWhoeverIsConnectingWhenItIsClosed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            factory.setPort(silent.getLocalPort());
            factory.setHandshakeTimeout(60_000);
            BrokerConnection connection = connection();
            Future<?> connecting = pool.submit(connection::channel);
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('A');
                connection.close();
                assertThatThrownBy(() -> connecting.get(5, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOf(BrokerException.class)
                        .hasMessage(
                                "The connection to " + connection.describe() + " was closed here");
            }
        }
    }

    @Test
    void shouldNameThePortThatIsMeant() throws Exception {
        factory.useSslProtocol();
        assertThat(
                        new FactoryConnectionSource(
                                        factory, List.of(Address.parseAddresses("one,[::1]:5673")))
                                .describe())
                .isEqualTo("broker one:5671,[::1]:5673 (virtual host '/', user 'me', TLS)");
    }

    @Test
    void shouldLeaveTheUsersFactoryAsItIs() {
        new FactoryConnectionSource(factory, List.of());
        assertThat(factory.isAutomaticRecoveryEnabled()).isTrue();
        assertThat(factory.getConnectionTimeout())
                .isEqualTo(ConnectionFactory.DEFAULT_CONNECTION_TIMEOUT);
    }

    private String failureAt(String greeting) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            factory.setPort(server.getLocalPort());
            Future<?> talk = pool.submit(() -> greet(server, greeting));
            String failure = failure();
            Awaitility.await().until(talk::isDone);
            return failure;
        }
    }

    private static Object greet(ServerSocket server, String greeting) throws IOException {
        try (Socket guest = server.accept()) {
            guest.getInputStream().readNBytes(8);
            guest.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            return guest;
        }
    }

    private BrokerConnection connection() {
        return new BrokerConnection(
                new FactoryConnectionSource(factory, List.of()), "under test", threads);
    }

    private String failure() {
        try (BrokerConnection connection = connection()) {
            Throwable failure = catchThrowable(connection::channel);
            assertThat(failure).isInstanceOf(BrokerException.class);
            assertThat(failure).hasMessageNotContainingAny(PASSWORD);
            return failure.getMessage();
        }
    }
}
