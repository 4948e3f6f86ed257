package io.github.nanitefile.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the reader of a stream has come, in the folder {@code progress/} of its spool. It is
 * forced to the disk and put there at once, so that whoever looks after a crash sees the latest or
 * the one before. One owner at a time: of two readers of one name each would undo the other's.
 *
 * <p>One thread, but for {@link #close}. Does not know what a text means.
 */
public final class ProgressFile implements Closeable {

    private static final String REMEDY =
            "see that this user may read and write there and the disk works, or set spoolDirectory to"
                    + " another folder";

    private final SpoolFolder folder;
    private final Path file;
    private final SlotLock lock;

    private ProgressFile(SpoolFolder folder, Path own, SlotLock lock) {
        this.folder = folder;
        this.file = own.resolve("offset");
        this.lock = lock;
    }

    /**
     * Opens the file of a reader.
     *
     * @param root the folder for all spools, {@code spoolDirectory}; created if it is not there
     * @return empty if it is somebody else's now
     * @throws SpoolException if it cannot be used; says why and what to do
     */
    public static Optional<ProgressFile> open(Path root, String reader) throws SpoolException {
        SpoolFolder folder = SpoolFolder.open(root, Spool.folderOfReader(reader));
        Path own = folder.path().resolve("progress");
        try {
            return SlotLock.take(own).map(lock -> new ProgressFile(folder, own, lock));
        } catch (IOException e) {
            throw SpoolException.of("keep the progress of a stream's reader in", own, e, REMEDY);
        }
    }

    /** Where it is, for people. */
    public Path path() {
        return file;
    }

    /** What was written last; empty if nothing was. */
    public Optional<String> read() throws IOException {
        try {
            return Disk.has(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw SpoolException.of("read", file, e, REMEDY);
        }
    }

    /** Writes in the place of what was written before. */
    public void write(String progress) throws IOException {
        byte[] content = (progress + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Disk.replace(file, file.resolveSibling("offset.new"), content);
        } catch (IOException e) {
            throw SpoolException.of("write", file, e, REMEDY);
        }
    }

    /** Lets go of it; what was written stays. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
            Disk.deleteIfEmpty(file.getParent());
            folder.removeIfEmpty();
        } catch (IOException e) {
            throw SpoolException.of("let go of", file, e, REMEDY);
        }
    }
}
