package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.Connection;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.ConnectionThreads;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Component;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.rabbitmq.RabbitMQEndpoint;

/**
 * Connects as a camel-rabbitmq endpoint would, with its host, virtual host, TLS and addresses,
 * through an endpoint that is never added to the context. Nothing else of camel-rabbitmq is used.
 */
final class CamelRabbitMqSource implements ConnectionSource {

    /** An exchange name is part of the URI; nothing is declared by connecting. */
    private static final String URI = "rabbitmq:nanitefile";

    private final RabbitMQEndpoint endpoint;

    private CamelRabbitMqSource(RabbitMQEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    static CamelRabbitMqSource of(Component rabbitmq) {
        try {
            RabbitMQEndpoint endpoint = (RabbitMQEndpoint) rabbitmq.createEndpoint(URI);
            endpoint.setAutomaticRecoveryEnabled(false);
            endpoint.setTopologyRecoveryEnabled(false);
            return new CamelRabbitMqSource(endpoint);
        } catch (Exception e) {
            throw new RuntimeCamelException(
                    "The configured rabbitmq component makes no endpoint to connect with: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Connection open(String name, ConnectionThreads threads)
            throws IOException, TimeoutException {
        return endpoint.connect(threads.deliveries());
    }

    @Override
    public String describe() {
        String nodes =
                endpoint.getAddresses() == null
                        ? endpoint.getHostname() + ":" + endpoint.getPortNumber()
                        : endpoint.getAddresses();
        return "broker "
                + nodes
                + " (virtual host '"
                + endpoint.getVhost()
                + "', user '"
                + endpoint.getUsername()
                + "')";
    }
}
