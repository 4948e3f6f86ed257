package io.github.nanitefile.spool;

import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.TransferId;
import io.github.nanitefile.transfer.receive.TransferState;
import io.github.nanitefile.transfer.receive.TransferStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where the files of one queue grow, and wait for the route when they are finished:
 * {@code <root>/<queue>/<slot>/}. Each open spool has a slot of its own, so that members of a group
 * may share a root; slots whose owner died are taken over with all that is in them, and stay where
 * they are until their last file is done.
 *
 * <p>Used by one thread, that of the receiver that owns it; {@link #secondName} and {@link
 * #failedFiles} by any. Does not limit how many bytes there are, does not delete what it has not
 * written, and never removes what is in {@code failed/} and {@code retry/}.
 */
public final class Spool implements TransferStore, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String FORMAT_OF_RECORDS = "marshal";
    private static final String REMEDY =
            "see that this user may write there and the disk works, or set spoolDirectory to"
                    + " another folder";

    private final SpoolFolder folder;
    private final Slots slots;
    private final boolean keepsNothing;
    private final RecordCodec codec;
    private final FailedFiles failedFiles;
    private final SecondNames secondNames;
    private final Set<SpoolFile> files = new LinkedHashSet<>();
    private long created;
    private boolean closed;

    private Spool(SpoolFolder folder, Slots slots, boolean keepsNothing, PacketFormat format) {
        this.folder = folder;
        this.slots = slots;
        this.keepsNothing = keepsNothing;
        this.codec = new RecordCodec(format);
        this.failedFiles = new FailedFiles(folder.path(), slots.own().failing(), codec);
        this.secondNames = new SecondNames(slots.own().work());
    }

    /**
     * Opens the spool of a durable queue: what is spilled outlives a crash, and a {@link #close}.
     *
     * @param root the folder for all spools, {@code spoolDirectory}; created if it is not there
     * @throws SpoolException if it cannot be used; says why and what to do
     */
    public static Spool open(Path root, String queueName) throws SpoolException {
        return open(root, queueName, PacketFormats.plain().named(FORMAT_OF_RECORDS));
    }

    static Spool open(Path root, String queueName, PacketFormat format) throws SpoolException {
        return open(root, SafeNames.queue(queueName), false, format);
    }

    /**
     * Opens the spool of a queue that dies with its consumer: nothing is recorded, and everything
     * goes on {@link #close}. What a crash left goes when a spool of the same name is opened next.
     *
     * @param name the same at every start; not the name that a broker made up for the queue. It
     *     cannot collide with the name of a durable one
     */
    public static Spool openTransient(Path root, String name) throws SpoolException {
        return openTransient(root, name, PacketFormats.plain().named(FORMAT_OF_RECORDS));
    }

    static Spool openTransient(Path root, String name, PacketFormat format) throws SpoolException {
        return open(root, "transient=" + SafeNames.queue(name), true, format);
    }

    private static Spool open(
            Path root, String folderName, boolean keepsNothing, PacketFormat format)
            throws SpoolException {
        SpoolFolder folder = SpoolFolder.open(root, folderName);
        try {
            return new Spool(folder, Slots.take(folder.path()), keepsNothing, format);
        } catch (IOException e) {
            throw SpoolException.of("take a place in the spool", folder.path(), e, REMEDY);
        }
    }

    @Override
    public GrowingFile create(Token token) throws IOException {
        String name = SafeNames.token(token);
        while (true) {
            String stem = name + "-" + created++;
            Path data = slotFolder().resolve(stem + Slot.DATA);
            Path record = slotFolder().resolve(stem + Slot.RECORD);
            try {
                SpoolFile file = SpoolFile.create(data, record, files::remove);
                files.add(file);
                return file;
            } catch (FileAlreadyExistsException e) {
                // That of an earlier owner, which was recovered: on to the next number.
                LOG.trace("{} is there already", data, e);
            } catch (IOException e) {
                throw SpoolException.of("create the spool file", data, e, REMEDY);
            }
        }
    }

    /** In a transient spool this does nothing: nobody would come back for the files. */
    @Override
    public void spill(Collection<TransferState> transfers) throws IOException {
        if (keepsNothing) {
            return;
        }
        for (TransferState transfer : transfers) {
            fileOf(transfer).force();
        }
        Set<Path> folders = new HashSet<>();
        for (TransferState transfer : transfers) {
            SpoolFile file = fileOf(transfer);
            file.record(codec.write(transfer, file.path().getFileName().toString()));
            folders.add(file.folder());
        }
        for (Path changed : folders) {
            try {
                Disk.forceDirectory(changed);
            } catch (IOException e) {
                throw SpoolException.of("force to disk the folder", changed, e, REMEDY);
            }
        }
    }

    private SpoolFile fileOf(TransferState transfer) {
        if (transfer.file() instanceof SpoolFile file && files.contains(file)) {
            return file;
        }
        throw new IllegalArgumentException(
                "the transfer " + transfer.start().token() + " has no file in this spool");
    }

    /**
     * {@inheritDoc} Folders in {@code retry/} come back as finished transfers. What is damaged is
     * moved to {@code failed/} with a warning. Two transfers may have the same token, if two owners
     * received it.
     */
    @Override
    public List<TransferState> recover() throws IOException {
        Recovery recovery = new Recovery(codec, failedFiles, files, files::remove);
        try {
            recovery.takeRetries(slots.own());
            for (Slot slot : slots.all()) {
                if (keepsNothing) {
                    recovery.forgetSpilled(slot);
                } else {
                    recovery.recoverSpilled(slot);
                }
                recovery.recoverRetried(slot);
                slot.tidy();
            }
            slots.closeEmpty();
        } catch (IOException e) {
            throw SpoolException.of("recover the spool", folder.path(), e, REMEDY);
        }
        return recovery.recovered();
    }

    @Override
    public Optional<TransferState> claim(TransferId id) {
        return Optional.empty();
    }

    @Override
    public void park(Collection<TransferState> transfers) throws IOException {
        for (TransferState transfer : transfers) {
            fileOf(transfer).release();
        }
    }

    @Override
    public Set<TransferId> parked() {
        return Set.of();
    }

    /**
     * Gives a finished file a second name that the route may take by rename. Any thread.
     *
     * @param dest the new name is its last one, as far as that may be
     * @return empty where the file system has no hard links
     */
    public Optional<SecondName> secondName(Path data, String dest) throws IOException {
        return secondNames.of(data, dest);
    }

    /** Where files go that the route could not take. */
    public FailedFiles failedFiles() {
        return failedFiles;
    }

    /**
     * Gives the slot up. What was spilled stays, for the next owner; other files go, as their
     * packets are not acknowledged. Folders with nothing in them go. Safe to call twice.
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Closing closing = new Closing(null);
        for (SpoolFile file : List.copyOf(files)) {
            boolean stays = file.retried() || (file.recorded() && !keepsNothing);
            closing.run(stays ? file::release : file::discard);
        }
        closing.run(slots::close);
        closing.run(failedFiles::removeIfEmpty);
        closing.run(folder::removeIfEmpty);
        closing.finish();
    }

    /** Does what the death of this process would do. For tests. */
    void abandon() throws IOException {
        closed = true;
        Closing closing = new Closing(null);
        for (SpoolFile file : files) {
            closing.run(file::release);
        }
        closing.run(slots::abandon);
        closing.finish();
    }

    /** The folder of new files. */
    Path slotFolder() {
        return slots.own().folder();
    }
}
