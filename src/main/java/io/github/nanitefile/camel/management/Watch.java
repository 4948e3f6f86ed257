package io.github.nanitefile.camel.management;

import io.github.nanitefile.transfer.Transfer.Direction;
import io.github.nanitefile.transfer.TransferListener;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;

/**
 * Lets a component's producers and consumers be seen from outside, with whatever of JMX, dev
 * console and Micrometer the context has. Any thread.
 */
public final class Watch {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";
    private static final String ENDPOINT = "endpoint";

    private final CamelContext context;
    private final Jmx jmx;
    private final Sides all = new Sides();
    private Runnable console = () -> {};

    public Watch(CamelContext context) {
        this.context = context;
        this.jmx = new Jmx(context);
    }

    public void start() {
        console = Consoles.show(context, all);
    }

    public void stop() {
        console.run();
    }

    /**
     * Where the transfers of a side are written down.
     *
     * @param domain the endpoint's
     * @param next is told as well
     */
    public TransferBook book(Direction direction, String domain, TransferListener next) {
        return new TransferBook(next, meters(direction, domain));
    }

    private Meters meters(Direction direction, String domain) {
        return context.getClassResolver().resolveClass(MICROMETER) == null
                ? Meters.NONE
                : MicrometerMeters.of(context, direction, domain);
    }

    /** The endpoint of that URI, which is shown from now on. */
    public WatchedEndpoint endpoint(String uri) {
        return new WatchedEndpoint(URISupport.sanitizeUri(uri));
    }

    /** An endpoint that is seen from outside, and the sides that it has. */
    public final class WatchedEndpoint {

        private final String uri;
        private final Sides sides = new Sides();

        private WatchedEndpoint(String uri) {
            this.uri = uri;
            jmx.register(ENDPOINT, uri, new ManagedTransfers(sides, uri));
        }

        /**
         * Shows a producer or consumer.
         *
         * @param name tells it from others of its direction
         * @param books one for each thread that moves its transfers
         */
        public Side add(
                Direction direction,
                String name,
                List<TransferBook> books,
                Supplier<Window> window,
                Side.Cancelling cancelling) {
            Side side = new Side(direction, name, uri, books, window, cancelling);
            sides.add(side);
            all.add(side);
            jmx.register(kind(side), name, new ManagedTransfers(side, uri));
            return side;
        }

        public void remove(Side side) {
            jmx.unregister(kind(side), side.name());
            all.remove(side);
            sides.remove(side);
        }

        public void end() {
            jmx.unregister(ENDPOINT, uri);
        }
    }

    /** As Camel calls its own. */
    static String kind(Side side) {
        return side.direction() == Direction.SENDING ? "producer" : "consumer";
    }
}
