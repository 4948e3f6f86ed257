package io.github.nanitefile.camel.connection;

import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * The ConnectionFactory of Spring's that the endpoints of camel-spring-rabbitmq use: the one that
 * its component is configured with, or else, as that component takes it, the only one in the
 * registry. What needs Spring is in {@link SpringRabbitMqSource}, which is loaded only when there
 * is one.
 */
final class SpringRabbitMqOrigin implements ConnectionOrigin {

    private static final ConfiguredComponent COMPONENT =
            new ConfiguredComponent(
                    "spring-rabbitmq",
                    "org.apache.camel.component.springrabbit.SpringRabbitMQComponent");
    private static final String FACTORY =
            "org.springframework.amqp.rabbit.connection.ConnectionFactory";

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return factory(context) != null;
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        return SpringRabbitMqSource.of(factory(context));
    }

    private static Object factory(CamelContext context) {
        Component component = COMPONENT.find(context);
        Object factory = component == null ? null : configuredWith(component);
        return factory == null ? onlyOneOf(context) : factory;
    }

    private static Object configuredWith(Component component) {
        PropertyConfigurerGetter options =
                (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
        return options.getOptionValue(component, "connectionFactory", false);
    }

    private static Object onlyOneOf(CamelContext context) {
        Class<?> type = context.getClassResolver().resolveClass(FACTORY);
        return type == null ? null : context.getRegistry().findSingleByType(type);
    }

    @Override
    public String describe() {
        return "the ConnectionFactory that spring-rabbitmq: endpoints use";
    }
}
