package io.github.nanitefile.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of the spool that belongs to one owner at a time. In it: {@code lock}; the folders of
 * its transfers; {@code work/}, second names for the route; {@code failing/}, folders that are
 * about to be renamed into {@code failed/}; now and then, for a moment, {@code probe}.
 *
 * <p>Used by the thread that owns the spool. Does not look into the files.
 */
final class Slot implements Closeable {

    private static final int MOST = 10_000;
    private static final String PROBE = "probe";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private final Path folder;
    private final SlotLock lock;

    private Slot(Path folder, SlotLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Takes the slot of the lowest number that nobody has. */
    static Slot takeFirst(Path queueFolder) throws IOException {
        for (int i = 0; i < MOST; i++) {
            Optional<Slot> slot = take(queueFolder.resolve(Integer.toString(i)));
            if (slot.isPresent()) {
                return slot.get();
            }
        }
        throw new IOException("all of its " + MOST + " slots are taken");
    }

    /** The folders of all slots, whoever has them. */
    static List<Path> list(Path queueFolder) throws IOException {
        return Disk.list(queueFolder).stream()
                .filter(entry -> NUMBER.matcher(entry.getFileName().toString()).matches())
                .toList();
    }

    /** Takes a slot if nobody has it. */
    static Optional<Slot> take(Path folder) throws IOException {
        return SlotLock.take(folder).map(lock -> new Slot(folder, lock));
    }

    Path folder() {
        return folder;
    }

    /** Whether there is another slot beside it. */
    boolean hasNeighbour() throws IOException {
        return list(folder.getParent()).stream().anyMatch(slot -> !slot.equals(folder));
    }

    /** The transfers in it. */
    List<TransferFolder> transfers() throws IOException {
        return TransferFolder.in(folder);
    }

    Path work() {
        return folder.resolve("work");
    }

    Path failing() {
        return folder.resolve("failing");
    }

    /** Writes a byte and removes it again. Any thread. */
    Path probe() throws IOException {
        Path probe = folder.resolve(PROBE);
        Files.write(probe, new byte[1]);
        Files.deleteIfExists(probe); // another thread that looks may have been faster
        return probe;
    }

    /** Removes what no crash must survive. */
    void tidy() throws IOException {
        Files.deleteIfExists(folder.resolve(PROBE));
        Disk.deleteTree(work());
        Disk.deleteTree(failing());
    }

    /** Gives the slot up; what is in it stays, and its folder as long as there is something. */
    @Override
    public void close() throws IOException {
        lock.close();
        Disk.deleteIfEmpty(folder);
    }

    /** Gives the slot up as the death of this process would. */
    void abandon() throws IOException {
        lock.abandon();
    }
}
