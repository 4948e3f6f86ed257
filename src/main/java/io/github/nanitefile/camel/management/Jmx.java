package io.github.nanitefile.camel.management;

import io.github.nanitefile.log.LogLines;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel's JMX agent knows of transfers, under names of their own beside Camel's: {@code
 * org.apache.camel:context=CONTEXT,type=nanitefile,kind=KIND,name="NAME"}. Does nothing where JMX
 * is off. A bean that cannot be registered is warned of and stops nothing.
 */
final class Jmx {

    private static final Logger LOG = LoggerFactory.getLogger(Jmx.class);

    private final CamelContext context;

    Jmx(CamelContext context) {
        this.context = context;
    }

    void register(String kind, String name, ManagedTransfers transfers) {
        ManagementAgent agent = agent();
        if (agent == null) {
            return;
        }
        try {
            agent.register(transfers, name(agent, kind, name), true);
        } catch (JMException e) {
            LOG.warn(LogLines.NOT_IN_JMX, kind, name, e.toString(), e);
        }
    }

    void unregister(String kind, String name) {
        ManagementAgent agent = agent();
        if (agent == null) {
            return;
        }
        try {
            agent.unregister(name(agent, kind, name));
        } catch (JMException e) {
            LOG.debug("{} '{}' had gone from JMX", kind, name, e);
        }
    }

    /** Null where JMX is off, or not on the class path. */
    private ManagementAgent agent() {
        return context.getManagementStrategy() == null
                ? null
                : context.getManagementStrategy().getManagementAgent();
    }

    private ObjectName name(ManagementAgent agent, String kind, String name) throws JMException {
        String id =
                context.getManagementName() == null
                        ? context.getName()
                        : context.getManagementName();
        return new ObjectName(
                "%s:context=%s,type=nanitefile,kind=%s,name=%s"
                        .formatted(
                                agent.getMBeanObjectDomainName(),
                                safe(id),
                                kind,
                                ObjectName.quote(name)));
    }

    private static String safe(String value) {
        return value.matches("[^,=:\"*?\\n]+") ? value : ObjectName.quote(value);
    }
}
