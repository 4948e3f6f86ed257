package io.github.nanitefile.camel.receive;

import io.github.nanitefile.camel.TransferMdc;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.spool.Placement;
import io.github.nanitefile.spool.SecondName;
import io.github.nanitefile.spool.Spool;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a finished file to the route, unless it has been there: places it, if that is asked for,
 * makes an exchange of it and waits for nothing. The end is that of the exchange's unit of work, so
 * that a hand-over to {@code seda:} counts as the route's. Used by several threads at once; holds
 * no state.
 */
final class RouteHandOver {

    private static final Logger LOG = LoggerFactory.getLogger(RouteHandOver.class);

    private final Exchanges exchanges;
    private final Spool spool;
    private final Placement placement;
    private final DeliveredFiles delivered;

    /**
     * @param placement null where files stay in the spool
     * @param delivered knows and takes note of which files have been through the route
     */
    RouteHandOver(Exchanges exchanges, Spool spool, Placement placement, DeliveredFiles delivered) {
        this.delivered = delivered;
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
        Consumer<RouteOutcome> once = once(ended);
        try {
            if (wentThrough(file, once)) {
                return;
            }
            Path placed = file.path();
            String name = file.start().dest();
            if (placement != null) {
                Optional<Path> target =
                        placement.place(file.path(), file.start().dest(), file.token());
                if (target.isEmpty()) {
                    LOG.info(LogLines.NAME_TAKEN, file.start().dest(), file.domain(), file.token());
                    once.accept(new RouteOutcome.Dropped("the name is taken and fileExist=Ignore"));
                    return;
                }
                placed = target.get();
                name = placement.nameOf(placed);
            }
            process(file, placed, new RouteOutcome.Done(name), once);
        } catch (Exception | Error e) {
            // An error too: were the end not told, no other file would get its turn.
            once.accept(new RouteOutcome.Failed(e));
        }
    }

    /** What throws may have told the end before. */
    private static Consumer<RouteOutcome> once(Consumer<RouteOutcome> ended) {
        AtomicBoolean told = new AtomicBoolean();
        return outcome -> {
            if (told.compareAndSet(false, true)) {
                ended.accept(outcome);
            }
        };
    }

    /**
     * While the file waited for its turn, or to come again, another member may have been given all
     * of it.
     */
    private boolean wentThrough(ReceivedFile file, Consumer<RouteOutcome> ended) {
        try {
            if (!delivered.contains(file.token())) {
                return false;
            }
            LOG.info(LogLines.DELIVERED_ELSEWHERE, FinishedFiles.what(file));
            ended.accept(new RouteOutcome.Done(null));
        } catch (IOException e) {
            ended.accept(new RouteOutcome.Unknown(e));
        }
        return true;
    }

    private void process(
            ReceivedFile file, Path path, RouteOutcome done, Consumer<RouteOutcome> ended)
            throws Exception {
        // A placed file is where it should be: nobody may take it away by a rename.
        Optional<SecondName> secondName =
                placement == null ? spool.secondName(path, file.start().dest()) : Optional.empty();
        Exchange exchange;
        try {
            exchange = exchange(file, path, secondName);
        } catch (Exception | Error e) {
            secondName.ifPresent(RouteHandOver::remove);
            throw e;
        }
        exchange.getUnitOfWork().addSynchronization(new Remembering(() -> delivered.add(file)));
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
        try (TransferMdc mdc = TransferMdc.of(file.domain(), file.token())) {
            exchanges.route(file.domain()).process(exchange, sync -> exchanges.done(exchange));
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            exchanges.done(exchange);
        }
    }

    private Exchange exchange(ReceivedFile file, Path path, Optional<SecondName> secondName)
            throws Exception {
        Exchange exchange = exchanges.create();
        FileExchange.fill(exchange, file, path);
        secondName.ifPresent(
                name ->
                        exchange.getMessage()
                                .setHeader(Exchange.FILE_LOCAL_WORK_PATH, name.path().toString()));
        return exchange;
    }

    private static void remove(SecondName name) {
        try {
            name.remove();
        } catch (IOException e) {
            LOG.warn(LogLines.SECOND_NAME_STAYS, name.path(), e);
        }
    }
}
