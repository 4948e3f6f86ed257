package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.AddressResolver;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.SocketConfigurator;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.ConnectionThreads;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.rabbit.connection.AbstractConnectionFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Connects to where a ConnectionFactory of Spring's does, with its user, virtual host and TLS.
 * Opens connections of its own: Spring shares one among all who ask, and says when it ends. What is
 * configured is read again each time, as Spring does, so that a new password or address counts.
 * Nothing else of Spring is used.
 */
final class SpringRabbitMqSource implements ConnectionSource {

    private static final String REMEDY =
            "set the options addresses, username, password and virtualHost instead, or put a"
                    + " com.rabbitmq.client.ConnectionFactory into the registry";

    private final AbstractConnectionFactory spring;

    /** As it was when a connection was opened last. */
    private volatile FactoryConnectionSource latest;

    private SpringRabbitMqSource(AbstractConnectionFactory spring) {
        this.spring = spring;
    }

    /**
     * @throws IllegalArgumentException if it does not show what it connects to
     */
    static ConnectionSource of(Object factory) {
        if (!(factory instanceof AbstractConnectionFactory spring)) {
            throw new IllegalArgumentException(
                    "The ConnectionFactory that spring-rabbitmq: endpoints use is a "
                            + factory.getClass().getName()
                            + ", which does not show what it connects to: "
                            + REMEDY);
        }
        SpringRabbitMqSource source = new SpringRabbitMqSource(spring);
        source.read();
        return source;
    }

    @Override
    public Connection open(String name, ConnectionThreads threads, SocketConfigurator sockets)
            throws IOException, TimeoutException {
        return read().open(name, threads, sockets);
    }

    @Override
    public String describe() {
        return latest.describe();
    }

    private FactoryConnectionSource read() {
        latest = new FactoryConnectionSource(spring.getRabbitConnectionFactory(), addresses());
        return latest;
    }

    /** Empty where its host and port count. */
    private List<Address> addresses() {
        try {
            // Spring has setters for these, but from 2.4 to 4.1 no getter in common.
            DirectFieldAccessor fields = new DirectFieldAccessor(spring);
            Object resolver = fields.getPropertyValue("addressResolver");
            Object addresses =
                    resolver == null
                            ? fields.getPropertyValue("addresses")
                            : ((AddressResolver) resolver).getAddresses();
            return addresses == null
                    ? List.of()
                    : ((List<?>) addresses).stream().map(Address.class::cast).toList();
        } catch (IOException | BeansException e) {
            throw new IllegalStateException(
                    "The ConnectionFactory that spring-rabbitmq: endpoints use does not say its addresses ("
                            + e.getMessage()
                            + "): "
                            + REMEDY,
                    e);
        }
    }
}
