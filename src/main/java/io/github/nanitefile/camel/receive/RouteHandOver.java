package io.github.nanitefile.camel.receive;

import io.github.nanitefile.spool.Placement;
import io.github.nanitefile.spool.SecondName;
import io.github.nanitefile.spool.Spool;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a finished file to the route: places it, if that is asked for, makes an exchange of it and
 * waits for nothing. The end is that of the exchange's unit of work, so that a hand-over to {@code
 * seda:} counts as the route's. Used by several threads at once; holds no state.
 */
final class RouteHandOver {

    private static final Logger LOG = LoggerFactory.getLogger(RouteHandOver.class);

    private final Exchanges exchanges;
    private final Spool spool;
    private final Placement placement;
    private final Consumer<ReceivedFile> remember;

    /**
     * @param placement null where files stay in the spool
     * @param remember takes note of files that have been through the route, on any thread
     */
    RouteHandOver(
            Exchanges exchanges,
            Spool spool,
            Placement placement,
            Consumer<ReceivedFile> remember) {
        this.remember = remember;
        this.exchanges = exchanges;
        this.spool = spool;
        this.placement = placement;
    }

    /** Makes exchanges, and knows the route that takes them. */
    interface Exchanges {

        /** An exchange in a unit of work of its own. */
        Exchange create() throws Exception;

        /** The input of the route for a domain. */
        AsyncProcessor route(String domain);

        /** The exchange has been through the route; its unit of work may end. */
        void done(Exchange exchange);
    }

    /**
     * @param ended is told once, on any thread
     */
    void handOver(ReceivedFile file, Consumer<RouteOutcome> ended) {
        try {
            Path placed = file.path();
            String name = file.start().dest();
            if (placement != null) {
                Optional<Path> target =
                        placement.place(file.path(), file.start().dest(), file.token());
                if (target.isEmpty()) {
                    LOG.info(
                            "'{}' from domain '{}' (token {}) is dropped: the name is taken and fileExist=Ignore",
                            file.start().dest(),
                            file.domain(),
                            file.token());
                    ended.accept(
                            new RouteOutcome.Dropped("the name is taken and fileExist=Ignore"));
                    return;
                }
                placed = target.get();
                name = placement.nameOf(placed);
            }
            process(file, placed, new RouteOutcome.Done(name), ended);
        } catch (Exception e) {
            ended.accept(new RouteOutcome.Failed(e));
        }
    }

    private void process(
            ReceivedFile file, Path path, RouteOutcome done, Consumer<RouteOutcome> ended)
            throws Exception {
        // A placed file is where it should be: nobody may take it away by a rename.
        Optional<SecondName> secondName =
                placement == null ? spool.secondName(path, file.start().dest()) : Optional.empty();
        Exchange exchange = exchanges.create();
        FileExchange.fill(exchange, file, path);
        secondName.ifPresent(
                name ->
                        exchange.getMessage()
                                .setHeader(Exchange.FILE_LOCAL_WORK_PATH, name.path().toString()));
        exchange.getUnitOfWork().addSynchronization(new Remembering(() -> remember.accept(file)));
        exchange.getUnitOfWork()
                .addSynchronization(
                        new RouteEnd(
                                failure -> {
                                    secondName.ifPresent(RouteHandOver::remove);
                                    ended.accept(
                                            failure == null
                                                    ? done
                                                    : new RouteOutcome.Failed(failure));
                                }));
        try {
            exchanges.route(file.domain()).process(exchange, sync -> exchanges.done(exchange));
        } catch (RuntimeException e) {
            exchange.setException(e);
            exchanges.done(exchange);
        }
    }

    private static void remove(SecondName name) {
        try {
            name.remove();
        } catch (IOException e) {
            LOG.warn(
                    "{} could not be removed after the route was done with it; it goes when the consumer starts next",
                    name.path(),
                    e);
        }
    }
}
