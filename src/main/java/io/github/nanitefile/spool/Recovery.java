package io.github.nanitefile.spool;

import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Token;
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
    private final Set<Path> warnedOf = new HashSet<>();

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

        boolean isPartOf(TransferId id) {
            return !recorded.isWhole() && recorded.state().id().equals(id);
        }
    }

    /** What the disk did not let us see or do; it is tried again. */
    record Trouble(Path what, IOException why) {

        /** Who could not look everywhere must not say that there is nothing. */
        void rethrowIfAbout(Token token) throws IOException {
            if (!TransferFolder.isOfAnother(what, token)) {
                throw why;
            }
        }
    }

    /**
     * Sorts what nobody has: unfinished transfers are parked, whole ones brought into the own slot,
     * the rest is removed.
     */
    List<Trouble> gather() throws IOException {
        List<Trouble> troubles = new ArrayList<>();
        OldSlot.modernise(own.folder(), failed.retry());
        sort(strays(), troubles);
        for (Path slot : Slot.list(queueFolder)) {
            if (!slot.equals(own.folder())) {
                takeOver(slot, troubles);
            }
        }
        parked.force();
        return troubles;
    }

    /** Whether an owner that lives has spilled a part of a transfer. */
    boolean isInAnotherSlot(TransferId id) throws IOException {
        for (Path slot : Slot.list(queueFolder)) {
            if (!slot.equals(own.folder())) {
                for (TransferFolder transfer : TransferFolder.in(slot)) {
                    if (transfer.isRecorded() && isOf(transfer, id)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Looks only: it is somebody else's. */
    private boolean isOf(TransferFolder transfer, TransferId id) throws IOException {
        try {
            return codec.read(transfer.record()).state().id().equals(id);
        } catch (NoSuchFileException | DamagedTransferException e) {
            LOG.debug("{} says nothing of {}", transfer.path(), id, e);
            return false;
        }
    }

    private List<TransferFolder> strays() throws IOException {
        return own.transfers().stream().filter(open.negate()).toList();
    }

    private void takeOver(Path folder, List<Trouble> troubles) {
        try {
            Optional<Slot> abandoned = Slot.take(folder);
            if (abandoned.isPresent()) {
                try (Slot slot = abandoned.get()) {
                    OldSlot.modernise(folder, failed.retry());
                    sort(slot.transfers(), troubles);
                    slot.tidy();
                }
            }
        } catch (IOException e) {
            troubles.add(new Trouble(folder, e));
        }
    }

    private void sort(List<TransferFolder> transfers, List<Trouble> troubles) {
        for (TransferFolder transfer : transfers) {
            try {
                sort(transfer);
            } catch (IOException e) {
                troubles.add(new Trouble(transfer.path(), e));
            }
        }
    }

    private void sort(TransferFolder transfer) throws IOException {
        if (!transfer.isRecorded()) {
            transfer.remove(transfer.data());
            return;
        }
        Optional<Found> found = read(transfer);
        if (found.isPresent()) {
            Token token = found.get().recorded().state().start().token();
            if (!found.get().recorded().isWhole()) {
                parked.add(transfer, token);
            } else if (!transfer.path().startsWith(own.folder())) {
                moveToOwn(transfer, token);
            }
        }
    }

    /** Brings a transfer into the own slot, unless somebody else was quicker. */
    private void moveToOwn(TransferFolder transfer, Token token) throws IOException {
        try {
            Disk.moveDirectory(transfer.path(), own.folder(), transfer.name(token));
        } catch (NoSuchFileException e) {
            if (!Disk.has(own.folder())) {
                throw e;
            }
            LOG.debug(QUICKER, transfer.path(), e);
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
        LOG.warn(LogLines.FILE_DAMAGED, folder, damage);
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

    private List<Found> readable(List<TransferFolder> transfers) {
        List<Found> readable = new ArrayList<>();
        for (TransferFolder transfer : transfers) {
            try {
                readUnlessGone(transfer).ifPresent(readable::add);
            } catch (IOException e) {
                warnOnce(new Trouble(transfer.path(), e));
            }
        }
        return readable;
    }

    /**
     * Brings those of that name that are parked into the own slot, where nobody else has them, and
     * returns them with those that were brought there before, but not opened.
     */
    List<Found> takeParked(TransferId id) throws IOException {
        for (TransferFolder transfer : parked.of(id.token())) {
            if (readUnlessGone(transfer).filter(found -> found.isPartOf(id)).isPresent()) {
                moveToOwn(transfer, id.token());
            }
        }
        List<Found> taken = new ArrayList<>();
        for (TransferFolder stray : strays()) {
            if (stray.isOf(id.token())) { // read again: somebody may have had it meanwhile
                read(stray).filter(found -> found.isPartOf(id)).ifPresent(taken::add);
            }
        }
        return taken;
    }

    /** Removes a transfer of this owner's; if it stays it is a stray. */
    void remove(Found found) {
        TransferFolder transfer = found.folder();
        try {
            transfer.remove(transfer.path().resolve(found.recorded().dataName()));
        } catch (IOException e) {
            warnOnce(new Trouble(transfer.path(), e));
        }
    }

    private Optional<Found> readUnlessGone(TransferFolder transfer) throws IOException {
        try {
            return read(transfer);
        } catch (NoSuchFileException e) {
            LOG.debug(QUICKER, transfer.path(), e);
            return Optional.empty();
        }
    }

    void warnOnce(Trouble trouble) {
        if (warnedOf.add(trouble.what())) {
            LOG.warn(LogLines.TAKE_OVER_FAILED, trouble.what(), trouble.why());
        }
    }

    /** Takes whole files from {@code retry/}, each for the first member that gets it. */
    void takeRetries() throws IOException {
        for (Path folder : Disk.list(failed.retry())) {
            try {
                requireWhole(folder);
                TransferFolder kept = new TransferFolder(folder);
                String name =
                        TransferFolder.newName(codec.read(kept.record()).state().start().token());
                Disk.moveDirectory(folder, own.folder(), name);
            } catch (IOException e) {
                if (Disk.exists(folder)) {
                    warnOnce(new Trouble(folder, e));
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
