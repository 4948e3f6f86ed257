package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A hard link to a finished file, under a name that means something to people. Whoever gets it may
 * take it away by rename, while the file stays readable at its first name. Both names mean the same
 * bytes: who writes to one changes the other.
 *
 * <p>Any thread.
 */
public final class SecondName {

    private final Path path;
    private final Consumer<Path> onFree;
    private final AtomicBoolean removed = new AtomicBoolean();

    /**
     * @param onFree takes the folder back when this name is of no more use
     */
    SecondName(Path path, Consumer<Path> onFree) {
        this.path = path;
        this.onFree = onFree;
    }

    public Path path() {
        return path;
    }

    /** Removes the name if nobody took it; the file's first name stays. Safe to call twice. */
    public void remove() throws IOException {
        if (removed.compareAndSet(false, true)) {
            Files.deleteIfExists(path);
            onFree.accept(path.getParent());
        }
    }
}
