package io.github.nanitefile.spool;

import io.github.nanitefile.spool.RecordCodec.Recorded;
import io.github.nanitefile.transfer.receive.TransferId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what nobody has any more: the transfers of owners that died, those of this owner that it
 * could not park or remove, and what people moved to {@code retry/}. Whatever is wrong with one
 * transfer stops no other: what is damaged is set aside with a warning, what the disk does not let
 * us see now stays for the next look.
 *
 * <p>Used by the thread that owns the spool.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final String QUICKER = "Another member of the group took {}";

    private final Path queueFolder;
    private final Slot own;
    private final ParkedTransfers parked;
    private final FailedFiles failed;
    private final RecordCodec codec;
    private final Predicate<TransferFolder> open;
    private final Set<String> warnedOf = new HashSet<>();

    /**
     * @param open whether the owner has that transfer open
     */
    Recovery(
            Path queueFolder,
            Slot own,
            ParkedTransfers parked,
            FailedFiles failed,
            RecordCodec codec,
            Predicate<TransferFolder> open) {
        this.queueFolder = queueFolder;
        this.own = own;
        this.parked = parked;
        this.failed = failed;
        this.codec = codec;
        this.open = open;
    }

    /** A transfer that was read and is not open yet. */
    record Found(TransferFolder folder, Recorded recorded) {

        void remove() throws IOException {
            folder.remove(folder.path().resolve(recorded.dataName()));
        }
    }

    /**
     * Sorts what nobody has: unfinished transfers are parked, whole ones brought into the own slot,
     * the rest is removed.
     */
    void gather() throws IOException {
        OldSlot.modernise(own.folder(), failed.retry());
        for (TransferFolder stray : strays()) {
            sort(stray);
        }
        for (Path slot : Slot.list(queueFolder)) {
            if (!slot.equals(own.folder())) {
                takeOver(slot);
            }
        }
        parked.force();
    }

    private List<TransferFolder> strays() throws IOException {
        return own.transfers().stream().filter(open.negate()).toList();
    }

    private void takeOver(Path folder) {
        try {
            Optional<Slot> abandoned = Slot.take(folder);
            if (abandoned.isPresent()) {
                try (Slot slot = abandoned.get()) {
                    OldSlot.modernise(folder, failed.retry());
                    for (TransferFolder transfer : slot.transfers()) {
                        sort(transfer);
                    }
                    slot.tidy();
                }
            }
        } catch (IOException e) {
            warnOnce(folder, "cannot be taken over from an owner that died", e);
        }
    }

    private void sort(TransferFolder transfer) {
        try {
            if (!transfer.isRecorded()) {
                Disk.deleteTree(transfer.path());
                return;
            }
            Optional<Found> found = read(transfer);
            if (found.isEmpty()) {
                return;
            }
            if (!found.get().recorded().isWhole()) {
                parked.add(transfer);
            } else if (!transfer.path().startsWith(own.folder())) {
                moveToOwn(transfer);
            }
        } catch (IOException e) {
            warnOnce(transfer.path(), "cannot be recovered", e);
        }
    }

    /** Brings a transfer into the own slot; empty if somebody else was quicker. */
    private Optional<TransferFolder> moveToOwn(TransferFolder transfer) throws IOException {
        try {
            String name = transfer.path().getFileName().toString();
            return Optional.of(
                    new TransferFolder(Disk.moveDirectory(transfer.path(), own.folder(), name)));
        } catch (NoSuchFileException e) {
            if (!Disk.exists(own.folder())) {
                throw e;
            }
            LOG.debug(QUICKER, transfer.path(), e);
            return Optional.empty();
        }
    }

    /** Reads a record; if it is damaged the transfer is set aside. */
    private Optional<Found> read(TransferFolder transfer) throws IOException {
        try {
            return Optional.of(new Found(transfer, codec.read(transfer.record())));
        } catch (DamagedTransferException e) {
            setAside(transfer, e);
            return Optional.empty();
        }
    }

    void setAside(TransferFolder transfer, IOException damage) throws IOException {
        Path folder = failed.setAside(transfer.path(), damage.toString());
        LOG.warn(
                "A received file cannot be recovered after a restart; what there is of it is now"
                        + " in {}",
                folder,
                damage);
    }

    /** The whole files in the own slot that are not open. */
    List<Found> whole() throws IOException {
        return readable(strays()).stream().filter(found -> found.recorded().isWhole()).toList();
    }

    /** The names of those that are parked. */
    Set<TransferId> parkedIds() throws IOException {
        Set<TransferId> ids = new HashSet<>();
        readable(parked.all()).forEach(found -> ids.add(found.recorded().state().id()));
        return ids;
    }

    /**
     * Brings those of that name that are parked into the own slot, where they belong to nobody
     * else.
     */
    List<Found> takeParked(TransferId id) throws IOException {
        List<Found> taken = new ArrayList<>();
        for (Found found : readable(parked.of(id.token()))) {
            if (found.recorded().state().id().equals(id)) {
                Optional<TransferFolder> mine = moveToOwn(found.folder());
                if (mine.isPresent()) { // and read again: somebody may have had it meanwhile
                    read(mine.get()).ifPresent(taken::add);
                }
            }
        }
        return taken;
    }

    private List<Found> readable(List<TransferFolder> transfers) {
        List<Found> readable = new ArrayList<>();
        for (TransferFolder transfer : transfers) {
            try {
                read(transfer).ifPresent(readable::add);
            } catch (NoSuchFileException e) {
                LOG.debug(QUICKER, transfer.path(), e);
            } catch (IOException e) {
                warnOnce(transfer.path(), "cannot be read", e);
            }
        }
        return readable;
    }

    private void warnOnce(Path what, String how, IOException e) {
        if (warnedOf.add(what + how)) {
            LOG.warn("{} {}; it is tried again", what, how, e);
        }
    }

    /** Takes whole files from {@code retry/}, each for the first member that gets it. */
    void takeRetries() throws IOException {
        for (Path folder : Disk.list(failed.retry())) {
            try {
                requireWhole(folder);
                TransferFolder kept = new TransferFolder(folder);
                String name =
                        TransferFolder.name(codec.read(kept.record()).state().start().token());
                Disk.moveDirectory(folder, own.folder(), name);
            } catch (IOException e) {
                if (Disk.exists(folder)) {
                    warnOnce(folder, "cannot be handed over again", e);
                } else {
                    LOG.debug(QUICKER, folder, e);
                }
            }
        }
    }

    private void requireWhole(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(folder.resolve(FailedFiles.RECORD))) {
            throw new IOException("it is no folder with a " + FailedFiles.RECORD + " in it");
        }
        Recorded found = codec.read(folder.resolve(FailedFiles.RECORD));
        Path data = folder.resolve(found.dataName());
        if (!found.isWhole() || Files.size(data) != found.length()) {
            throw new IOException(
                    data + " has not the " + found.length() + " bytes that were received");
        }
    }
}
