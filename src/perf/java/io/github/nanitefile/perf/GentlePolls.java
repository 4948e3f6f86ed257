package io.github.nanitefile.perf;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Lets {@code file:} not look for more while files of its route are under way: looking that often,
 * it would else list some that are sent and moved by the time their turn comes.
 */
public final class GentlePolls extends DefaultPollingConsumerPollStrategy {

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String route = ((RouteAware) consumer).getRoute().getRouteId();
        return endpoint.getCamelContext().getInflightRepository().size(route) == 0;
    }
}
