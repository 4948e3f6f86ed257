package io.github.nanitefile.camel.connection;

import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import org.apache.camel.CamelContext;

/**
 * The configured component {@code rabbitmq:} of camel-rabbitmq. What needs that artifact is in
 * {@link CamelRabbitMqSource}, which is loaded only when the component is there.
 */
final class CamelRabbitMqOrigin implements ConnectionOrigin {

    private static final ConfiguredComponent COMPONENT =
            new ConfiguredComponent(
                    "rabbitmq", "org.apache.camel.component.rabbitmq.RabbitMQComponent");

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return COMPONENT.find(context) != null;
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        return CamelRabbitMqSource.of(COMPONENT.find(context));
    }

    @Override
    public String describe() {
        return "the configured rabbitmq component";
    }
}
