package io.github.nanitefile.camel;

import io.github.nanitefile.camel.NaniteFileEvent.Kind;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.TransferListener;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the context's event notifiers what becomes of transfers, and passes everything on. Holds no
 * state; a notifier that fails is warned of and stops no transfer.
 */
final class TransferEvents implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger(TransferEvents.class);

    private final CamelContext context;
    private final TransferListener next;

    TransferEvents(CamelContext context, TransferListener next) {
        this.context = context;
        this.next = next;
    }

    @Override
    public void started(Transfer transfer, long now) {
        next.started(transfer, now);
        tell(Kind.STARTED, transfer, 0, null);
    }

    @Override
    public void resumed(Transfer transfer, long bytes, long now) {
        next.resumed(transfer, bytes, now);
        tell(Kind.RESUMED, transfer, bytes, null);
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long now) {
        next.startsOver(transfer, reason, now);
        tell(Kind.STARTS_OVER, transfer, 0, reason);
    }

    @Override
    public void waiting(Transfer transfer, String reason, long now) {
        next.waiting(transfer, reason, now);
        tell(Kind.WAITING, transfer, 0, reason);
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long now) {
        next.progressed(transfer, bytes, now);
    }

    @Override
    public void completed(Transfer transfer, long bytes, long now) {
        next.completed(transfer, bytes, now);
        tell(Kind.COMPLETED, transfer, bytes, null);
    }

    @Override
    public void failed(Transfer transfer, String reason, long now) {
        next.failed(transfer, reason, now);
        tell(Kind.FAILED, transfer, 0, reason);
    }

    private void tell(Kind kind, Transfer transfer, long bytes, String reason) {
        if (context.getManagementStrategy() == null
                || context.getManagementStrategy().getStartedEventNotifiers().isEmpty()) {
            return;
        }
        NaniteFileEvent event = new NaniteFileEvent(context, kind, transfer, bytes, reason);
        event.setTimestamp(System.currentTimeMillis());
        try {
            context.getManagementStrategy().notify(event);
        } catch (Exception e) {
            LOG.warn("An event notifier failed on: {}", event, e);
        }
    }
}
