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
 * see the empty one; they never see a part. Stateless.
 */
final class FreeName {

    private FreeName() {}

    /**
     * Gives a file a further name.
     *
     * @return false if somebody has the name
     */
    static boolean take(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return takeWithoutLinks(file, name);
        }
    }

    static boolean takeWithoutLinks(Path file, Path name) throws IOException {
        try {
            Files.createFile(name);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            try {
                Files.deleteIfExists(name);
            } catch (IOException deleting) {
                e.addSuppressed(deleting);
            }
            throw e;
        }
    }
}
