package io.github.nanitefile.camel;

import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.QueueSpec;
import io.github.nanitefile.camel.management.Health;
import io.github.nanitefile.camel.management.Side;
import io.github.nanitefile.camel.management.TransferBook;
import io.github.nanitefile.camel.receive.ExchangeReceiver;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.ObjectHelper;

/** Receives files of a domain and hands each to the route, whole. */
public class NaniteFileConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private final NaniteFileEndpoint endpoint;
    private ExchangeReceiver receiver;
    private Side side;
    private Health.Registration check;

    public NaniteFileConsumer(NaniteFileEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        NaniteFileConfiguration options = endpoint.getConfiguration();
        OptionRules.checkConsumer(options);
        List<TransferBook> books =
                Stream.generate(() -> book(options)).limit(options.getPartitions()).toList();
        try {
            receiver =
                    ExchangeReceiver.start(
                            this,
                            endpoint.getDomain(),
                            options,
                            endpoint.getComponent().link(options),
                            books);
        } catch (BrokerException e) {
            throw new BrokerException(
                    "Files of domain '"
                            + endpoint.getDomain()
                            + "' cannot come in: "
                            + e.getMessage(),
                    e);
        }
        letBeSeen(receiver, books);
    }

    /** For one queue: what is in it belongs to the thread that reads that queue. */
    private TransferBook book(NaniteFileConfiguration options) {
        TransferEvents events =
                new TransferEvents(endpoint.getCamelContext(), new TransferLog(through(options)));
        return endpoint.getComponent()
                .watch()
                .book(Direction.RECEIVING, endpoint.getDomain(), events);
    }

    private void letBeSeen(ExchangeReceiver started, List<TransferBook> books) {
        String name =
                getRouteId() == null
                        ? endpoint.getDomain() + "(" + ObjectHelper.getIdentityHashCode(this) + ")"
                        : getRouteId();
        side =
                endpoint.watched()
                        .add(Direction.RECEIVING, name, books, started::window, started::cancel);
        check =
                new Health(endpoint.getCamelContext())
                        .register(
                                "nanitefile-consumer-" + name,
                                Map.of("nanitefile.domain", endpoint.getDomain()),
                                () -> isStarted() ? started.trouble() : null);
    }

    private static String through(NaniteFileConfiguration options) {
        if (options.isBroadcast()) {
            return " by broadcast";
        }
        return options.getQueue() == null || options.getQueueType().equals(QueueSpec.STREAM)
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
        if (side != null) {
            check.end();
            endpoint.watched().remove(side);
            side = null;
        }
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
