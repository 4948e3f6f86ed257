package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Gives a file a name only if nobody has it, which a rename cannot: it replaces. A hard link can.
 *
 * <p>On file systems without hard links (FAT, some network ones) an empty file is created under the
 * name, which fails if there is one, and the file is renamed over it. For that moment others may
 * see the empty one, never a part; what a crash leaves of it goes when the file is placed again.
 * Stateless.
 */
final class FreeName {

    private FreeName() {}

    /**
     * Gives a file a further name.
     *
     * @param note is told before
     * @return false if somebody has the name
     */
    static boolean take(Path file, Path name, PlacingNote note) throws IOException {
        note.trying(name);
        try {
            Files.createLink(name, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return takeWithoutLinks(file, name, note);
        }
    }

    static boolean takeWithoutLinks(Path file, Path name, PlacingNote note) throws IOException {
        if (Disk.has(name)) {
            return false;
        }
        note.reserving(name);
        try {
            Files.createFile(name);
            Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            try {
                Disk.deleteIfEmptyFile(name);
            } catch (IOException deleting) {
                e.addSuppressed(deleting);
            }
            throw e;
        }
    }
}
