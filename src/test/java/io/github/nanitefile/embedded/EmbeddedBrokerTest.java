package io.github.nanitefile.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    @Test
    void shouldLeaveNoThreadBehindWhenClosed() throws Exception {
        Set<Thread> before = threads();
        try (EmbeddedBroker broker = EmbeddedBroker.start(0);
                Connection connection = factory(broker).newConnection()) {
            useIt(connection);
            assertThat(newSince(before)).isNotEmpty();
        }
        // The client ends the threads of its own connection a moment after it is closed.
        Awaitility.await().pollInSameThread().until(() -> newSince(before).isEmpty());
    }

    @Test
    void shouldWaitForItsOwnThreadsEvenUnderAnOpenConnection() throws Exception {
        Set<Thread> before = threads(); // other tests of this JVM share a broker of their own
        Connection connection;
        try (EmbeddedBroker broker = EmbeddedBroker.start(0)) {
            connection = factory(broker).newConnection();
            useIt(connection);
        }
        assertThat(newSince(before)).noneMatch(EmbeddedBrokerTest::isOfTheBroker);
        Awaitility.await().until(() -> !connection.isOpen());
    }

    @Test
    void shouldListenOnTheGivenPortAgainAfterClose() throws Exception {
        int port;
        try (EmbeddedBroker first = EmbeddedBroker.start(0)) {
            port = first.port();
        }
        try (EmbeddedBroker second = EmbeddedBroker.start(port);
                Connection connection = factory(second).newConnection()) {
            assertThat(second.port()).isEqualTo(port);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void shouldListenOnLoopbackAlone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0);
                ServerSocket neighbour = new ServerSocket()) {
            // Another loopback address is free on that port unless the broker took the wildcard.
            neighbour.bind(new InetSocketAddress("127.0.0.2", broker.port()));
            assertThat(neighbour.isBound()).isTrue();
        }
    }

    @Test
    void shouldHaveAnotherPasswordAtEveryStart() {
        try (EmbeddedBroker one = EmbeddedBroker.start(0);
                EmbeddedBroker other = EmbeddedBroker.start(0)) {
            assertThat(one.password()).hasSize(32).isNotEqualTo(other.password());
            assertThat(one.port()).isNotEqualTo(other.port());
        }
    }

    @Test
    void shouldSayWhichPortIsTaken() throws Exception {
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThatThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort()).close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The embedded broker cannot listen on 127.0.0.1:"
                                    + taken.getLocalPort());
        }
        assertThat(newSince(before)).noneMatch(EmbeddedBrokerTest::isOfTheBroker);
    }

    @Test
    void shouldNotAcceptConnectionsAfterClose() {
        EmbeddedBroker broker = EmbeddedBroker.start(0);
        broker.close();
        assertThatThrownBy(
                        () -> new Socket(InetAddress.getLoopbackAddress(), broker.port()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldNameTheArtifactsToAddWhereQpidIsMissing() throws Exception {
        URL ours = EmbeddedBroker.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader onlyOurs =
                new URLClassLoader(new URL[] {ours}, ClassLoader.getPlatformClassLoader())) {
            Class<?> unaccompanied = onlyOurs.loadClass(EmbeddedBroker.class.getName());
            assertThatThrownBy(() -> unaccompanied.getMethod("start", int.class).invoke(null, 0))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The embedded broker needs these optional dependencies of"
                                    + " camel-nanitefile on the class path:"
                                    + " com.fasterxml.jackson.core:jackson-annotations:2.21 (or"
                                    + " newer), org.apache.qpid:qpid-broker-core,"
                                    + " org.apache.qpid:qpid-broker-plugins-amqp-0-8-protocol,"
                                    + " org.apache.qpid:qpid-broker-plugins-memory-store");
        }
    }

    private static void useIt(Connection connection) throws Exception {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        String queue = channel.queueDeclare().getQueue();
        channel.basicPublish("", queue, null, new byte[1000]);
        channel.waitForConfirmsOrDie(10_000);
        assertThat(channel.basicGet(queue, true).getBody()).hasSize(1000);
    }

    private static ConnectionFactory factory(EmbeddedBroker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.port());
        factory.setVirtualHost("/");
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static boolean isOfTheBroker(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals("embedded-broker");
    }

    private static Set<Thread> newSince(Set<Thread> before) {
        Set<Thread> now = threads();
        now.removeAll(before);
        return now;
    }

    /** All threads but those that the JVM keeps for everyone. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(
                        thread ->
                                !(thread instanceof ForkJoinWorkerThread worker
                                        && worker.getPool() == ForkJoinPool.commonPool()))
                .collect(Collectors.toSet());
    }
}
