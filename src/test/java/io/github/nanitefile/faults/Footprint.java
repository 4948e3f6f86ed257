package io.github.nanitefile.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds, by Linux's /proc: open files and sockets, and threads. Jars, which are
 * opened when a class of theirs is first used, and the JVM's own compiler and collector threads,
 * which come and go, are left out.
 */
record Footprint(int files, int threads) {

    /**
     * A pool may have one thread more than it had when the process was first looked at, and a poll
     * of file: may be looking into a folder at this moment.
     */
    private static final int SLACK = 4;

    private static final List<String> OF_THE_JVM = List.of("C1 ", "C2 ", "GC ", "G1 ", "Attach ");

    static Footprint of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        return new Footprint(files(process.resolve("fd")), threads(process.resolve("task")));
    }

    private static int files(Path folder) throws IOException {
        return count(folder, descriptor -> !target(descriptor).endsWith(".jar"));
    }

    private static String target(Path descriptor) throws IOException {
        return Files.readSymbolicLink(descriptor).toString();
    }

    private static int threads(Path folder) throws IOException {
        return count(folder, thread -> !isOfTheJvm(Files.readString(thread.resolve("comm"))));
    }

    private static boolean isOfTheJvm(String thread) {
        return OF_THE_JVM.stream().anyMatch(thread::startsWith);
    }

    private interface Test {
        boolean holds(Path entry) throws IOException;
    }

    private static int count(Path folder, Test test) throws IOException {
        int count = 0;
        try (Stream<Path> found = Files.list(folder)) {
            for (Path entry : found.toList()) {
                count += holds(test, entry) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean holds(Test test, Path entry) throws IOException {
        try {
            return test.holds(entry);
        } catch (NoSuchFileException gone) {
            return false; // since it was listed
        }
    }

    /** Whether this is about as much as it was. */
    boolean isBackTo(Footprint before) {
        return files <= before.files + SLACK && threads <= before.threads + SLACK;
    }

    @Override
    public String toString() {
        return files + " descriptors, " + threads + " threads";
    }
}
