package io.github.nanitefile.camel.receive;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;

/** Takes what a user configured into service. It ends with the context. Any thread. */
final class UsersServices {

    private UsersServices() {}

    /**
     * When this returns the service runs. A context that is starting itself would put that off
     * until its routes run: too late for files that come before.
     *
     * @throws Exception if it does not start
     */
    static void start(CamelContext context, Service service) throws Exception {
        if (!context.hasService(service)) {
            context.addService(service);
        }
        service.start(); // does nothing where it is started
    }
}
