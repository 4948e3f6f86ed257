package io.github.nanitefile.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which members of groups are served, as RabbitMQ sees it. */
public final class ActiveConsumers {

    /** By it members count each other; nobody is served from it. */
    private static final String ROLL_CALL = ":members-of-";

    private ActiveConsumers() {}

    /** Of the queues that are named so, how many each connection is served from, least first. */
    public static List<Long> counts(RabbitNode node, String prefix) {
        Map<String, String> connections = new HashMap<>();
        rows(node, "list_channels", "pid", "connection")
                .forEach(row -> connections.put(row[0], row[1]));
        Collection<Long> counts =
                rows(node, "list_consumers", "queue_name", "channel_pid", "active").stream()
                        .filter(row -> row[0].startsWith(prefix) && !row[0].contains(ROLL_CALL))
                        .filter(row -> row[2].equals("true"))
                        .collect(
                                Collectors.groupingBy(
                                        row -> connections.getOrDefault(row[1], "gone"),
                                        Collectors.counting()))
                        .values();
        return counts.stream().sorted().toList();
    }

    private static List<String[]> rows(RabbitNode node, String... command) {
        return node.ctl(command).lines().map(line -> line.split("\t", -1)).toList();
    }
}
