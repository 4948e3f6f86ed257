package io.github.nanitefile.camel.connection;

import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * A {@code com.rabbitmq.client.ConnectionFactory} bean: named by the option, or autowired by Camel.
 */
final class RegistryOrigin implements ConnectionOrigin {

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return options.getConnectionFactory() != null;
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        return new FactoryConnectionSource(options.getConnectionFactory(), List.of());
    }

    @Override
    public String describe() {
        return "a ConnectionFactory in the registry";
    }
}
