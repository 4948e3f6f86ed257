package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.SocketConfigurators;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The options addresses, virtualHost, username, password, sslContextParameters and saslMechanism of
 * endpoint or component.
 */
final class OwnOptionsOrigin implements ConnectionOrigin {

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return options.getAddresses() != null
                || options.getVirtualHost() != null
                || options.getUsername() != null
                || options.getPassword() != null
                || options.getSslContextParameters() != null
                || isByCertificate(options);
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
        if (isByCertificate(options)) {
            factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        }
        if (options.getSslContextParameters() != null) {
            factory.useSslProtocol(tls(context, options.getSslContextParameters()));
            if (options.isHostnameVerification()) {
                factory.enableHostnameVerification();
            } else {
                // amqp-client verifies by itself in its newer versions, and has no switch to end
                // it.
                factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator());
            }
        }
        return new FactoryConnectionSource(factory, addresses(options.getAddresses()));
    }

    static boolean isByCertificate(NaniteFileConfiguration options) {
        return options.getSaslMechanism().equals("EXTERNAL");
    }

    private static SSLContext tls(CamelContext context, SSLContextParameters parameters) {
        try {
            return parameters.createSSLContext(context);
        } catch (GeneralSecurityException | IOException | RuntimeCamelException e) {
            throw new IllegalArgumentException(
                    "Option sslContextParameters cannot be used ("
                            + e.getMessage()
                            + "): check its key store, its trust store and their passwords",
                    e);
        }
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
