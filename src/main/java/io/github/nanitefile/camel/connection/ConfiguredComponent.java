package io.github.nanitefile.camel.connection;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/**
 * Another component from which a connection can be taken, known by names alone, as its artifact may
 * not be there.
 *
 * @param name its scheme
 * @param type its class
 */
record ConfiguredComponent(String name, String type) {

    /**
     * The component if the user configured one, ready to be asked; null otherwise. Never one that
     * comes into being by being asked for.
     */
    Component find(CamelContext context) {
        Component configured = configured(context);
        return configured != null && configured.getClass().getName().equals(type)
                ? context.getComponent(name, true, false)
                : null;
    }

    private Component configured(CamelContext context) {
        Component known = context.hasComponent(name);
        if (known == null) {
            known = registered(context, name);
        }
        // As Spring Boot's starters call them.
        return known == null ? registered(context, name + "-component") : known;
    }

    private static Component registered(CamelContext context, String bean) {
        return context.getRegistry().lookupByNameAndType(bean, Component.class);
    }
}
