package io.github.nanitefile.spool;

import io.github.nanitefile.spool.Recovery.Found;
import io.github.nanitefile.spool.Recovery.Trouble;
import io.github.nanitefile.transfer.receive.TransferId;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Opens what {@link Recovery} found, for the owner of the spool. What cannot be opened now is a
 * stray that is found again; what is damaged is set aside. One thread, that of the spool.
 */
final class TakeOver {

    private static final Comparator<Found> FURTHEST_FIRST =
            Comparator.<Found>comparingInt(TakeOver::attempt)
                    .thenComparingLong(found -> found.recorded().length())
                    .reversed();

    private final Recovery recovery;
    private final OpenFiles files;

    TakeOver(Recovery recovery, OpenFiles files) {
        this.recovery = recovery;
        this.files = files;
    }

    private static int attempt(Found found) {
        return found.recorded().state().startAnnotations().attempt();
    }

    /** All whole files that nobody has, those in {@code retry/} included. */
    List<TransferState> whole() throws IOException {
        recovery.gather().forEach(recovery::warnOnce);
        recovery.takeRetries();
        List<TransferState> whole = new ArrayList<>();
        for (Found found : recovery.whole()) {
            try {
                open(found).ifPresent(whole::add);
            } catch (IOException e) { // those before it are open all the same
                recovery.warnOnce(new Trouble(found.folder().path(), e));
            }
        }
        return whole;
    }

    /** The transfer of that name that is not whole and that nobody has. */
    Optional<TransferState> part(TransferId id) throws IOException {
        List<Found> found = recovery.takeParked(id);
        if (found.isEmpty()) {
            for (Trouble trouble : recovery.gather()) {
                trouble.rethrowIfAbout(id.token());
            }
            found = recovery.takeParked(id);
        }
        return openFurthest(found);
    }

    private Optional<TransferState> openFurthest(List<Found> found) throws IOException {
        Optional<TransferState> furthest = Optional.empty();
        for (Found next : found.stream().sorted(FURTHEST_FIRST).toList()) {
            if (furthest.isEmpty()) {
                furthest = open(next);
            } else {
                recovery.remove(next);
            }
        }
        return furthest;
    }

    private Optional<TransferState> open(Found found) throws IOException {
        try {
            return Optional.of(files.open(found));
        } catch (DamagedTransferException e) {
            recovery.setAside(found.folder(), e);
            return Optional.empty();
        }
    }
}
