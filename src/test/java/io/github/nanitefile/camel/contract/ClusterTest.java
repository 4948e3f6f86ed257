package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.RabbitCluster;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresCluster;
import io.github.nanitefile.testing.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster of three nodes, of which some die and come back. */
@RequiresCluster
class ClusterTest extends Contract {

    /** A node takes ten seconds to start, and a consumer tries again after up to half a minute. */
    private static final Duration LONG = Duration.ofSeconds(90);

    private static RabbitCluster cluster;

    private final Inbox inbox = new Inbox();

    /** By the consumer, of what is in the way. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startCluster() {
        cluster = RabbitCluster.start(3);
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    @Override
    TestBroker broker() {
        return cluster.first();
    }

    private CamelContext receiving(String options) throws Exception {
        return receiving(options, inbox);
    }

    private CamelContext receiving(String options, Inbox files) throws Exception {
        CamelContext context =
                create(route -> route.from(in(options + "&exceptionHandler=#told")).process(files));
        context.getRegistry().bind("told", new Handler(told::add));
        options(context).setAddresses(cluster.addresses());
        context.start();
        return context;
    }

    private CamelContext sending() throws Exception {
        CamelContext context = create();
        options(context).setAddresses(cluster.addresses());
        context.start();
        return context;
    }

    private static ConditionFactory awaitLong(String what) {
        return Awaitility.await(what).atMost(LONG).pollInterval(Duration.ofMillis(200));
    }

    private void awaitInbox(String name) {
        awaitLong(name).until(() -> inbox.names().contains(name));
    }

    private Exchange trySend(CamelContext sender, String name) {
        return trySend(
                sender, in("?idleTimeout=3000"), bytes(50_000), Map.of(Exchange.FILE_NAME, name));
    }

    /** Where the process of a queue is. */
    private RabbitNode nodeOf(String queueBegin) {
        String pid =
                cluster.first()
                        .ctl("list_queues", "name", "pid")
                        .lines()
                        .filter(line -> line.startsWith(queueBegin))
                        .map(line -> line.split("\t", -1)[1])
                        .findFirst()
                        .orElseThrow();
        return cluster.nodes().stream()
                .filter(node -> pid.startsWith("<" + node.name() + "."))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSayWhichNodeAClassicQueueIsOnAndComeBackWithIt() throws Exception {
        receiving("?queueType=classic");
        CamelContext sender = sending();
        RabbitNode home = nodeOf(queue());

        home.kill();
        try {
            awaitLong("the reason").until(() -> told.stream().anyMatch(this::saysWhat));
            if (home.majorVersion() == 3) { // 4 does not say which
                assertThat(told).anySatisfy(m -> assertThat(m).contains(home.name()));
            }
            assertThat(trySend(sender, "refused").getException())
                    .hasMessageContaining("no receiver for domain '" + domain + "'");
            passesOverTheGroup(sender);
        } finally {
            home.restart();
        }
        awaitLong("it is back").until(() -> comesThrough(sender));
        assertThat(inbox.names()).doesNotContain("refused", "passed");
    }

    /**
     * With another group, whose queue is not lost, a file is sent without this one's getting it.
     */
    private void passesOverTheGroup(CamelContext sender) throws Exception {
        Inbox others = new Inbox();
        receiving("?queueType=quorum&group=other", others);
        assertThat(trySend(sender, "passed").getException()).isNull();
        awaitLong("passed").until(() -> others.names().contains("passed"));
    }

    private boolean comesThrough(CamelContext sender) {
        trySend(sender, "a");
        return inbox.names().contains("a");
    }

    private boolean saysWhat(String message) {
        return message.contains("'" + queue() + "'") && message.contains("start the node again");
    }

    @Test
    void shouldDeclareTheQueueOfABroadcastConsumerAgainOnAnotherNode() throws Exception {
        receiving("?broadcast=true");
        CamelContext sender = sending();
        RabbitNode home = nodeOf("nanitefile:" + domain + ":");

        home.kill();
        try {
            awaitLong("sent").until(() -> trySend(sender, "a").getException() == null);
            awaitInbox("a");
        } finally {
            home.restart();
        }
        assertThat(inbox.all().get(0).bytes()).isEqualTo(bytes(50_000));
    }

    @Test
    void shouldLoseNothingOfAQuorumQueueThatLostItsMajority() throws Exception {
        receiving("?queueType=quorum").stop();
        CamelContext sender = sending();
        assertThat(trySend(sender, "confirmed").getException()).isNull();
        List<RabbitNode> majority = cluster.nodes().subList(1, 3);

        majority.forEach(RabbitNode::kill);
        try {
            assertThat(trySend(sender, "a").getException())
                    .hasMessageContaining("'a' to domain '" + domain + "'")
                    .hasMessageMatching(".*(idleTimeout=3000 ms|lost most of its nodes).*");
        } finally {
            majority.forEach(RabbitNode::restart);
        }
        awaitLong("sent").until(() -> trySend(sender, "b").getException() == null);
        receiving("?queueType=quorum");
        awaitInbox("confirmed");
        awaitInbox("b");
        assertThat(inbox.all()).allSatisfy(m -> assertThat(m.bytes()).isEqualTo(bytes(50_000)));
    }

    @Test
    void shouldGoOnWhenTheLeaderOfAQuorumQueueDies() throws Exception {
        receiving("?queueType=quorum");
        CamelContext sender = sending();
        assertThat(trySend(sender, "before").getException()).isNull();
        RabbitNode leader = cluster.leader(queue());

        leader.kill();
        try {
            Exchange sent = trySend(sender, in(""), bytes(50_000), Map.of(Exchange.FILE_NAME, "a"));
            assertThat(sent.getException()).isNull();
            awaitInbox("a");
        } finally {
            leader.restart();
        }
        assertThat(inbox.names()).containsExactly("before", "a");
    }
}
