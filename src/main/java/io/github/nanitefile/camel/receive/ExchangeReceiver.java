package io.github.nanitefile.camel.receive;

import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.management.Window;
import io.github.nanitefile.camel.security.SecureOptions;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.Closing;
import io.github.nanitefile.spool.Placement;
import io.github.nanitefile.transfer.TransferListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EventDrivenPollingConsumer;

/**
 * All that a consumer receives with: a {@link QueueReceiver} for its queue, or for each of its
 * partitions.
 */
public final class ExchangeReceiver {

    private static final String WORKERS = "NaniteFileRoute";

    private final CamelContext context;
    private final ExecutorService workers;
    private final List<QueueReceiver> queues = new ArrayList<>();
    private PartitionBalance balance;

    private ExchangeReceiver(CamelContext context, ExecutorService workers) {
        this.context = context;
        this.workers = workers;
    }

    /**
     * Starts to receive.
     *
     * @param listeners one for each queue, which is told on a thread of that queue's own
     * @throws IOException if the spool or the broker cannot be used; says why
     */
    public static ExchangeReceiver start(
            DefaultConsumer consumer,
            String domain,
            NaniteFileConfiguration options,
            BrokerLink link,
            List<? extends TransferListener> listeners)
            throws IOException {
        CamelContext context = consumer.getEndpoint().getCamelContext();
        InboundSettings settings =
                InboundSettings.of(
                        domain, options, SecureOptions.receiving(context, domain, options));
        // What may fail and holds nothing comes first: nobody would give the rest up again.
        DeliveredFiles delivered =
                DeliveredFiles.start(
                        context, settings.recipient(), options.getIdempotentRepository());
        Placement placement = placement(options);
        List<InboundSettings> all = settings.partitions(options.getPartitions());
        ExecutorService workers = workers(consumer, (long) settings.concurrent() * all.size());
        QueueReceiver.Common common =
                new QueueReceiver.Common(
                        context,
                        options,
                        link,
                        new ConsumerExchanges(consumer, options),
                        placement,
                        delivered,
                        workers,
                        consumer.getExceptionHandler());
        ExchangeReceiver receiver = new ExchangeReceiver(context, workers);
        try {
            for (int i = 0; i < all.size(); i++) {
                receiver.queues.add(QueueReceiver.start(common, all.get(i), listeners.get(i)));
            }
        } catch (IOException | RuntimeException e) {
            receiver.stop();
            throw e;
        }
        if (all.size() > 1) {
            receiver.balance =
                    PartitionBalance.start(context, domain, link.consuming(), receiver.queues);
        }
        return receiver;
    }

    private static Placement placement(NaniteFileConfiguration options) throws IOException {
        return options.getDirectory() == null
                ? null
                : new Placement(Path.of(options.getDirectory()), options.getFileExist()).check();
    }

    /** Threads for the route, which end when there was no file for a minute. */
    private static ExecutorService workers(DefaultConsumer consumer, long most) {
        int size = (int) Math.min(most, Integer.MAX_VALUE);
        ThreadPoolProfile profile = new ThreadPoolProfile(WORKERS);
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setKeepAliveTime(1L);
        profile.setTimeUnit(TimeUnit.MINUTES);
        return consumer.getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(consumer, WORKERS, profile);
    }

    /** Takes nothing more in; the queues are given up when the files in the route are done. */
    public void suspend() {
        queues.forEach(QueueReceiver::suspend);
        if (balance != null) {
            balance.suspend();
        }
    }

    public void resume() {
        queues.forEach(QueueReceiver::resume);
        if (balance != null) {
            balance.resume();
        }
    }

    /** How many files are in the route, or wait for their receipt. */
    public int pending() {
        return queues.stream().mapToInt(QueueReceiver::pending).sum();
    }

    /** Messages that are not settled, as of the last second. Any thread. */
    public Window window() {
        return queues.stream()
                .map(QueueReceiver::window)
                .reduce((a, b) -> new Window(a.used() + b.used(), a.size() + b.size()))
                .orElseThrow();
    }

    /**
     * Fails a transfer as an operator wants it, unless it is whole. Any thread.
     *
     * @return whether it was coming in
     * @throws IOException if an owner is held up or has ended, or the disk failed meanwhile
     */
    public boolean cancel(Token token) throws IOException {
        for (QueueReceiver queue : queues) {
            if (queue.cancel(token)) {
                return true;
            }
        }
        return false;
    }

    /** Why nothing can be received now, and what to do; null if it can. Any thread. */
    public String trouble() {
        return queues.stream()
                .map(QueueReceiver::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Gives up the queues, the spools and all threads. */
    public void stop() throws IOException {
        if (balance != null) {
            balance.stop();
        }
        queues.forEach(QueueReceiver::stop);
        context.getExecutorServiceManager().shutdownGraceful(workers);
        Closing closing = new Closing(null);
        queues.forEach(queue -> closing.run(queue::close));
        closing.finish();
    }

    /** Exchanges of a consumer, for its own route or the one that is named for the domain. */
    private record ConsumerExchanges(
            DefaultConsumer consumer, NaniteFileConfiguration options, DomainRoutes domainRoutes)
            implements RouteHandOver.Exchanges {

        ConsumerExchanges(DefaultConsumer consumer, NaniteFileConfiguration options) {
            this(consumer, options, new DomainRoutes(consumer.getEndpoint().getCamelContext()));
        }

        @Override
        public Exchange create() throws Exception {
            Exchange exchange = consumer.createExchange(false);
            consumer.createUoW(exchange);
            return exchange;
        }

        @Override
        public AsyncProcessor route(String domain) {
            AsyncProcessor named = options.isRouteByDomain() ? domainRoutes.find(domain) : null;
            return named == null ? consumer.getAsyncProcessor() : named;
        }

        @Override
        public void done(Exchange exchange) {
            if (consumer.getProcessor() instanceof EventDrivenPollingConsumer) {
                return; // it has only queued the exchange: whoever polls it ends the unit of work
            }
            consumer.doneUoW(exchange);
            consumer.releaseExchange(exchange, false);
        }
    }
}
