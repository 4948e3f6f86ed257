package io.github.nanitefile.camel;

import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.connection.BrokerLinks;
import io.github.nanitefile.camel.management.Health;
import io.github.nanitefile.camel.management.Watch;
import io.github.nanitefile.camel.send.Outbound;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The component {@code nanitefile:}. Holds what its endpoints share: the connections, and for each
 * broker one {@link Outbound} with a window of unconfirmed bytes of its own, so that a broker that
 * stands still holds up no other.
 */
@Component("nanitefile")
public class NaniteFileComponent extends DefaultComponent implements SSLContextParametersAware {

    private static final long DEFAULT_WINDOW = 8L << 20;

    @Metadata(description = "The options that endpoints start from.")
    private NaniteFileConfiguration configuration = new NaniteFileConfiguration();

    @Metadata(
            label = "producer,advanced",
            defaultValue = "8388608",
            description =
                    "How many bytes may be read from files but not confirmed by the broker, over all transfers to one broker,"
                            + " from 1.")
    private long windowSize = DEFAULT_WINDOW;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether endpoints without sslContextParameters take Camel's global ones, and so connect with TLS.")
    private boolean useGlobalSslContextParameters;

    private final Map<BrokerLink, Outbound> outbounds = new ConcurrentHashMap<>();
    private final List<Health.Registration> checks = new CopyOnWriteArrayList<>();
    private BrokerLinks links;
    private Watch watch;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        NumberOptions.check((PropertyConfigurerGetter) getEndpointPropertyConfigurer(), parameters);
        NaniteFileEndpoint endpoint = new NaniteFileEndpoint(uri, this);
        endpoint.setDomain(remaining.isEmpty() ? Domains.DEFAULT : remaining);
        endpoint.setConfiguration(configuration.copy());
        NaniteFileConfiguration options = endpoint.getConfiguration();
        Map<String, Object> queueArguments = QueueArguments.taken(parameters);
        setProperties(endpoint, parameters);
        QueueArguments.add(options, queueArguments);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        PropertyConfigurer generated = super.getComponentPropertyConfigurer();
        return generated == null ? null : new NumberCheckingConfigurer(generated);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        watch = new Watch(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        links = new BrokerLinks(getCamelContext());
        watch().start();
    }

    @Override
    protected void doStop() throws Exception {
        checks.forEach(Health.Registration::end);
        checks.clear();
        watch().stop();
        ServiceHelper.stopService(outbounds.values());
        outbounds.clear();
        links.close();
        super.doStop();
    }

    /** The broker that an endpoint's options, or else its surroundings, name. */
    BrokerLink link(NaniteFileConfiguration options) {
        return links.get(options);
    }

    /** The sending side of that broker, shared by all producers that send to it. */
    Outbound outbound(NaniteFileConfiguration options) {
        Outbound outbound = outbounds.computeIfAbsent(link(options), this::createOutbound);
        outbound.start(); // does nothing if it is
        return outbound;
    }

    private Outbound createOutbound(BrokerLink link) {
        CamelContext context = getCamelContext();
        Outbound outbound =
                new Outbound(
                        context,
                        link,
                        windowSize,
                        new TransferEvents(context, new TransferLog("")));
        int others = checks.size();
        checks.add(
                new Health(context)
                        .register(
                                "nanitefile-sending" + (others == 0 ? "" : "-" + (others + 1)),
                                Map.of("nanitefile.broker", outbound.describe()),
                                outbound::trouble));
        return outbound;
    }

    /** Lets endpoints, producers and consumers be seen from outside. */
    Watch watch() {
        return watch;
    }

    public long getWindowSize() {
        return windowSize;
    }

    public void setWindowSize(long windowSize) {
        OptionRules.checkWindow(windowSize);
        this.windowSize = windowSize;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public NaniteFileConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(NaniteFileConfiguration configuration) {
        this.configuration = configuration;
    }
}
