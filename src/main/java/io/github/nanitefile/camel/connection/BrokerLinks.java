package io.github.nanitefile.camel.connection;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.ConnectionThreads;
import io.github.nanitefile.amqp.Exchange;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.log.LogLines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers that a component's endpoints use: one {@link BrokerLink} for all endpoints with the
 * same connection options. Used by any thread that starts an endpoint; the lock guards the map.
 */
public final class BrokerLinks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLinks.class);

    /** Nanite's own. */
    private static final String EXCHANGE = "file broadcast";

    private final CamelContext context;
    private final ConnectionThreads threads;
    private final ExecutorService goodbyes;
    private final List<ConnectionOrigin> origins;
    private final EmbeddedOrigin embedded = new EmbeddedOrigin();
    private final Map<Options, BrokerLink> links = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    public BrokerLinks(CamelContext context) {
        this.context = context;
        goodbyes =
                context.getExecutorServiceManager().newCachedThreadPool(this, "NaniteFileGoodbye");
        threads =
                new ConnectionThreads(
                        goodbyes,
                        run ->
                                context.getExecutorServiceManager()
                                        .newThread("NaniteFileConnection", run));
        origins =
                List.of(
                        embedded,
                        new OwnOptionsOrigin(),
                        new RegistryOrigin(),
                        new CamelRabbitMqOrigin(),
                        new SpringRabbitMqOrigin(),
                        new LocalhostOrigin());
    }

    /** What tells one broker from another. */
    private record Options(
            String addresses,
            String virtualHost,
            String username,
            String password,
            SSLContextParameters tls,
            String saslMechanism,
            boolean hostnameVerification,
            ConnectionFactory factory,
            boolean exchangeDurable,
            boolean declare) {

        static Options of(NaniteFileConfiguration options) {
            return new Options(
                    options.getAddresses(),
                    options.getVirtualHost(),
                    options.getUsername(),
                    options.getPassword(),
                    options.getSslContextParameters(),
                    options.getSaslMechanism(),
                    options.isHostnameVerification(),
                    options.getConnectionFactory(),
                    options.isExchangeDurable(),
                    options.isDeclare());
        }
    }

    /** Whether these options ask for the broker inside this JVM. */
    public static boolean isEmbedded(NaniteFileConfiguration options) {
        return EmbeddedOrigin.isAskedFor(options);
    }

    /** Whether these options make the certificate of this side the user. */
    public static boolean isByCertificate(NaniteFileConfiguration options) {
        return OwnOptionsOrigin.isByCertificate(options);
    }

    /** The broker of these options; the first origin that knows one decides. */
    public BrokerLink get(NaniteFileConfiguration options) {
        lock.lock();
        try {
            return links.computeIfAbsent(Options.of(options), key -> open(options));
        } finally {
            lock.unlock();
        }
    }

    private BrokerLink open(NaniteFileConfiguration options) {
        ConnectionOrigin origin =
                origins.stream()
                        .filter(one -> one.knows(context, options))
                        .findFirst()
                        .orElseThrow();
        ConnectionSource source = Objects.requireNonNull(origin.source(context, options));
        LOG.info(LogLines.CONNECTION_SOURCE, source.describe(), origin.describe());
        Exchange exchange =
                new Exchange(EXCHANGE, options.isExchangeDurable(), options.isDeclare());
        return new BrokerLink(source, exchange, "nanitefile " + context.getName(), threads);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            links.values().forEach(BrokerLink::close);
            links.clear();
            embedded.close();
        } finally {
            lock.unlock();
        }
        context.getExecutorServiceManager().shutdownNow(goodbyes);
    }
}
