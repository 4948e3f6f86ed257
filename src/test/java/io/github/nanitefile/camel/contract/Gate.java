package io.github.nanitefile.camel.contract;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step of a route that lets nobody pass before it is opened. */
final class Gate implements Processor {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        reached.countDown();
        opened.await();
    }

    /** Waits until an exchange stands before it. */
    void awaitReached() throws InterruptedException {
        reached.await();
    }

    void open() {
        opened.countDown();
    }
}
