package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import java.util.List;
import org.apache.camel.CamelContext;

/** RabbitMQ's own defaults, where nothing else was said. */
final class LocalhostOrigin implements ConnectionOrigin {

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return true;
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        return new FactoryConnectionSource(new ConnectionFactory(), List.of());
    }

    @Override
    public String describe() {
        return "RabbitMQ's defaults, as neither addresses nor a ConnectionFactory nor a rabbitmq or spring-rabbitmq"
                + " component is configured";
    }
}
