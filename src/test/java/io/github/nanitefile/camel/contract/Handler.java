package io.github.nanitefile.camel.contract;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/**
 * An exception handler that does the same however it is called.
 *
 * @param then gets the message; null where there is none
 */
record Handler(Consumer<String> then) implements ExceptionHandler {

    @Override
    public void handleException(Throwable exception) {
        then.accept(null);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        then.accept(message);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        then.accept(message);
    }
}
