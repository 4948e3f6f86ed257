package io.github.nanitefile.perf;

import io.github.nanitefile.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Files to send, of random bytes, which are made once and come back after they were sent. */
final class Cargo {

    /** Where {@code file:} puts what was sent. */
    private static final String SENT = ".camel";

    private final Path made;
    private static final int MANY = 100;

    private final Map<String, String> digests = new TreeMap<>();
    private final Path seen;
    private int taken;

    /**
     * Makes them.
     *
     * @param folder on the disk of those who send them
     * @param seen is created for what arrived, if there are many
     */
    Cargo(Path folder, int files, long bytes, Path seen) throws IOException {
        this.seen = seen;
        made = folder.resolve("made-" + files + "-of-" + bytes);
        for (int i = 0; i < files; i++) {
            Path file = made.resolve("file-" + i);
            if (Files.notExists(file)) {
                Folders.write(file, bytes, i);
            }
            digests.put(file.getFileName().toString(), Folders.digest(file));
        }
    }

    Set<String> names() {
        return digests.keySet();
    }

    /** Moves them to where they are sent from, in turn. */
    void drop(Path[] ins) throws IOException {
        int i = 0;
        for (String name : digests.keySet()) {
            Files.move(made.resolve(name), ins[i++ % ins.length].resolve(name));
        }
    }

    /** Whether the senders are done with all. */
    boolean isSent(Path[] ins) {
        int i = 0;
        for (String name : digests.keySet()) {
            if (Files.notExists(ins[i++ % ins.length].resolve(SENT).resolve(name))) {
                return false;
            }
        }
        return true;
    }

    /** Takes them back from wherever they are. */
    void takeBack(Path[] ins) throws IOException {
        int i = 0;
        for (String name : digests.keySet()) {
            Path in = ins[i++ % ins.length];
            for (Path file : new Path[] {in.resolve(SENT).resolve(name), in.resolve(name)}) {
                if (Files.exists(file)) {
                    Files.move(file, made.resolve(name));
                }
            }
        }
    }

    /**
     * Looks at what arrived, and takes it away.
     *
     * @throws WrongFilesException if it is not just what was sent
     */
    void verify(Path out) throws IOException {
        Map<String, String> arrived = Folders.digests(out);
        if (!arrived.equals(digests)) {
            throw new WrongFilesException(
                    "not what was sent: " + arrived + " instead of " + digests);
        }
        for (String name : arrived.keySet()) {
            takeAway(out.resolve(name));
        }
    }

    /**
     * Many files stay until the end: ext4 takes ten times as long to create one where many were
     * deleted in the last seconds, which whoever receives next would pay for.
     */
    private void takeAway(Path file) throws IOException {
        if (digests.size() < MANY) {
            Files.delete(file);
        } else {
            Files.createDirectories(seen);
            Files.move(file, seen.resolve(Integer.toString(taken++)));
        }
    }

    /** Removes what arrived; the files that were made stay for the next contender. */
    void close() throws IOException {
        for (int i = 0; i < taken; i++) {
            Files.deleteIfExists(seen.resolve(Integer.toString(i)));
        }
    }
}
