package io.github.nanitefile.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a slot of the spool belong to one owner, among all processes of a host; the operating
 * system lets go of it when the process dies.
 *
 * <p>Two things are harder than they look. POSIX locks belong to a process, and closing any channel
 * on the locked file drops them: so nobody in this JVM may even open the lock file of a slot that
 * somebody in this JVM holds, be it under another class loader; a system property tells. And the
 * file is removed on release, so it may vanish between being opened and being locked: a lock counts
 * only if the name still means the file that was locked.
 *
 * <p>Used by the thread that owns the spool.
 */
final class SlotLock implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SlotLock.class);

    static final String FILE_NAME = "lock";

    private static final String HELD = "io.github.nanitefile.spool.held:";
    private static final int TRIES = 100;

    private final Path file;
    private final FileChannel channel;

    private SlotLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a slot if nobody has it.
     *
     * @param folder the slot's real path; it is created if it is not there
     * @return empty if it is somebody else's
     */
    static Optional<SlotLock> take(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        if (System.getProperties().putIfAbsent(HELD + file, "true") != null) {
            return Optional.empty();
        }
        SlotLock lock = null;
        try {
            FileChannel channel = lock(file);
            lock = channel == null ? null : new SlotLock(file, channel);
        } finally {
            if (lock == null) {
                System.getProperties().remove(HELD + file);
            }
        }
        return Optional.ofNullable(lock);
    }

    private static FileChannel lock(Path file) throws IOException {
        IOException vanished = null; // as its owner was just leaving
        for (int i = 0; i < TRIES; i++) {
            try {
                create(file);
                Identity before = Identity.of(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                boolean locked = false;
                try {
                    if (channel.tryLock() == null) {
                        return null;
                    }
                    locked = Identity.of(file).equals(before);
                } catch (OverlappingFileLockException e) {
                    return null; // held in this JVM by somebody whose system property was removed
                } finally {
                    if (!locked) {
                        channel.close();
                    }
                }
                if (locked) {
                    return channel;
                }
            } catch (NoSuchFileException e) {
                vanished = e;
            }
        }
        throw new IOException("the lock file vanished " + TRIES + " times in a row", vanished);
    }

    private static void create(Path file) throws IOException {
        Disk.createDirectories(file.getParent());
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            LOG.trace("{} is there, as is usual", file, e);
        }
    }

    /** Lets go of the slot; its lock file is gone before anybody else can have it. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(file);
            } finally {
                abandon();
            }
        }
    }

    /** What the death of this process would do: the lock is free, its file still there. */
    void abandon() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(HELD + file);
        }
    }

    /** Tells a file from one that had its name before; no channel is opened for it. */
    private record Identity(Object key, FileTime created, FileTime modified) {

        static Identity of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Identity(found.fileKey(), found.creationTime(), found.lastModifiedTime());
        }
    }
}
