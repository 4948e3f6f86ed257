package io.github.nanitefile.perf;

import java.util.List;

/**
 * How many take part.
 *
 * @param number from 1; names the domain, and the folder that senders take files from
 * @param senders JVMs that share the files
 * @param partitions queues among which they are parted; 1 for the one queue of a group
 * @param members JVMs of the receiving group
 */
record GrowthCase(int number, int senders, int partitions, int members) {

    /** One queue first, with more and more senders and members; then partitions. */
    static List<GrowthCase> all() {
        return List.of(
                new GrowthCase(1, 1, 1, 1),
                new GrowthCase(2, 2, 1, 1),
                new GrowthCase(3, 4, 1, 1),
                new GrowthCase(4, 4, 1, 4),
                new GrowthCase(5, 4, 2, 2),
                new GrowthCase(6, 4, 4, 4),
                new GrowthCase(7, 4, 8, 8));
    }

    String domain() {
        return "growth" + number;
    }

    /** How many members are served at once: of one queue, one. */
    int served() {
        return Math.min(partitions, members);
    }
}
