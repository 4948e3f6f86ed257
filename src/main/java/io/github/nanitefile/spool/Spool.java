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
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder where the files of one queue grow, and wait for the route when they are finished:
 * {@code <root>/<queue>/<slot>/}. Each open spool has a slot of its own, so that members of a group
 * may share a root. What is in the slot of an owner that died comes here if it is whole, and is
 * {@link #parked} if it is not.
 *
 * <p>Used by one thread, that of the receiver that owns it; {@link #secondName}, {@link
 * #failedFiles} and {@link #checkWritable} by any. Does not limit how many bytes there are, does
 * not delete what it has not written, and never removes what is in {@code failed/} and {@code
 * retry/}.
 */
public final class Spool implements TransferStore, Closeable {

    private static final String FORMAT_OF_RECORDS = "marshal";
    private static final String REMEDY =
            "see that this user may write there and the disk works, or set spoolDirectory to"
                    + " another folder";

    private final SpoolFolder folder;
    private final Slot own;
    private final boolean keepsNothing;
    private final RecordCodec codec;
    private final FailedFiles failedFiles;
    private final SecondNames secondNames;
    private final DiskRoom room;
    private final ParkedTransfers parked;
    private final Recovery recovery;
    private final TakeOver takeOver;
    private final OpenFiles files = new OpenFiles();
    private boolean closed;

    private Spool(SpoolFolder folder, Slot own, boolean keepsNothing, PacketFormat format) {
        this.folder = folder;
        this.own = own;
        this.keepsNothing = keepsNothing;
        this.codec = new RecordCodec(format);
        this.failedFiles = new FailedFiles(folder.path(), own.failing(), codec);
        this.secondNames = new SecondNames(own.work());
        this.room = new DiskRoom(own.folder());
        this.parked = new ParkedTransfers(folder.path());
        this.recovery = new Recovery(folder.path(), own, parked, failedFiles, codec, files::has);
        this.takeOver = new TakeOver(recovery, files);
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

    /**
     * Opens the spool of somebody who reads a stream: transient, as the stream keeps what is not
     * done, and no crash can bring that back twice.
     *
     * @param reader tells those apart who each get all of the stream
     */
    public static Spool openOfReader(Path root, String reader) throws SpoolException {
        PacketFormat format = PacketFormats.plain().named(FORMAT_OF_RECORDS);
        return open(root, folderOfReader(reader), true, format);
    }

    static String folderOfReader(String reader) {
        return "stream=" + SafeNames.queue(reader);
    }

    private static Spool open(
            Path root, String folderName, boolean keepsNothing, PacketFormat format)
            throws SpoolException {
        SpoolFolder folder = SpoolFolder.open(root, folderName);
        try {
            return new Spool(folder, takeSlot(folder.path()), keepsNothing, format);
        } catch (IOException e) {
            throw SpoolException.of("take a place in the spool", folder.path(), e, REMEDY);
        }
    }

    private static Slot takeSlot(Path queueFolder) throws IOException {
        Slot slot = Slot.takeFirst(queueFolder);
        try {
            slot.tidy(); // after an owner that died
            return slot;
        } catch (IOException e) {
            Closing closing = new Closing(e);
            closing.run(slot::close);
            throw e;
        }
    }

    private interface Look<T> {
        T look() throws IOException;
    }

    /** Says of what goes wrong what was to be done, where, and the remedy. */
    private static <T> T explained(String what, Path path, Look<T> look) throws SpoolException {
        try {
            return look.look();
        } catch (IOException e) {
            throw SpoolException.of(what, path, e, REMEDY);
        }
    }

    @Override
    public GrowingFile create(Token token) throws IOException {
        return explained(
                "create a spool file in", own.folder(), () -> files.create(own.folder(), token));
    }

    @Override
    public Optional<String> full(long bytes) {
        return room.full(bytes);
    }

    @Override
    public Optional<String> tooLarge(long length) {
        return room.tooLarge(length);
    }

    @Override
    public void flush() throws IOException {
        files.flush();
    }

    /** In a transient spool this does nothing: nobody would come back for the files. */
    @Override
    public void spill(Collection<TransferState> transfers) throws IOException {
        if (keepsNothing) {
            return;
        }
        for (TransferState transfer : transfers) {
            files.of(transfer).force();
        }
        for (TransferState transfer : transfers) {
            files.of(transfer).record(transfer, codec);
        }
        for (TransferState transfer : transfers) {
            force(files.of(transfer).folder().path());
        }
        force(own.folder());
    }

    private static void force(Path folder) throws IOException {
        try {
            Disk.forceDirectory(folder);
        } catch (IOException e) {
            throw SpoolException.of("force to disk the folder", folder, e, REMEDY);
        }
    }

    /**
     * {@inheritDoc} Folders in {@code retry/} come back as finished transfers. What is damaged is
     * moved to {@code failed/} with a warning. Two transfers may have the same token, if two owners
     * received it.
     */
    @Override
    public List<TransferState> recover() throws IOException {
        return explained("recover the spool", folder.path(), () -> takeOver.whole());
    }

    @Override
    public Optional<TransferState> claim(TransferId id) throws IOException {
        return explained(
                "go on with the transfer " + id.token() + " in",
                folder.path(),
                () -> takeOver.part(id));
    }

    /** One look into one folder. */
    @Override
    public Optional<TransferState> claimParked(TransferId id) throws IOException {
        List<TransferFolder> found =
                explained(
                        "look for the transfer " + id.token() + " in",
                        folder.path(),
                        () -> parked.of(id.token()));
        return found.isEmpty() ? Optional.empty() : claim(id);
    }

    @Override
    public boolean isElsewhere(TransferId id) throws IOException {
        return explained(
                "see who has the transfer " + id.token() + " in",
                folder.path(),
                () -> recovery.isInAnotherSlot(id));
    }

    /** {@inheritDoc} One that died counts until somebody looks at what it left. */
    @Override
    public boolean isShared() throws IOException {
        return explained("see who shares", folder.path(), () -> own.hasNeighbour());
    }

    /** {@inheritDoc} What was not spilled goes: the broker has its messages. */
    @Override
    public void park(Collection<TransferState> transfers) throws IOException {
        Closing closing = new Closing(null);
        for (TransferState transfer : transfers) {
            SpoolFile file = files.of(transfer);
            closing.run(() -> park(file));
        }
        closing.run(parked::force);
        finish(closing, "park what was spilled in");
    }

    private void finish(Closing closing, String what) throws IOException {
        try {
            closing.finish();
        } catch (SpoolException e) {
            throw e;
        } catch (IOException e) {
            throw SpoolException.of(what, folder.path(), e, REMEDY);
        }
    }

    private void park(SpoolFile file) throws IOException {
        files.forget(file); // whatever becomes of it, recover() finds it
        try {
            file.release();
            if (!file.recorded()) {
                file.discard();
            } else if (!file.recordedWhole()) {
                parked.add(file.folder(), file.token());
            }
        } catch (IOException e) {
            throw SpoolException.of("park the spool file", file.path(), e, REMEDY);
        }
    }

    @Override
    public void setAside(TransferState transfer, IOException why) throws IOException {
        SpoolFile file = files.of(transfer);
        files.forget(file);
        try {
            file.release();
            recovery.setAside(file.folder(), why);
        } catch (IOException e) {
            throw SpoolException.of("set aside the spool file", file.path(), e, REMEDY);
        }
    }

    @Override
    public Set<TransferId> parked() throws IOException {
        return explained("see what is parked in", folder.path(), () -> recovery.parkedIds());
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

    /** {@inheritDoc} Any thread. */
    @Override
    public void checkWritable() throws SpoolException {
        explained("write to", own.folder(), own::probe);
    }

    /** Where files go that the route could not take. */
    public FailedFiles failedFiles() {
        return failedFiles;
    }

    /**
     * Gives the slot up. What was spilled stays: the unfinished ones parked, for who is given their
     * next packet, and whole ones for who looks next. Other files go, as their packets are not
     * acknowledged. Folders with nothing in them go. Safe to call twice.
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Closing closing = new Closing(null);
        for (SpoolFile file : files.all()) {
            closing.run(() -> park(file));
        }
        closing.run(parked::force);
        closing.run(files::removeEmpty);
        closing.run(own::tidy);
        closing.run(own::close);
        closing.run(parked::removeIfEmpty);
        closing.run(failedFiles::removeIfEmpty);
        closing.run(folder::removeIfEmpty);
        finish(closing, "give up the spool");
    }

    /** Does what the death of this process would do. For tests. */
    void abandon() throws IOException {
        closed = true;
        Closing closing = new Closing(null);
        for (SpoolFile file : files.all()) {
            closing.run(file::release);
        }
        closing.run(own::abandon);
        closing.finish();
    }

    /** The folder of new files. */
    Path slotFolder() {
        return own.folder();
    }
}
