package io.github.nanitefile.camel;

import io.github.nanitefile.camel.NaniteFileEvent.Kind;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.TransferListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the context's event notifiers what becomes of transfers, and passes everything on. Where
 * there are none, no event is made. A notifier that fails is warned of and stops no transfer. Owned
 * by the thread of the sender or receiver.
 */
final class TransferEvents implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger(TransferEvents.class);
    private static final long BETWEEN_PROGRESS = Duration.ofSeconds(1).toNanos();

    private final CamelContext context;
    private final TransferListener next;

    /** When each open transfer was last told of. */
    private final Map<Token, Long> told = new HashMap<>();

    TransferEvents(CamelContext context, TransferListener next) {
        this.context = context;
        this.next = next;
    }

    @Override
    public void started(Transfer transfer, long now) {
        next.started(transfer, now);
        begun(Kind.STARTED, transfer, 0, now);
    }

    @Override
    public void resumed(Transfer transfer, long bytes, long now) {
        next.resumed(transfer, bytes, now);
        begun(Kind.RESUMED, transfer, bytes, now);
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long now) {
        next.startsOver(transfer, reason, now);
        ended(Kind.STARTS_OVER, transfer, 0, null, reason);
    }

    @Override
    public void waiting(Transfer transfer, String reason, long now) {
        next.waiting(transfer, reason, now);
        tell(Kind.WAITING, transfer, 0, null, reason);
    }

    @Override
    public void wornOut(Transfer transfer, int times, long now) {
        next.wornOut(transfer, times, now);
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long now) {
        next.progressed(transfer, bytes, now);
        if (nobodyListens()) {
            return;
        }
        Long last = told.get(transfer.token());
        if (last != null && now - last >= BETWEEN_PROGRESS) {
            told.put(transfer.token(), now);
            tell(Kind.PROGRESS, transfer, bytes, null, null);
        }
    }

    @Override
    public void completed(Transfer transfer, long bytes, long now) {
        next.completed(transfer, bytes, now);
        ended(Kind.COMPLETED, transfer, bytes, null, null);
    }

    @Override
    public void failed(Transfer transfer, FailureKind kind, String reason, long now) {
        next.failed(transfer, kind, reason, now);
        ended(Kind.FAILED, transfer, 0, kind, reason);
    }

    @Override
    public void left(Transfer transfer, long now) {
        next.left(transfer, now);
        ended(Kind.LEFT, transfer, 0, null, null);
    }

    private void begun(Kind kind, Transfer transfer, long bytes, long now) {
        told.put(transfer.token(), now);
        tell(kind, transfer, bytes, null, null);
    }

    private void ended(
            Kind kind, Transfer transfer, long bytes, FailureKind failure, String reason) {
        told.remove(transfer.token());
        tell(kind, transfer, bytes, failure, reason);
    }

    private boolean nobodyListens() {
        return context.getManagementStrategy() == null
                || context.getManagementStrategy().getStartedEventNotifiers().isEmpty();
    }

    private void tell(
            Kind kind, Transfer transfer, long bytes, FailureKind failure, String reason) {
        if (nobodyListens()) {
            return;
        }
        NaniteFileEvent event =
                new NaniteFileEvent(context, kind, transfer, bytes, failure, reason);
        event.setTimestamp(System.currentTimeMillis());
        try {
            context.getManagementStrategy().notify(event);
        } catch (Exception e) {
            LOG.warn(LogLines.NOTIFIER_FAILED, event, e);
        }
    }
}
