package io.github.nanitefile.faults;

import io.github.nanitefile.testing.RabbitCluster;
import io.github.nanitefile.testing.RabbitNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Kill -9 of nodes of a cluster of three, with four senders and three groups at work: first the one
 * that a sender is connected to, then the one where the leader is of what a group reads. Each is
 * down for a while, and then started again.
 */
final class KillNodes implements Fault {

    private static final int LONGEST_MILLIS = 3_000;

    private final String queueType;

    KillNodes(String queueType) {
        this.queueType = queueType;
    }

    /** Which node it hits. */
    private enum Victim {
        /** The one that a sender is connected to. */
        SENDER {
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
        LEADER {
            @Override
            RabbitNode of(Stage stage, Random random) {
                List<String> queues = stage.setup().queues();
                return stage.cluster().leader(queues.get(random.nextInt(queues.size())));
            }
        };

        abstract RabbitNode of(Stage stage, Random random);
    }

    @Override
    public String name() {
        return "cluster-" + queueType;
    }

    @Override
    public String title() {
        return "kill -9 of a sender's node of a cluster, restarted, then of a leader's";
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
        Moment.between(0, 0.7, stage, load, random);
        for (Victim victim : Victim.values()) {
            RabbitNode node = victim.of(stage, random);
            node.kill();
            Moment.pass(Moment.upTo(LONGEST_MILLIS, random));
            node.restart();
        }
    }
}
