package io.github.nanitefile.camel.management;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The transfers of an endpoint, a consumer or a producer in JMX. */
@ManagedResource(description = "Transfers of nanitefile")
public final class ManagedTransfers {

    private final TransferView view;
    private final String endpointUri;

    /**
     * @param endpointUri without secrets
     */
    ManagedTransfers(TransferView view, String endpointUri) {
        this.view = view;
        this.endpointUri = endpointUri;
    }

    @ManagedAttribute(description = "Endpoint URI, without secrets")
    public String getEndpointUri() {
        return endpointUri;
    }

    @ManagedAttribute(description = "Transfers under way, those that wait for room included")
    public int getTransfersInFlight() {
        return view.progress().size();
    }

    @ManagedAttribute(
            description =
                    "Transfers that are through: sent and confirmed, or received whole and checked")
    public long getTransfersCompleted() {
        return view.totals().completed();
    }

    @ManagedAttribute(description = "Transfers that came to nothing")
    public long getTransfersFailed() {
        return view.totals().failed();
    }

    @ManagedAttribute(description = "Transfers that came to nothing, by reason")
    public TabularData getFailuresByReason() throws OpenDataException {
        TabularData table = OpenTables.failures();
        for (Map.Entry<FailureKind, Long> one : view.totals().failures().entrySet()) {
            OpenTables.addFailure(table, one.getKey(), one.getValue());
        }
        return table;
    }

    @ManagedAttribute(description = "Bytes of files that went through")
    public long getBytes() {
        return view.totals().bytes();
    }

    @ManagedAttribute(description = "Bytes a second, over the last ten seconds")
    public long getBytesPerSecond() {
        return view.bytesPerSecond();
    }

    @ManagedAttribute(description = "Token of the transfer that is under way for longest")
    public String getOldestTransfer() {
        return oldest().map(one -> one.transfer().token().value()).orElse(null);
    }

    @ManagedAttribute(description = "For how many seconds that one is under way; 0 if none is")
    public long getOldestTransferSeconds() {
        return oldest().map(one -> one.age().toSeconds()).orElse(0L);
    }

    private Optional<TransferProgress> oldest() {
        return view.progress().stream().max(Comparator.comparing(TransferProgress::age));
    }

    @ManagedAttribute(
            description =
                    "What of the window is used: bytes that are read and not confirmed (sending, over all producers of"
                            + " the broker), or messages that are not acknowledged (receiving)")
    public long getWindowUsed() {
        Window window = view.window();
        return window == null ? 0 : window.used();
    }

    @ManagedAttribute(description = "What the window holds: windowSize, or prefetchCount")
    public long getWindowSize() {
        Window window = view.window();
        return window == null ? 0 : window.size();
    }

    @ManagedAttribute(description = "The share of the window that is used, in percent")
    public int getWindowUse() {
        Window window = view.window();
        return window == null ? 0 : window.percent();
    }

    @ManagedOperation(description = "Lists the transfers under way")
    public TabularData listTransfers() throws OpenDataException {
        TabularData table = OpenTables.transfers();
        for (TransferProgress one : view.progress()) {
            OpenTables.addTransfer(table, one);
        }
        return table;
    }

    /**
     * Cancels a transfer.
     *
     * @return whether it was under way here; one that is whole and with the route is not any more
     */
    @ManagedOperation(description = "Fails the transfer of that token; says whether it was there")
    public boolean cancelTransfer(String token) throws IOException {
        return view.cancel(new Token(token.strip()));
    }
}
