package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A hard link to a finished file, under a name that means something to people. Whoever gets it may
 * take it away by rename, while the file stays readable at its first name. Both names mean the same
 * bytes: who writes to one changes the other.
 *
 * <p>Any thread, one at a time.
 */
public final class SecondName {

    private final Path path;

    SecondName(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Removes the name if nobody took it; the file's first name stays. Safe to call twice. */
    public void remove() throws IOException {
        Files.deleteIfExists(path);
        // What others put beside it goes with the slot.
        Disk.deleteIfEmpty(path.getParent());
    }
}
