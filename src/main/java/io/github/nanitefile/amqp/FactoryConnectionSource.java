package io.github.nanitefile.amqp;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Opens connections from a {@link ConnectionFactory}, of which it keeps a copy: the user's own
 * stays as it is.
 */
public final class FactoryConnectionSource implements ConnectionSource {

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
        this.addresses =
                addresses.isEmpty()
                        ? List.of(new Address(factory.getHost(), factory.getPort()))
                        : List.copyOf(addresses);
    }

    @Override
    public Connection open(String name, ConnectionThreads threads)
            throws IOException, TimeoutException {
        ConnectionFactory own = factory.clone();
        own.setThreadFactory(threads.io());
        return own.newConnection(threads.deliveries(), addresses, name);
    }

    @Override
    public String describe() {
        String nodes =
                addresses.stream()
                        .map(address -> address.getHost() + ":" + address.getPort())
                        .collect(Collectors.joining(","));
        return "broker "
                + nodes
                + " (virtual host '"
                + factory.getVirtualHost()
                + "', user '"
                + factory.getUsername()
                + "')";
    }
}
