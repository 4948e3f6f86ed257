package io.github.nanitefile.faults;

import io.github.nanitefile.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of one round: a large one and half of the small ones are sent before the fault, the
 * other half after it.
 */
final class Load {

    private final Path made;
    private final String round;
    private final long largeLength;
    private final Random random;
    private final Map<String, String> digests = new TreeMap<>();
    private final Set<String> first = new TreeSet<>();

    private Load(Path made, String round, long largeLength, Random random) {
        this.made = made;
        this.round = round;
        this.largeLength = largeLength;
        this.random = random;
    }

    /**
     * Makes them, beside where they are sent from.
     *
     * @param round begins their names
     * @param large how long the large one is
     * @param small how many small ones there are
     */
    static Load make(Path folder, String round, long large, int small, Random random)
            throws IOException {
        Load load = new Load(folder.resolve("made"), round, large, random);
        load.add(load.large(), large, true);
        for (int i = 0; i < small; i++) {
            load.add(round + "-small-" + i, random.nextInt(60_000), i < small / 2);
        }
        return load;
    }

    private void add(String name, long length, boolean before) throws IOException {
        Path file = made.resolve(name);
        Folders.write(file, length, random.nextLong());
        digests.put(name, Folders.digest(file));
        if (before) {
            first.add(name);
        }
    }

    /** The name of the large file. */
    String large() {
        return round + "-large";
    }

    /** What the names of its files begin with. */
    String round() {
        return round + "-";
    }

    /** How long the large file is. */
    long largeLength() {
        return largeLength;
    }

    /** What every file should come to, by name. */
    Map<String, String> digests() {
        return digests;
    }

    boolean isSentBefore(String name) {
        return first.contains(name);
    }

    /** Moves those of before the fault to where they are sent from, to each as many. */
    void dropFirst(List<Path> in) throws IOException {
        drop(in, true);
    }

    /** And those of after it. */
    void dropRest(List<Path> in) throws IOException {
        drop(in, false);
    }

    private void drop(List<Path> in, boolean before) throws IOException {
        int dropped = 0;
        for (String name : digests.keySet()) {
            if (isSentBefore(name) == before) {
                Path folder = in.get(dropped++ % in.size());
                Files.createDirectories(folder);
                Files.move(made.resolve(name), folder.resolve(name));
            }
        }
    }
}
