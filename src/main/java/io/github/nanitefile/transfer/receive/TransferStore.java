package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Where the bytes of received files are until the route is done with them. The transfer floor says
 * what is kept; the store knows how. Used by one thread, that of the receiver that owns it.
 */
public interface TransferStore {

    /**
     * Opens a place for a new transfer's bytes. Nothing of it survives a crash until it is spilled.
     *
     * @throws IOException if there is no room or no permission; says where and what to do
     */
    GrowingFile create(Token token) throws IOException;

    /**
     * Spills transfers: forces their bytes to disk and records their state, all in one group
     * commit. When this returns, every one of them would be {@link #recover() recovered} after a
     * crash, with the length that it has now.
     *
     * @throws IOException if the disk did not take them; then none of them may be acknowledged
     */
    void spill(Collection<TransferState> transfers) throws IOException;

    /**
     * What earlier owners of this store had spilled and not removed, each with its file cut back to
     * the length that was recorded. Called once, before anything else.
     */
    List<TransferState> recover() throws IOException;
}
