package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.RoutesBuilderLoaderSupport;
import org.apache.camel.xml.jaxb.JaxbHelper;

/**
 * Reads files of routes with the JAXB model that is in every line's core: of other lines than the
 * one that we build on, no loader of XML can be had.
 */
public final class JaxbRoutesLoader extends RoutesBuilderLoaderSupport {

    @Override
    public String getSupportedExtension() {
        return "xml";
    }

    @Override
    public RoutesBuilder loadRoutesBuilder(Resource resource) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                RoutesDefinition routes = read(resource);
                routes.getRoutes().forEach(getRouteCollection()::route);
            }
        };
    }

    private RoutesDefinition read(Resource resource) throws Exception {
        try (InputStream in = resource.getInputStream()) {
            RoutesDefinition routes = JaxbHelper.loadRoutesDefinition(getCamelContext(), in);
            if (routes == null) {
                throw new IOException("no <routes> in " + resource.getLocation());
            }
            return routes;
        }
    }
}
