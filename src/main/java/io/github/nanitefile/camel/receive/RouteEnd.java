package io.github.nanitefile.camel.receive;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Tells, when an exchange's unit of work ends, how it ended. */
final class RouteEnd extends SynchronizationAdapter {

    private final Consumer<Throwable> ended;

    /**
     * @param ended is given null, or why the exchange failed
     */
    RouteEnd(Consumer<Throwable> ended) {
        this.ended = ended;
    }

    @Override
    public void onComplete(Exchange exchange) {
        ended.accept(null);
    }

    @Override
    public void onFailure(Exchange exchange) {
        Throwable cause = exchange.getException();
        if (cause == null) {
            cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        ended.accept(
                cause == null ? new IllegalStateException("the route marked it as failed") : cause);
    }
}
