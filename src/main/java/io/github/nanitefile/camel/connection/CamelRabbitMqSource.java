package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import java.util.List;
import org.apache.camel.Component;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.rabbitmq.RabbitMQConnectionFactorySupport;
import org.apache.camel.component.rabbitmq.RabbitMQEndpoint;

/**
 * Connects as a camel-rabbitmq endpoint would, with its host, virtual host, TLS and addresses: asks
 * an endpoint that is never added to the context. Nothing else of camel-rabbitmq is used.
 */
final class CamelRabbitMqSource {

    /** An exchange name is part of the URI; nothing is declared by it. */
    private static final String URI = "rabbitmq:nanitefile";

    private CamelRabbitMqSource() {}

    static ConnectionSource of(Component rabbitmq) {
        try {
            RabbitMQEndpoint endpoint = (RabbitMQEndpoint) rabbitmq.createEndpoint(URI);
            ConnectionFactory factory = endpoint.getConnectionFactory();
            if (factory == null) {
                factory = new RabbitMQConnectionFactorySupport().createFactoryFor(endpoint);
            }
            Address[] addresses = endpoint.parseAddresses();
            return new FactoryConnectionSource(
                    factory, addresses == null ? List.of() : List.of(addresses));
        } catch (Exception e) {
            throw new RuntimeCamelException(
                    "The configured rabbitmq component makes no endpoint to connect with: "
                            + e.getMessage(),
                    e);
        }
    }
}
