package io.github.nanitefile.perf;

import java.util.Arrays;
import java.util.List;

/**
 * What is moved, and between how many.
 *
 * @param files how many
 * @param fileBytes how long each is
 * @param chunkSize the most bytes in a message
 * @param senders routes in the one sending JVM, which share the files
 * @param groups receiving routes in the one receiving JVM, each with a copy of every file
 */
record PerfCase(String name, int files, long fileBytes, int chunkSize, int senders, int groups) {

    private static final int MIB = 1 << 20;
    private static final int USUAL_CHUNK = 16 * 1024;

    /** A small file takes a message for its start, one for its bytes and one for its end. */
    private static final int MESSAGES_OF_A_SMALL_FILE = 3;

    /**
     * Those with these names.
     *
     * @param names with commas between them, or {@code all}
     * @param megabytes how many MiB the large file has
     */
    static List<PerfCase> named(String names, int megabytes) {
        List<PerfCase> all = all((long) megabytes * MIB);
        if (names.equals("all")) {
            return all;
        }
        return Arrays.stream(names.split(",", -1)).map(name -> find(all, name)).toList();
    }

    private static PerfCase find(List<PerfCase> all, String name) {
        return all.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "No case "
                                                + name
                                                + " among "
                                                + all.stream().map(PerfCase::name).toList()));
    }

    private static List<PerfCase> all(long large) {
        return List.of(
                new PerfCase("large-16k", 1, large, USUAL_CHUNK, 1, 1),
                new PerfCase("large-256k", 1, large, 16 * USUAL_CHUNK, 1, 1),
                new PerfCase("small", 2000, 10 * 1024, USUAL_CHUNK, 1, 1),
                new PerfCase("senders", 8, large / 8, USUAL_CHUNK, 8, 1),
                new PerfCase("groups", 1, large, USUAL_CHUNK, 1, 4));
    }

    /** Whether it is the number of files that counts. */
    boolean isSmall() {
        return fileBytes < chunkSize;
    }

    /** What is sent. */
    long sentBytes() {
        return files * fileBytes;
    }

    /** What all receivers get together. */
    long receivedBytes() {
        return sentBytes() * groups;
    }

    /** How many messages a sender's share comes to; those around a large file do not count. */
    long messagesOfASender() {
        long ofAFile =
                isSmall() ? MESSAGES_OF_A_SMALL_FILE : (fileBytes + chunkSize - 1) / chunkSize;
        return ofAFile * files / senders;
    }

    /** How long a message is, by which as many bytes go in as many messages. */
    long messageBytes() {
        return sentBytes() / (messagesOfASender() * senders);
    }
}
