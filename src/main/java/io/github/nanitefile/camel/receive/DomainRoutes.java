package io.github.nanitefile.camel.receive;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultConsumer;

/**
 * Finds the route that is named for a domain: started, with the domain as its custom id, and with
 * {@code direct:DOMAIN} as its input. Nanite calls that the callback registered under the name of
 * the domain.
 */
final class DomainRoutes {

    private final CamelContext context;

    DomainRoutes(CamelContext context) {
        this.context = context;
    }

    /** The input of that route, or null if there is none. */
    AsyncProcessor find(String domain) {
        Route route = context.getRoute(domain);
        if (route == null
                || !route.isCustomId()
                || !route.getEndpoint().getEndpointUri().equals("direct://" + domain)
                || !context.getRouteController().getRouteStatus(domain).isStarted()) {
            return null;
        }
        Processor input = ((DefaultConsumer) route.getConsumer()).getAsyncProcessor();
        return AsyncProcessorConverterHelper.convert(input);
    }
}
