package io.github.nanitefile.spool;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few things that this floor asks of a file system and {@link Files} does not offer in one
 * call. Stateless. Knows nothing of transfers, and words no remedies: who calls does.
 *
 * <p>"Forced" means: survives the loss of power, as far as the disk itself keeps its word.
 */
final class Disk {

    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final long COPY_BLOCK = 1024 * 1024;
    private static final int TRIES = 100;

    private Disk() {}

    /**
     * Forces the names in a directory. Does nothing on Windows, which offers no such thing to Java.
     */
    static void forceDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Forces a file's bytes and length. */
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Creates what is missing of a directory's path, each name forced.
     *
     * @throws NoSuchFileException if somebody else removes it at the same time
     * @throws FileAlreadyExistsException if a name of it is that of a file
     */
    static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw e;
            }
            return; // somebody else was quicker
        }
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    /**
     * Puts a whole file under a name at once: whoever looks, also after a crash, sees the former
     * content or this one, never a part. The name itself is not forced: see {@link
     * #forceDirectory}.
     *
     * @param temporary a name in the same directory that nobody else uses
     */
    static void replace(Path file, Path temporary, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Gives a file a second name: a hard link, or a copy in blocks where there can be none (another
     * file system, or one without links). Not forced.
     *
     * @throws FileAlreadyExistsException if the name is taken
     */
    static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            try {
                copy(from, to);
            } catch (IOException copying) {
                copying.addSuppressed(e);
                throw copying;
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target =
                        FileChannel.open(
                                to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            long length = source.size();
            long done = 0;
            while (done < length) {
                long moved = source.transferTo(done, Math.min(COPY_BLOCK, length - done), target);
                if (moved <= 0) {
                    throw new IOException(from + " became shorter while it was copied");
                }
                done += moved;
            }
        }
    }

    /**
     * Renames a directory that is not empty into {@code parent}, under {@code name} or, while that
     * is taken, {@code name-1}, {@code name-2}, … Two processes never get the same name.
     *
     * @return where it is now
     */
    static Path moveDirectory(Path directory, Path parent, String name) throws IOException {
        for (int n = 0; ; n++) {
            Path target = parent.resolve(n == 0 ? name : name + "-" + n);
            if (exists(target)) {
                continue;
            }
            try {
                return Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!exists(target)) {
                    throw e;
                }
            }
        }
    }

    /** The same, creating {@code parent} as often as somebody removes it because it is empty. */
    static Path moveInto(Path directory, Path parent, String name) throws IOException {
        for (int i = 1; ; i++) {
            try {
                createDirectories(parent);
                return moveDirectory(directory, parent, name);
            } catch (NoSuchFileException e) {
                if (i == TRIES || !exists(directory)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Whether there is a file of that name. Unlike {@link #exists} it does not take a disk that
     * does not let us look for one that has nothing.
     */
    static boolean has(Path path) throws IOException {
        return attributes(path, LinkOption.NOFOLLOW_LINKS).isPresent();
    }

    /** What a file is; empty if there is none of that name. */
    static Optional<BasicFileAttributes> attributes(Path path, LinkOption... options)
            throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether there is anything of that name, be it a link that leads nowhere. */
    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is in a directory; nothing if there is no such directory. */
    static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Removes a file, or a directory with all that is in it; links are removed, not followed. */
    static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : list(path)) {
                deleteTree(entry);
            }
        }
        Files.deleteIfExists(path);
    }

    /** Removes a file if there are no bytes in it. */
    static void deleteIfEmptyFile(Path file) throws IOException {
        Optional<BasicFileAttributes> found = attributes(file, LinkOption.NOFOLLOW_LINKS);
        if (found.isPresent() && found.get().isRegularFile() && found.get().size() == 0) {
            Files.deleteIfExists(file);
        }
    }

    /** Removes a directory if nothing is in it; says whether it is gone. */
    static boolean deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }
}
