package io.github.nanitefile.camel.management;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * Registers readiness checks, where the context has a registry for them (camel-health). Ids name no
 * URI, so that no secret can be in one.
 */
public final class Health {

    private final CamelContext context;

    public Health(CamelContext context) {
        this.context = context;
    }

    /** A check that was registered. */
    public interface Registration {

        void end();
    }

    /**
     * Registers a check.
     *
     * @param details what a result says beside, without secrets
     */
    public Registration register(String id, Map<String, Object> details, Readiness readiness) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            return () -> {};
        }
        return register(registry, id, details, readiness);
    }

    /** In a method of its own, as the class of the check is there only with the registry. */
    private static Registration register(
            HealthCheckRegistry registry,
            String id,
            Map<String, Object> details,
            Readiness readiness) {
        TransferHealthCheck check = new TransferHealthCheck(id, details, readiness);
        registry.register(check);
        return () -> registry.unregister(check);
    }
}
