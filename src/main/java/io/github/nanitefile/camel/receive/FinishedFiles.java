package io.github.nanitefile.camel.receive;

import io.github.nanitefile.camel.ForPeople;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.spool.FailedFiles;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.receive.Receiver;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of files whose way through the route has ended. On the receiver's owner thread. */
final class FinishedFiles implements RouteQueue.Ended, FailurePolicy.Hands {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedFiles.class);

    /** After how long the repository is asked again. */
    private static final long AGAIN_MILLIS = 5_000;

    private final Receiver receiver;
    private final FailurePolicy policy;
    private final FailedFiles failedFiles;
    private final boolean placing;
    private final OwnerThread owner;
    private final long requeueDelayMillis;
    private final Runnable whenRoom;
    private final Runnable whenIdle;

    /** By identity: a file that was withdrawn may come again, equal to its last coming. */
    private final Set<ReceivedFile> postponed = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param placing whether files are placed. One that was must stay the one that was: a copy
     *     would find its name taken
     * @param whenRoom is called when a file has ended
     * @param whenIdle is called when no file is in the route
     */
    FinishedFiles(
            Receiver receiver,
            FailurePolicy policy,
            FailedFiles failedFiles,
            boolean placing,
            OwnerThread owner,
            long requeueDelayMillis,
            Runnable whenRoom,
            Runnable whenIdle) {
        this.receiver = receiver;
        this.policy = policy;
        this.failedFiles = failedFiles;
        this.placing = placing;
        this.owner = owner;
        this.requeueDelayMillis = requeueDelayMillis;
        this.whenRoom = whenRoom;
        this.whenIdle = whenIdle;
    }

    @Override
    public void ended(ReceivedFile file, RouteOutcome outcome) {
        if (outcome instanceof RouteOutcome.Done done) {
            LOG.debug("{} has been through the route", what(file));
            receiver.routeDone(file, done.name(), System.nanoTime());
        } else if (outcome instanceof RouteOutcome.Dropped dropped) {
            receiver.putAside(file, dropped.reason(), System.nanoTime());
        } else if (outcome instanceof RouteOutcome.Unknown unknown) {
            LOG.warn(
                    LogLines.REPOSITORY_SILENT,
                    what(file),
                    unknown.cause().getMessage(),
                    AGAIN_MILLIS);
            later(AGAIN_MILLIS, receiver::deliverAgain, file);
        } else if (outcome instanceof RouteOutcome.Failed failed) {
            failed(file, failed.cause());
        }
        whenRoom.run();
    }

    private void failed(ReceivedFile file, Throwable failure) {
        try {
            policy.routeFailed(file, failure, this);
        } catch (IOException e) {
            LOG.error(LogLines.KEEPING_FAILED, e.getMessage(), e);
            requeueLater(file, failure);
        }
    }

    @Override
    public void idle() {
        whenIdle.run();
    }

    @Override
    public void keep(ReceivedFile file, Throwable cause) throws IOException {
        Optional<TransferState> state = receiver.state(file);
        if (state.isEmpty()) {
            LOG.debug("{} is gone already", what(file));
            return;
        }
        Path kept = failedFiles.keep(state.get(), headers(file, cause));
        LOG.warn(
                LogLines.FILE_KEPT,
                what(file),
                cause.getMessage(),
                kept,
                kept.getParent().resolveSibling("retry"));
        receiver.putAside(file, reason(cause), System.nanoTime());
    }

    @Override
    public void requeueLater(ReceivedFile file, Throwable cause) {
        LOG.warn(LogLines.FILE_COMES_AGAIN, what(file), cause.getMessage(), requeueDelayMillis);
        if (placing) {
            receiver.keepHere(file);
        }
        later(requeueDelayMillis, again -> receiver.requeue(again, System.nanoTime()), file);
    }

    private void later(long millis, Consumer<ReceivedFile> then, ReceivedFile file) {
        postponed.add(file);
        owner.after(
                millis,
                () -> {
                    if (postponed.remove(file)) {
                        then.accept(file);
                        whenRoom.run();
                    }
                });
    }

    /** Takes those that match out of the files that come again later, one by one. */
    void withdrawIf(Predicate<ReceivedFile> withdraw) {
        postponed.removeIf(withdraw);
    }

    /** How many files come again later. */
    int postponed() {
        return postponed.size();
    }

    @Override
    public boolean isWithBroker(ReceivedFile file) {
        return receiver.isWithBroker(file);
    }

    @Override
    public void reject(ReceivedFile file, Throwable cause) {
        LOG.warn(LogLines.FILE_REJECTED, what(file), cause.getMessage());
        receiver.reject(file, reason(cause), System.nanoTime());
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return "the route failed: " + (message == null ? cause.getClass().getName() : message);
    }

    /** The file as it is named to people. */
    static String what(ReceivedFile file) {
        return "'"
                + ForPeople.name(file.start().dest())
                + "' from domain '"
                + file.domain()
                + "' (token "
                + ForPeople.name(file.token().value())
                + ")";
    }

    private static Map<String, String> headers(ReceivedFile file, Throwable cause) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("token", file.token().value());
        headers.put("domain", file.domain());
        headers.put("filename", file.start().filename());
        headers.put("destination", file.start().dest());
        headers.put("length", Long.toString(file.length()));
        headers.put("digest", file.digest().toString());
        headers.put("verified", Boolean.toString(file.verified()));
        headers.put("meta", String.valueOf(file.meta()));
        headers.put("failed", Instant.now().toString());
        headers.put("reason", cause.toString());
        return headers;
    }
}
