package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder {@code parked/} of a queue: transfers that were spilled, are not finished and belong
 * to nobody. They come and go by rename, so that any number of spools may use it without a lock.
 * There is no rubbish in it, as only what has a record comes here.
 *
 * <p>Used by the thread that owns the spool. Does not look into the transfers.
 */
final class ParkedTransfers {

    private final Path parked;
    private boolean unforced;

    ParkedTransfers(Path queueFolder) {
        this.parked = queueFolder.resolve("parked");
    }

    /** Lets go of a transfer; its name here is for the caller to {@link #force}. */
    void add(TransferFolder transfer, Token token) throws IOException {
        unforced = true;
        Disk.moveInto(transfer.path(), parked, transfer.name(token));
    }

    /** Forces the names that came, if any did. */
    void force() throws IOException {
        if (unforced && Disk.exists(parked)) {
            Disk.forceDirectory(parked);
        }
        unforced = false;
    }

    List<TransferFolder> all() throws IOException {
        return TransferFolder.in(parked);
    }

    List<TransferFolder> of(Token token) throws IOException {
        return all().stream().filter(one -> one.isOf(token)).toList();
    }

    void removeIfEmpty() throws IOException {
        Disk.deleteIfEmpty(parked);
    }
}
