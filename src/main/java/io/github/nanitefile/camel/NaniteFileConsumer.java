package io.github.nanitefile.camel;

import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.camel.receive.ExchangeReceiver;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/** Receives files of a domain and hands each to the route, whole. */
public class NaniteFileConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private final NaniteFileEndpoint endpoint;
    private ExchangeReceiver receiver;

    public NaniteFileConsumer(NaniteFileEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        NaniteFileConfiguration options = endpoint.getConfiguration();
        OptionRules.checkConsumer(options);
        NaniteFileComponent component = endpoint.getComponent();
        try {
            receiver =
                    ExchangeReceiver.start(
                            this,
                            endpoint.getDomain(),
                            options,
                            component.link(options),
                            new TransferEvents(
                                    endpoint.getCamelContext(), new TransferLog(through(options))));
        } catch (BrokerException e) {
            throw new BrokerException(
                    "Files of domain '"
                            + endpoint.getDomain()
                            + "' cannot come in: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String through(NaniteFileConfiguration options) {
        if (options.isBroadcast()) {
            return " by broadcast";
        }
        return options.getQueue() == null
                ? " in group '" + options.getGroup() + "'"
                : " through queue '" + options.getQueue() + "'";
    }

    @Override
    protected void doSuspend() throws Exception {
        receiver.suspend();
    }

    @Override
    protected void doResume() throws Exception {
        receiver.resume();
    }

    @Override
    protected void doStop() throws Exception {
        if (receiver != null) {
            receiver.stop();
            receiver = null;
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /**
     * The files in the route: a file that is still coming in is no exchange yet, and waits in the
     * spool or the broker.
     */
    @Override
    public int getPendingExchangesSize() {
        return receiver == null ? 0 : receiver.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Nothing to do beforehand: suspending and stopping do all of it.
    }
}
