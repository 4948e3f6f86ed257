package io.github.nanitefile.camel.connection;

import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/**
 * The configured component {@code rabbitmq:} of camel-rabbitmq. What needs that artifact is in
 * {@link CamelRabbitMqSource}, which is loaded only when the component is there.
 */
final class CamelRabbitMqOrigin implements ConnectionOrigin {

    private static final String NAME = "rabbitmq";
    private static final String TYPE = "org.apache.camel.component.rabbitmq.RabbitMQComponent";

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        Component component = component(context);
        return component != null && component.getClass().getName().equals(TYPE);
    }

    /**
     * The component if the user configured one: never one that comes into being by being asked for.
     */
    private static Component component(CamelContext context) {
        Component component = context.hasComponent(NAME);
        return component == null
                ? context.getRegistry().lookupByNameAndType(NAME, Component.class)
                : component;
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        return CamelRabbitMqSource.of(context.getComponent(NAME, true, false));
    }

    @Override
    public String describe() {
        return "the configured rabbitmq component";
    }
}
