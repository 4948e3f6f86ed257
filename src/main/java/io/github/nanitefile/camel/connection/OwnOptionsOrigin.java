package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import java.util.List;
import org.apache.camel.CamelContext;

/** The options addresses, virtualHost, username and password of endpoint or component. */
final class OwnOptionsOrigin implements ConnectionOrigin {

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return options.getAddresses() != null
                || options.getVirtualHost() != null
                || options.getUsername() != null
                || options.getPassword() != null;
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        ConnectionFactory factory = new ConnectionFactory();
        if (options.getVirtualHost() != null) {
            factory.setVirtualHost(options.getVirtualHost());
        }
        if (options.getUsername() != null) {
            factory.setUsername(options.getUsername());
        }
        if (options.getPassword() != null) {
            factory.setPassword(options.getPassword());
        }
        return new FactoryConnectionSource(factory, addresses(options.getAddresses()));
    }

    private static List<Address> addresses(String addresses) {
        if (addresses == null) {
            return List.of();
        }
        if (addresses.contains("@") || addresses.contains("//")) {
            // Without the value, which may hold a password.
            throw new IllegalArgumentException(
                    "Option addresses cannot hold a URI or a user: it takes host:port, or several with commas"
                            + " between them; the others are options username, password and virtualHost");
        }
        try {
            return List.of(Address.parseAddresses(addresses));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option addresses="
                            + addresses
                            + " cannot be: it takes host:port, or several with commas between them",
                    e);
        }
    }

    @Override
    public String describe() {
        return "the options of the endpoint or the component";
    }
}
