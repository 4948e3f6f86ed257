package io.github.nanitefile.amqp;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.SocketConfigurator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/**
 * Opens connections from a {@link ConnectionFactory}, of which it keeps a copy: the user's own
 * stays as it is.
 */
public final class FactoryConnectionSource implements ConnectionSource {

    /** The client's own limit is a minute, which is long for a host that is not there. */
    private static final int CONNECTION_TIMEOUT_MILLIS = 10_000;

    /**
     * A connection that is dead without a word is found after two of these, and who is stuck in
     * writing to it is freed after one more. The client's own is a minute: three of them are longer
     * than receivers wait for a sender.
     */
    private static final int HEARTBEAT_SECONDS = 10;

    private final ConnectionFactory factory;
    private final List<Address> addresses;

    /**
     * @param factory host and port are used where {@code addresses} is empty
     * @param addresses the broker's nodes, each time tried in turn in another order
     */
    public FactoryConnectionSource(ConnectionFactory factory, List<Address> addresses) {
        this.factory = factory.clone();
        this.factory.setAutomaticRecoveryEnabled(false);
        this.factory.setTopologyRecoveryEnabled(false);
        if (saysNoTimeout(factory)) {
            this.factory.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        }
        if (factory.getRequestedHeartbeat() == ConnectionFactory.DEFAULT_HEARTBEAT) {
            this.factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        }
        if (makesPlainSockets(factory)) {
            this.factory.setSocketFactory(new GatheringSockets());
        }
        this.addresses =
                addresses.isEmpty()
                        ? List.of(new Address(factory.getHost(), factory.getPort()))
                        : List.copyOf(addresses);
    }

    private static boolean makesPlainSockets(ConnectionFactory factory) {
        SocketFactory sockets = factory.getSocketFactory();
        return !factory.isSSL() && (sockets == null || sockets == SocketFactory.getDefault());
    }

    private static boolean saysNoTimeout(ConnectionFactory factory) {
        int timeout = factory.getConnectionTimeout();
        return timeout == 0 || timeout == ConnectionFactory.DEFAULT_CONNECTION_TIMEOUT;
    }

    @Override
    public Connection open(String name, ConnectionThreads threads, SocketConfigurator sockets)
            throws IOException, TimeoutException {
        ConnectionFactory own = factory.clone();
        own.setThreadFactory(threads.io());
        own.setShutdownExecutor(threadForEachTask(threads));
        own.setSocketConfigurator(own.getSocketConfigurator().andThen(sockets));
        return own.newConnection(new CallerRuns(), shuffled(), name);
    }

    /**
     * So that connections spread over the nodes. The client does that for those alone that it
     * recovers itself.
     */
    private List<Address> shuffled() {
        List<Address> nodes = new ArrayList<>(addresses);
        Collections.shuffle(nodes);
        return nodes;
    }

    /**
     * Ends a connection in spite of a thread that is stuck in writing to it. Not the pool that
     * delivers: a connection ends later than that when the component stops.
     */
    private static ExecutorService threadForEachTask(ConnectionThreads threads) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), threads.io());
    }

    @Override
    public String describe() {
        String nodes = addresses.stream().map(this::describe).collect(Collectors.joining(","));
        return "broker "
                + nodes
                + " (virtual host '"
                + factory.getVirtualHost()
                + "', user "
                + user()
                + (factory.isSSL() ? ", TLS)" : ")");
    }

    private String user() {
        return factory.getSaslConfig() == DefaultSaslConfig.EXTERNAL
                ? "of the client's certificate"
                : "'" + factory.getUsername() + "'";
    }

    private String describe(Address node) {
        int port = ConnectionFactory.portOrDefault(node.getPort(), factory.isSSL());
        return node.getHost() + ":" + port;
    }
}
