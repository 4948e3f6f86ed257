package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.FactoryConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.embedded.EmbeddedBroker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The broker inside this JVM, where {@code addresses=embedded:} asks for it: started by the first
 * endpoint that does, and ended with the component. Owned by {@link BrokerLinks}, under its lock.
 */
final class EmbeddedOrigin implements ConnectionOrigin, AutoCloseable {

    private static final String SCHEME = "embedded:";

    private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");
    private static final int MAX_PORT = 65_535;

    private final Map<String, EmbeddedBroker> brokers = new LinkedHashMap<>();

    @Override
    public boolean knows(CamelContext context, NaniteFileConfiguration options) {
        return isAskedFor(options);
    }

    static boolean isAskedFor(NaniteFileConfiguration options) {
        return options.getAddresses() != null && options.getAddresses().startsWith(SCHEME);
    }

    @Override
    public ConnectionSource source(CamelContext context, NaniteFileConfiguration options) {
        EmbeddedBroker broker =
                brokers.computeIfAbsent(options.getAddresses(), EmbeddedOrigin::start);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        return new FactoryConnectionSource(
                factory, List.of(new Address("127.0.0.1", broker.port())));
    }

    private static EmbeddedBroker start(String addresses) {
        String port = addresses.substring(SCHEME.length());
        if (!PORT.matcher(port).matches()
                || (!port.isEmpty() && Integer.parseInt(port) > MAX_PORT)) {
            throw new IllegalArgumentException(
                    "Option addresses="
                            + addresses
                            + " cannot be: it takes 'embedded:', or 'embedded:' and a port");
        }
        return EmbeddedBroker.start(port.isEmpty() ? 0 : Integer.parseInt(port));
    }

    @Override
    public String describe() {
        return "the embedded broker (for demos and tests; it forgets everything when it stops)";
    }

    @Override
    public void close() {
        brokers.values().forEach(EmbeddedBroker::close);
        brokers.clear();
    }
}
