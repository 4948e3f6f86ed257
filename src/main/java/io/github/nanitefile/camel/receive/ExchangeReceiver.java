package io.github.nanitefile.camel.receive;

import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.camel.connection.BrokerLink;
import io.github.nanitefile.camel.management.Window;
import io.github.nanitefile.camel.security.SecureOptions;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.Placement;
import io.github.nanitefile.spool.Spool;
import io.github.nanitefile.transfer.TransferListener;
import io.github.nanitefile.transfer.receive.DestinationRule;
import io.github.nanitefile.transfer.receive.ReceiptIssuer;
import io.github.nanitefile.transfer.receive.Receiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EventDrivenPollingConsumer;

/** Puts together what a consumer needs to receive, and takes it apart in the right order. */
public final class ExchangeReceiver {

    private static final long TICK_MILLIS = 1000;
    private static final int LONGEST_REASON = 1000;

    private final CamelContext context;
    private final OwnerThread owner;
    private final ExecutorService workers;
    private final Spool spool;
    private final Reading reading;
    private final Inbound inbound;

    private ExchangeReceiver(
            CamelContext context,
            OwnerThread owner,
            ExecutorService workers,
            Spool spool,
            Reading reading,
            Inbound inbound) {
        this.context = context;
        this.owner = owner;
        this.workers = workers;
        this.spool = spool;
        this.reading = reading;
        this.inbound = inbound;
    }

    /**
     * Starts to receive.
     *
     * @throws IOException if the spool or the broker cannot be used; says why
     */
    public static ExchangeReceiver start(
            DefaultConsumer consumer,
            String domain,
            NaniteFileConfiguration options,
            BrokerLink link,
            TransferListener listener)
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
        Spool spool = spool(settings);
        OwnerThread owner = new OwnerThread(context, "NaniteFileReceiver");
        ExecutorService workers =
                context.getExecutorServiceManager()
                        .newFixedThreadPool(consumer, "NaniteFileRoute", settings.concurrent());
        RouteHandOver handOver =
                new RouteHandOver(
                        new ConsumerExchanges(consumer, options), spool, placement, delivered);
        RouteQueue route = new RouteQueue(settings.concurrent(), owner, workers, handOver);
        Reading reading = reading(context, settings, options);
        Inbound inbound =
                new Inbound(settings, link, owner, route, reading, consumer.getExceptionHandler());
        ExchangeReceiver receiver =
                new ExchangeReceiver(context, owner, workers, spool, reading, inbound);
        Function<String, Optional<String>> destinationRule =
                placement == null ? DestinationRule::refusal : placement::refusal;
        Receiver rules =
                new Receiver(
                        settings.limits(),
                        spool,
                        inbound,
                        listener,
                        destinationRule,
                        delivered::contains,
                        issuer(settings));
        FinishedFiles finished =
                new FinishedFiles(
                        rules,
                        FailurePolicy.named(options.getOnFailure()),
                        spool.failedFiles(),
                        // A file that was placed must stay the one that was placed: a copy would
                        // find its name taken.
                        placement == null
                                ? file -> rules.requeue(file, System.nanoTime())
                                : rules::deliverAgain,
                        owner,
                        settings.requeueDelayMillis(),
                        inbound::letIn,
                        inbound::closeIfDrained);
        try {
            owner.call(
                    () -> {
                        inbound.start(rules, finished);
                        return null;
                    });
        } catch (IOException e) {
            receiver.stop();
            throw e;
        }
        owner.every(TICK_MILLIS, inbound::tick);
        return receiver;
    }

    private static Placement placement(NaniteFileConfiguration options) throws IOException {
        return options.getDirectory() == null
                ? null
                : new Placement(Path.of(options.getDirectory()), options.getFileExist()).check();
    }

    private static ReceiptIssuer issuer(InboundSettings settings) {
        return (token, attempt, verdict, name, digest, reason) ->
                new Receipt(
                        token,
                        attempt,
                        verdict,
                        settings.recipient(),
                        settings.group(),
                        name,
                        digest,
                        Instant.now(),
                        reason == null ? null : cut(reason));
    }

    /** A header must fit into a frame. */
    private static String cut(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private static Reading reading(
            CamelContext context, InboundSettings settings, NaniteFileConfiguration options) {
        return settings.queue().isStream()
                ? new StreamReading(settings, options.getOffsetRepository(), context)
                : Reading.OF_A_QUEUE;
    }

    private static Spool spool(InboundSettings settings) throws IOException {
        if (settings.queue().isStream()) {
            return Spool.openOfReader(settings.spoolDirectory(), settings.recipient());
        }
        return settings.queue().shared()
                ? Spool.open(settings.spoolDirectory(), settings.queue().name())
                : Spool.openTransient(settings.spoolDirectory(), settings.domain());
    }

    /** Takes nothing more in; the queue is given up when the files in the route are done. */
    public void suspend() {
        owner.execute(inbound::drain);
    }

    public void resume() {
        owner.execute(inbound::resume);
    }

    /** How many files are in the route, or wait for their receipt. */
    public int pending() {
        return inbound.pending();
    }

    /** Messages that are not settled, as of the last second. Any thread. */
    public Window window() {
        return inbound.window();
    }

    /**
     * Fails a transfer as an operator wants it, unless it is whole. Any thread.
     *
     * @return whether it was coming in
     * @throws IOException if the owner is held up or has ended, or the disk failed meanwhile
     */
    public boolean cancel(Token token) throws IOException {
        return owner.ask(() -> inbound.cancel(token));
    }

    /** Why nothing can be received now, and what to do; null if it can. Any thread. */
    public String trouble() {
        String trouble = inbound.trouble();
        if (trouble != null) {
            return "Files do not come in: " + trouble + ". They do again by themselves";
        }
        try {
            spool.checkWritable();
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Gives up the queue, the spool and all threads. */
    public void stop() throws IOException {
        owner.stop(inbound::close, inbound::cutOff);
        context.getExecutorServiceManager().shutdownGraceful(workers);
        try {
            spool.close();
        } finally {
            reading.close();
        }
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
