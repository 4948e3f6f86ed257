package io.github.nanitefile.spool.faults;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A disk that fails when it is told to: paths of {@link #path} lead to the real ones, and every
 * step, that is every call that a file system could refuse, is counted. At one of them the disk
 * fails once, or the process dies: then every later step fails too, while channels close and locks
 * go as the operating system would have it.
 *
 * <p>It also takes note of what was not forced, so that a test can ask for it or have the power
 * fail: files are then cut back to what was forced. Forcing itself is left out, as it only takes
 * time. For one thread.
 */
public final class FaultyDisk {

    /** What happens at the step. */
    public enum Fault {
        FAILS,
        DIES
    }

    private final FaultyFileSystem fileSystem = new FaultyFileSystem(this);
    private final Map<Object, Long> forcedLengths = new HashMap<>();
    private final Set<Path> unforcedFolders = new HashSet<>();
    private Fault fault;
    private long stepsLeft;
    private boolean reached;
    private boolean dead;
    private boolean links = true;
    private FixedRoom room;
    private boolean full;

    /** The disk shows so much room. */
    public FaultyDisk withRoom(long usable, long total) {
        room = new FixedRoom(usable, total);
        return this;
    }

    /** While it is full, writing fails when half is written; names can be had. */
    public void full(boolean isFull) {
        full = isFull;
    }

    void write(String what) throws IOException {
        step("write " + what);
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    /** The way to a real path through this disk. */
    public Path path(Path real) {
        return new FaultyPath(fileSystem, real);
    }

    /** From now on there are no hard links, as between two disks. */
    public FaultyDisk withoutLinks() {
        links = false;
        return this;
    }

    /** Lets the step after {@code steps} others go wrong. */
    public void plan(Fault what, long steps) {
        fault = what;
        stepsLeft = steps;
        reached = false;
    }

    /** Lets nothing go wrong any more, unless all is dead; says whether something did. */
    public boolean reached() {
        fault = null;
        return reached;
    }

    /** Files that were not forced lose what came since, as when the power fails. */
    public void losePower(Path realRoot) throws IOException {
        try (Stream<Path> paths = Files.walk(realRoot)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Long forced = forcedLengths.get(key(path));
                if (forced != null) {
                    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                        file.truncate(forced);
                    }
                }
            }
        }
    }

    /** The real folders that have names which were not forced, and are there still. */
    public List<Path> unforcedFolders() {
        return unforcedFolders.stream().filter(Files::isDirectory).sorted().toList();
    }

    void step(String what) throws IOException {
        if (dead) {
            throw new IOException("dead, so no " + what);
        }
        if (fault == null || stepsLeft-- > 0) {
            return;
        }
        reached = true;
        dead = fault == Fault.DIES;
        fault = null;
        throw new IOException("the disk fails: " + what);
    }

    boolean isDead() {
        return dead;
    }

    FileStore room(FileStore real) {
        return room == null ? real : room;
    }

    void link(Path to) throws IOException {
        if (!links) {
            throw new FileSystemException(to.toString(), null, "no links here");
        }
    }

    void named(Path path) {
        unforcedFolders.add(path.toAbsolutePath().getParent());
    }

    void written(Path path, long lengthBefore) throws IOException {
        forcedLengths.putIfAbsent(key(path), lengthBefore);
    }

    void created(Path path) throws IOException {
        forcedLengths.put(key(path), 0L); // the number of a file that is gone may be used again
    }

    void forced(Path path) throws IOException {
        unforcedFolders.remove(path.toAbsolutePath());
        if (Files.isRegularFile(path)) {
            forcedLengths.remove(key(path));
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    static Path unwrap(Path path) {
        return path instanceof FaultyPath faulty ? faulty.real() : path;
    }

    /** Whether there is such a file; asked of the real disk. */
    static boolean exists(Path real) throws IOException {
        try {
            key(real);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
