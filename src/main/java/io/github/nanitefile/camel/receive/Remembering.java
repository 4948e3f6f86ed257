package io.github.nanitefile.camel.receive;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Takes note that an exchange has been through the route, on the thread that ends it and before
 * anything else that ends with it: were the process to die before, the route would get the file
 * once more.
 */
final class Remembering extends SynchronizationAdapter {

    private final Runnable remember;

    Remembering(Runnable remember) {
        this.remember = remember;
    }

    @Override
    public int getOrder() {
        return HIGHEST;
    }

    @Override
    public void onComplete(Exchange exchange) {
        remember.run();
    }
}
