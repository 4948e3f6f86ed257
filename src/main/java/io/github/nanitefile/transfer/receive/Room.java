package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether there is room for a transfer, by what the user allows and by what the disk shows. The
 * disk is asked only while others are open, which make room when they end: with none open nobody
 * would, and what a length claims is not believed. Owned by the receiver's thread.
 */
final class Room {

    private final Capacity capacity;
    private final TransferStore store;
    private final Collection<IncomingTransfer> open;
    private long toCome;

    /**
     * @param open the open transfers, as they come and go
     */
    Room(Capacity capacity, TransferStore store, Collection<IncomingTransfer> open) {
        this.capacity = capacity;
        this.store = store;
        this.open = open;
    }

    /** So many more bytes, or fewer, of open transfers were announced and are still to come. */
    void expect(long more) {
        toCome += more;
    }

    /** Why a transfer has to wait, and what to do; empty if it can be let in. */
    Optional<String> full(Annotations annotations) {
        long length = announced(annotations);
        if (!capacity.holds(length)) {
            return Optional.of(capacity.full());
        }
        return length == 0 || open.isEmpty() ? Optional.empty() : store.full(length + toCome);
    }

    /** Why a transfer can never be let in; empty if it can. */
    Optional<String> tooLarge(Annotations annotations) {
        return store.tooLarge(announced(annotations));
    }

    private static long announced(Annotations annotations) {
        return annotations.length() == null ? 0 : annotations.length();
    }
}
