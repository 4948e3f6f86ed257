package io.github.nanitefile.amqp;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SocketConfigurator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Opens connections from a {@link ConnectionFactory}, of which it keeps a copy: the user's own
 * stays as it is.
 */
public final class FactoryConnectionSource implements ConnectionSource {

    /** The client's own limit is a minute, which is long for a host that is not there. */
    private static final int CONNECTION_TIMEOUT_MILLIS = 10_000;

    private final ConnectionFactory factory;
    private final List<Address> addresses;

    /**
     * @param factory host and port are used where {@code addresses} is empty
     * @param addresses the broker's nodes, tried in turn
     */
    public FactoryConnectionSource(ConnectionFactory factory, List<Address> addresses) {
        this.factory = factory.clone();
        this.factory.setAutomaticRecoveryEnabled(false);
        this.factory.setTopologyRecoveryEnabled(false);
        if (saysNoTimeout(factory)) {
            this.factory.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        }
        this.addresses =
                addresses.isEmpty()
                        ? List.of(new Address(factory.getHost(), factory.getPort()))
                        : List.copyOf(addresses);
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
        own.setSocketConfigurator(own.getSocketConfigurator().andThen(sockets));
        return own.newConnection(threads.deliveries(), addresses, name);
    }

    @Override
    public String describe() {
        String nodes = addresses.stream().map(this::describe).collect(Collectors.joining(","));
        return "broker "
                + nodes
                + " (virtual host '"
                + factory.getVirtualHost()
                + "', user '"
                + factory.getUsername()
                + "')";
    }

    private String describe(Address node) {
        int port = ConnectionFactory.portOrDefault(node.getPort(), factory.isSSL());
        return node.getHost() + ":" + port;
    }
}
