package io.github.nanitefile.camel.send;

import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.transfer.send.ReadResult;
import io.github.nanitefile.transfer.send.Sender;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has sources read and closed by workers, never two of them in one source; what was read goes to
 * the sender. Its methods are for the owner's thread.
 */
final class SourceReader {

    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

    private final OwnerThread owner;
    private final ExecutorService workers;
    private final Sender sender;

    SourceReader(OwnerThread owner, ExecutorService workers, Sender sender) {
        this.owner = owner;
        this.workers = workers;
        this.sender = sender;
    }

    void read(SendRequest request, int bytes) {
        boolean fromTheStart = request.beginRead();
        workers.execute(() -> readNext(request, fromTheStart, bytes));
    }

    /**
     * The request has come to its end; the source is closed, and then this is done, by a worker.
     */
    void end(SendRequest request, Runnable next) {
        request.end();
        boolean inUse = request.isReading();
        workers.execute(
                () -> {
                    if (!inUse) {
                        close(request);
                    }
                    next.run();
                });
    }

    /** On a worker. */
    private void readNext(SendRequest request, boolean fromTheStart, int bytes) {
        try {
            if (fromTheStart) {
                request.source().rewind();
            }
            ReadResult result = request.source().read(bytes);
            owner.execute(() -> afterRead(request, () -> onRead(request, result)));
        } catch (IOException | RuntimeException e) {
            owner.execute(
                    () ->
                            afterRead(
                                    request,
                                    () ->
                                            sender.readFailed(
                                                    request.transfer(), e, System.nanoTime())));
        }
    }

    private void onRead(SendRequest request, ReadResult result) {
        request.digest(result.digest());
        sender.read(request.transfer(), result, System.nanoTime());
    }

    private void afterRead(SendRequest request, Runnable consequence) {
        boolean abandoned = request.hasEnded();
        request.endRead();
        consequence.run();
        if (abandoned) {
            workers.execute(() -> close(request));
        }
    }

    private static void close(SendRequest request) {
        try {
            request.source().close();
        } catch (IOException e) {
            LOG.warn(
                    LogLines.SOURCE_STAYS_OPEN,
                    request.transfer().describe().name(),
                    request.transfer().token(),
                    e);
        }
    }
}
