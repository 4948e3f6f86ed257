package io.github.nanitefile.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds, by Linux's /proc: open files and sockets, and threads, by name. Jars, which
 * are opened when a class of theirs is first used, and the JVM's own compiler and collector
 * threads, which come and go, are left out.
 */
record Footprint(List<String> files, List<String> threads) {

    /** A poll of file: may be looking into folders at this moment. */
    private static final int MORE_FILES = 4;

    /**
     * The sender's pool has up to eight threads that read, when sources are slow, and whoever goes
     * on with exchanges; a member that only stood by has not begun all of its pools. A leak adds up
     * over the rounds.
     */
    private static final int MORE_THREADS = 10;

    private static final List<String> OF_THE_JVM = List.of("C1 ", "C2 ", "GC ", "G1 ", "Attach ");

    static Footprint of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> files = new ArrayList<>();
        for (Path descriptor : list(process.resolve("fd"))) {
            addUnlessGone(files, () -> Files.readSymbolicLink(descriptor).toString());
        }
        files.removeIf(file -> file.endsWith(".jar"));
        List<String> threads = new ArrayList<>();
        for (Path thread : list(process.resolve("task"))) {
            addUnlessGone(threads, () -> Files.readString(thread.resolve("comm")).strip());
        }
        threads.removeIf(thread -> OF_THE_JVM.stream().anyMatch(thread::startsWith));
        return new Footprint(files, threads);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }

    private interface Reading {
        String read() throws IOException;
    }

    private static void addUnlessGone(List<String> names, Reading reading) throws IOException {
        try {
            names.add(reading.read());
        } catch (NoSuchFileException gone) {
            return; // since it was listed
        }
    }

    /** What is there beyond what there was, or nothing if that is little. */
    List<String> beyond(Footprint before) {
        List<String> more = new ArrayList<>();
        if (files.size() > before.files.size() + MORE_FILES) {
            more.addAll(rest(files, before.files));
        }
        if (threads.size() > before.threads.size() + MORE_THREADS) {
            more.addAll(rest(threads, before.threads));
        }
        return more;
    }

    private static List<String> rest(List<String> now, List<String> then) {
        List<String> rest = new ArrayList<>(now);
        then.forEach(rest::remove);
        return rest;
    }
}
