package io.github.nanitefile.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of the spool that belongs to one owner at a time. In it: {@code lock}; the growing files
 * ({@code *.data}) and their records ({@code *.record}); {@code work/}, second names for the route;
 * {@code failing/}, folders that are about to be renamed into {@code failed/}; {@code retried/},
 * folders that were renamed from {@code retry/}.
 *
 * <p>Used by the thread that owns the spool. Does not look into the files.
 */
final class Slot implements Closeable {

    static final String DATA = ".data";
    static final String RECORD = ".record";

    private static final int MOST = 10_000;
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

    /** Takes all slots that hold something and whose owner is dead. */
    static List<Slot> takeAbandoned(Path queueFolder) throws IOException {
        List<Slot> taken = new ArrayList<>();
        try {
            for (Path folder : Disk.list(queueFolder)) {
                if (NUMBER.matcher(folder.getFileName().toString()).matches()) {
                    take(folder).ifPresent(taken::add);
                }
            }
            List<Slot> abandoned = new ArrayList<>();
            for (Slot slot : taken) {
                if (!slot.closeIfEmpty()) {
                    abandoned.add(slot);
                }
            }
            return abandoned;
        } catch (IOException | RuntimeException e) {
            for (Slot slot : taken) {
                try {
                    slot.abandon();
                } catch (IOException letGo) {
                    e.addSuppressed(letGo);
                }
            }
            throw e;
        }
    }

    private static Optional<Slot> take(Path folder) throws IOException {
        return SlotLock.take(folder).map(lock -> new Slot(folder, lock));
    }

    Path folder() {
        return folder;
    }

    Path work() {
        return folder.resolve("work");
    }

    Path failing() {
        return folder.resolve("failing");
    }

    Path retried() {
        return folder.resolve("retried");
    }

    /** Removes what no crash must survive. */
    void tidy() throws IOException {
        Disk.deleteTree(work());
        Disk.deleteTree(failing());
        Disk.deleteIfEmpty(retried());
    }

    /** Gives the slot up if there is nothing in it but its lock. */
    boolean closeIfEmpty() throws IOException {
        boolean empty = Disk.list(folder).size() <= 1;
        if (empty) {
            close();
        }
        return empty;
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
