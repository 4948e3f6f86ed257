package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The folder of one queue below the spool's root, created on opening and removed again when nothing
 * is in it. The root itself goes only if it was created here: who made one by hand may have given
 * it permissions that we could not give. One thread.
 */
final class SpoolFolder {

    private static final int TRIES = 100;

    private final Path root;
    private final Path folder;
    private final boolean rootIsOurs;

    private SpoolFolder(Path root, Path folder, boolean rootIsOurs) {
        this.root = root;
        this.folder = folder;
        this.rootIsOurs = rootIsOurs;
    }

    /**
     * @throws SpoolException if the root is, or can be, no folder; whether we may write to it shows
     *     later
     */
    static SpoolFolder open(Path root, String name) throws SpoolException {
        Path absolute = root.toAbsolutePath().normalize();
        if (Disk.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new SpoolException(
                    "the spool directory "
                            + absolute
                            + " is not a directory; set spoolDirectory to one that is");
        }
        boolean missing = !Disk.exists(absolute);
        try {
            return new SpoolFolder(absolute, create(absolute.resolve(name)), missing);
        } catch (IOException e) {
            throw SpoolException.of(
                    "use the spool directory",
                    absolute,
                    e,
                    "create it and give this user permission to write there, or set"
                            + " spoolDirectory to another");
        }
    }

    /** Others may be removing it as it was empty. */
    private static Path create(Path folder) throws IOException {
        for (int i = 1; ; i++) {
            try {
                Disk.createDirectories(folder);
                return folder.toRealPath();
            } catch (NoSuchFileException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** A real path. */
    Path path() {
        return folder;
    }

    void removeIfEmpty() throws IOException {
        if (Disk.deleteIfEmpty(folder) && rootIsOurs) {
            Disk.deleteIfEmpty(root);
        }
    }
}
