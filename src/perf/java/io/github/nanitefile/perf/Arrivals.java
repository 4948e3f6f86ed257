package io.github.nanitefile.perf;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Waits for files to appear under their final names, told by the kernel instead of looking. */
final class Arrivals implements AutoCloseable {

    private final WatchService watch = FileSystems.getDefault().newWatchService();
    private final Map<Path, Set<String>> missing = new HashMap<>();

    /** Begins to watch; all of the names are to appear in each of the folders. */
    Arrivals(Path[] folders, Set<String> names) throws IOException {
        for (Path folder : folders) {
            missing.put(folder, new HashSet<>(names));
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        }
    }

    /**
     * Waits for the last.
     *
     * @return when that was, by {@link System#nanoTime}
     * @throws IllegalStateException if they are not there in that time
     */
    long await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!missing.values().stream().allMatch(Set::isEmpty)) {
            WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (key == null) {
                throw new IllegalStateException(
                        "not all is there after " + patience.toSeconds() + " s");
            }
            take(key);
        }
        return System.nanoTime();
    }

    private void take(WatchKey key) {
        Path folder = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                missing.get(folder).removeIf(name -> Files.exists(folder.resolve(name)));
            } else {
                missing.get(folder).remove(event.context().toString());
            }
        }
        key.reset();
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
