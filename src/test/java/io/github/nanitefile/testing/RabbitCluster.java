package io.github.nanitefile.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Private RabbitMQ nodes on loopback that form one broker: each with its own folder and ports, all
 * with one epmd, cookie and user. A node that was killed comes back on the same ports. All are gone
 * with {@link #close}.
 */
public final class RabbitCluster implements AutoCloseable {

    private final List<RabbitNode> nodes;

    private RabbitCluster(List<RabbitNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Starts so many nodes, and lets them join the first one, which takes 5 to 11 seconds each. */
    public static RabbitCluster start(int size) {
        return start(size, List.of());
    }

    /** As {@link #start(int)}, with these lines in each rabbitmq.conf, too. */
    static RabbitCluster start(int size, List<String> configuration) {
        List<String> all = new ArrayList<>(RabbitHome.whatIsDeniedPermitted());
        all.addAll(configuration);
        List<RabbitNode> nodes = new ArrayList<>();
        nodes.add(RabbitNode.start(all));
        try {
            for (int i = 1; i < size; i++) {
                nodes.add(nodes.get(0).startBeside(all));
                join(nodes.get(i), nodes.get(0));
            }
        } catch (RuntimeException e) {
            end(nodes);
            throw e;
        }
        return new RabbitCluster(nodes);
    }

    private static void join(RabbitNode node, RabbitNode first) {
        node.ctl("stop_app");
        node.ctl("reset");
        node.ctl("join_cluster", first.name());
        node.ctl("start_app");
    }

    /** All nodes, running or not. */
    public List<RabbitNode> nodes() {
        return nodes;
    }

    /** The one that all others joined. */
    public RabbitNode first() {
        return nodes.get(0);
    }

    /** The node of that name. */
    public RabbitNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No node " + name));
    }

    /** The node on which the leader of a quorum queue or a stream is. */
    public RabbitNode leader(String queue) {
        String leader =
                first().ctl("list_queues", "name", "leader")
                        .lines()
                        .map(line -> line.split("\t", -1))
                        .filter(columns -> columns[0].equals(queue))
                        .map(columns -> columns[1])
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("No queue " + queue));
        return node(leader);
    }

    /** All nodes, as the option {@code addresses} takes them. */
    public String addresses() {
        return nodes.stream().map(RabbitNode::addresses).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        end(nodes);
    }

    /** The first one last: it has the epmd of all. */
    private static void end(List<RabbitNode> nodes) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }
}
