package io.github.nanitefile.camel.management;

import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsoleRegistry;

/** Shows all transfers in the dev console, where the context has one (camel-console). */
final class Consoles {

    private Consoles() {}

    /**
     * Shows the sides in the console.
     *
     * @return takes it away again
     */
    static Runnable show(CamelContext context, Sides sides) {
        DevConsoleRegistry registry = DevConsoleRegistry.get(context);
        return registry == null ? () -> {} : show(context, registry, sides);
    }

    /**
     * In a method of its own, as what the console's class needs is there only with the registry.
     */
    private static Runnable show(CamelContext context, DevConsoleRegistry registry, Sides sides) {
        TransferConsole console = new TransferConsole(sides);
        console.setCamelContext(context);
        registry.register(console);
        return () -> registry.unregister(console);
    }
}
