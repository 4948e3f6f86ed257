package io.github.nanitefile.camel.connection;

import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import org.apache.camel.CamelContext;

/** One place where the way to a broker can come from. */
interface ConnectionOrigin {

    /** Whether a broker is known here. */
    boolean knows(CamelContext context, NaniteFileConfiguration options);

    /** How to connect; only where {@link #knows} said yes. */
    ConnectionSource source(CamelContext context, NaniteFileConfiguration options);

    /** For the log: where the connection comes from. */
    String describe();
}
