package example;

import io.github.nanitefile.camel.NaniteFileComponent;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.core.osgi.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Starts a CamelContext when the bundles are there that its routes need, in whatever order they come. */
public class Activator implements BundleActivator {

    private static final String NEEDED = "(|(component=nanitefile)(component=file)(language=simple))";

    private final Set<Object> there = new HashSet<>();
    private ServiceTracker<Object, Object> services;
    private CamelContext camel;

    @Override
    public void start(BundleContext bundle) throws Exception {
        services =
                new ServiceTracker<>(bundle, bundle.createFilter(NEEDED), null) {
                    @Override
                    public Object addingService(ServiceReference<Object> service) {
                        synchronized (there) {
                            there.add(service.getProperty("component"));
                            if (there.size() == 3 && camel == null) {
                                startCamel(bundle);
                            }
                        }
                        return service;
                    }
                };
        services.open(true);
    }

    @Override
    public void stop(BundleContext bundle) {
        services.close();
        if (camel != null) {
            camel.stop();
        }
    }

    private void startCamel(BundleContext bundle) {
        camel = new OsgiDefaultCamelContext(bundle);
        camel.start();
        NaniteFileConfiguration options =
                camel.getComponent("nanitefile", NaniteFileComponent.class).getConfiguration();
        options.setAddresses(System.getProperty("rabbitmq.addresses", "localhost:5672"));
        options.setUsername(System.getProperty("rabbitmq.username", "guest"));
        options.setPassword(System.getProperty("rabbitmq.password", "guest"));
        try {
            camel.addRoutes(new Routes());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
