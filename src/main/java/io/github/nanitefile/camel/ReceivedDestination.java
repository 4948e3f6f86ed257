package io.github.nanitefile.camel;

import org.apache.camel.Exchange;

/**
 * Tells a destination that the user asks for from one that only says how a file was received: a
 * file that is received and sent on goes by the name that the route gave it meanwhile.
 */
public final class ReceivedDestination {

    private static final String REMEMBERED = "CamelNaniteFileReceivedDestination";

    private ReceivedDestination() {}

    /** The exchange's file was received with this destination. */
    public static void remember(Exchange exchange, String destination) {
        exchange.setProperty(REMEMBERED, destination);
    }

    /** Whether this is the destination with which the exchange's file was received. */
    public static boolean is(Exchange exchange, String destination) {
        return destination.equals(exchange.getProperty(REMEMBERED));
    }
}
