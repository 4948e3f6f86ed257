package io.github.nanitefile.camel;

import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * Tells an {@link org.apache.camel.spi.EventNotifier} of the context how a transfer fares: a custom
 * event of Camel's. Its source is the {@link CamelContext}.
 *
 * <p>Comes on the thread that moves the packets, so a notifier must not wait.
 */
public final class NaniteFileEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Transfer transfer;
    private final long bytes;
    private final FailureKind failure;
    private final String reason;
    private long timestamp;

    NaniteFileEvent(
            CamelContext context,
            Kind kind,
            Transfer transfer,
            long bytes,
            FailureKind failure,
            String reason) {
        super(context);
        this.failure = failure;
        this.kind = kind;
        this.transfer = transfer;
        this.bytes = bytes;
        this.reason = reason;
    }

    /** What happened to the transfer. */
    public enum Kind {
        /** Its FileStart went out, or came in; told again for every attempt. */
        STARTED,
        /** One that an earlier run, or another member of the group, had begun goes on here. */
        RESUMED,
        /** There is no room for it here until others end. */
        WAITING,
        /** More of it is through; told about once a second, and never of what takes less. */
        PROGRESS,
        /**
         * It is not here any more and has not failed: its channel was lost, or it went through the
         * route of another member. What is left of it comes again, here or elsewhere.
         */
        LEFT,
        /** One on its way out is sent once more from its beginning. */
        STARTS_OVER,
        /** Every packet is confirmed, or every byte received and checked. */
        COMPLETED,
        /** It came to nothing. */
        FAILED
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    public Kind getKind() {
        return kind;
    }

    /** Which transfer: its direction, domain, token, name, and length where that is known. */
    public Transfer getTransfer() {
        return transfer;
    }

    /** How many bytes were through by then; 0 where that was not told. */
    public long getBytes() {
        return bytes;
    }

    /** Why it failed, for a program to act on; null for the other kinds. */
    public FailureKind getFailure() {
        return failure;
    }

    /** Why it failed, has to wait or starts over, as a sentence; null for the other kinds. */
    public String getReason() {
        return reason;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return "nanitefile transfer "
                + transfer.token()
                + " of '"
                + transfer.name()
                + "', domain '"
                + transfer.domain()
                + "': "
                + kind
                + (reason == null ? "" : ", " + reason);
    }
}
