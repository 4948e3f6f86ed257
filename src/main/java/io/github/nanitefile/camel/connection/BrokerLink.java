package io.github.nanitefile.camel.connection;

import io.github.nanitefile.amqp.BrokerConnection;
import io.github.nanitefile.amqp.ConnectionSource;
import io.github.nanitefile.amqp.ConnectionThreads;
import io.github.nanitefile.amqp.Exchange;

/**
 * One broker as all endpoints of a component see it: a connection to publish on and one to consume
 * on, since an alarm on the first must not hold up acknowledgements on the second.
 */
public final class BrokerLink implements AutoCloseable {

    private final Exchange exchange;
    private final BrokerConnection publishing;
    private final BrokerConnection consuming;

    BrokerLink(
            ConnectionSource source, Exchange exchange, String owner, ConnectionThreads threads) {
        this.exchange = exchange;
        publishing = new BrokerConnection(source, owner + " sending", threads);
        consuming = new BrokerConnection(source, owner + " receiving", threads);
    }

    /** The exchange that files go through. */
    public Exchange exchange() {
        return exchange;
    }

    public BrokerConnection publishing() {
        return publishing;
    }

    public BrokerConnection consuming() {
        return consuming;
    }

    @Override
    public void close() {
        publishing.close();
        consuming.close();
    }
}
