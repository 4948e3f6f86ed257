package io.github.nanitefile.camel;

import io.github.nanitefile.testing.TestBroker;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Camel contexts whose {@code nanitefile:} component goes through a test's broker and spools in a
 * test's folder.
 */
public final class Contexts {

    private Contexts() {}

    /** A context with these routes, not started. */
    public static CamelContext create(TestBroker broker, Path spool, RouteBuilder... routes)
            throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(20);
        NaniteFileConfiguration options =
                context.getComponent("nanitefile", NaniteFileComponent.class).getConfiguration();
        options.setAddresses(broker.addresses());
        options.setUsername(broker.username());
        options.setPassword(broker.password());
        options.setSpoolDirectory(spool.toString());
        for (RouteBuilder route : routes) {
            context.addRoutes(route);
        }
        return context;
    }

    /** Lets every endpoint of the component refuse values of its options, started or not. */
    public static void checkOptions(CamelContext context) {
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof NaniteFileEndpoint ours) {
                OptionRules.checkConsumer(ours.getConfiguration());
                OptionRules.checkProducer(ours.getConfiguration());
            }
        }
    }
}
