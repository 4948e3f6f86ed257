package io.github.nanitefile.faults;

import io.github.nanitefile.testing.RabbitCluster;
import io.github.nanitefile.testing.RabbitNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Kill -9 of one of three nodes of a cluster, with four senders and three groups at work. It is
 * down for a while, and then started again.
 */
final class KillNode implements Fault {

    private static final int LONGEST_MILLIS = 3_000;

    private final Victim victim;
    private final String queueType;

    KillNode(Victim victim, String queueType) {
        this.victim = victim;
        this.queueType = queueType;
    }

    /** Which node it hits. */
    enum Victim {
        /** The one that a sender is connected to. */
        SENDER("that a sender is connected to") {
            @Override
            RabbitNode of(Stage stage, Random random) {
                RabbitCluster cluster = stage.cluster();
                List<String> ports =
                        cluster.first()
                                .ctl("list_connections", "port", "client_properties")
                                .lines()
                                .filter(connection -> connection.contains(" sending"))
                                .map(connection -> connection.split("\t", -1)[0])
                                .toList();
                int port = Integer.parseInt(ports.get(random.nextInt(ports.size())));
                return cluster.nodes().stream().filter(n -> n.port() == port).findFirst().get();
            }
        },

        /** The one where the leader of a group's queue is, or of the stream. */
        LEADER("that has the leader of a queue") {
            @Override
            RabbitNode of(Stage stage, Random random) {
                List<String> queues = stage.setup().queues();
                return stage.cluster().leader(queues.get(random.nextInt(queues.size())));
            }
        };

        private final String which;

        Victim(String which) {
            this.which = which;
        }

        abstract RabbitNode of(Stage stage, Random random);
    }

    @Override
    public String name() {
        String name = "cluster-" + (victim == Victim.SENDER ? "sender" : "leader");
        return queueType.equals("quorum") ? name : name + "-" + queueType;
    }

    @Override
    public String title() {
        return "kill -9 of the node of a cluster " + victim.which + ", restarted";
    }

    @Override
    public String configuration() {
        return "three nodes, `queueType=%s`, 4 senders, 3 groups, 200 files, `idempotentRepository`"
                .formatted(queueType);
    }

    @Override
    public Setup setup() {
        return new Setup()
                .nodes(3)
                .senders("a", "a2", "a3", "a4")
                .groups(Stage.NORTH, "south", "west")
                .queueType(queueType)
                .remembering()
                .files(20_000_000, 199)
                .abandonedAfter(Duration.ofSeconds(30))
                .patience(Duration.ofSeconds(120));
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        RabbitNode node = victim.of(stage, random);
        Moment.between(0, 0.7, stage, load, random);
        node.kill();
        Moment.pass(Moment.upTo(LONGEST_MILLIS, random));
        node.restart();
    }
}
