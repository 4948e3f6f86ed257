package io.github.nanitefile.perf;

import io.github.nanitefile.testing.ActiveConsumers;
import io.github.nanitefile.testing.RabbitNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Senders and members, each in a JVM of its own, which take part in all cases: every case has a
 * domain of its own, and routes in those JVMs that it counts.
 */
final class GrowthStage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHUNK = 16 * 1024;

    private static final String SEND =
            "<route><from uri=\"%s\"/><to uri=\"nanitefile:%s?chunkSize=%d\"/></route>";
    private static final String RECEIVE =
            "<route><from uri=\"nanitefile:%s?partitions=%d\"/><to uri=\"file:%s\"/></route>";

    private final RabbitNode broker;
    private final List<GrowthCase> cases;
    private final Path folder;
    private final String heap;
    private final List<CamelHost> senders = new ArrayList<>();
    private final List<Jvm> sending = new ArrayList<>();
    private final List<Jvm> receiving = new ArrayList<>();

    /**
     * @param folder for all that they write
     * @param heap of each JVM, as {@code -Xmx} takes it
     */
    GrowthStage(RabbitNode broker, List<GrowthCase> cases, Path folder, String heap) {
        this.broker = broker;
        this.cases = cases;
        this.folder = folder;
        this.heap = heap;
    }

    void start() throws IOException, InterruptedException {
        for (GrowthCase one : cases) {
            Files.createDirectories(out(one));
        }
        int most = cases.stream().mapToInt(GrowthCase::members).max().orElseThrow();
        for (int number = 1; number <= most; number++) {
            CamelHost host = new CamelHost(folder.resolve("member" + number), heap);
            receiving.add(host.startReceiver(receivingRoutes(number), properties()));
        }
        most = cases.stream().mapToInt(GrowthCase::senders).max().orElseThrow();
        for (int number = 1; number <= most; number++) {
            CamelHost host = new CamelHost(folder.resolve("sender" + number), heap);
            senders.add(host);
            sending.add(host.startSender(sendingRoutes(number), properties()));
        }
        for (GrowthCase one : cases) {
            for (Path in : ins(one)) {
                Files.createDirectories(in);
            }
        }
    }

    private String receivingRoutes(int member) {
        StringBuilder routes = new StringBuilder();
        for (GrowthCase one : cases) {
            if (member <= one.members()) {
                routes.append(RECEIVE.formatted(one.domain(), one.partitions(), out(one)));
            }
        }
        return routes.toString();
    }

    private String sendingRoutes(int sender) {
        StringBuilder routes = new StringBuilder();
        for (GrowthCase one : cases) {
            if (sender <= one.senders()) {
                String take = CamelHost.TAKE.formatted(one.number());
                routes.append(SEND.formatted(take, one.domain(), CHUNK));
            }
        }
        return routes.toString();
    }

    private List<String> properties() {
        return List.of(
                "camel.component.nanitefile.addresses=" + broker.addresses(),
                "camel.component.nanitefile.username=" + broker.username(),
                "camel.component.nanitefile.password=" + broker.password());
    }

    /** All members put files into the same folder. */
    private Path out(GrowthCase one) {
        return folder.resolve("out").resolve(one.domain()).toAbsolutePath();
    }

    private Path[] ins(GrowthCase one) {
        return senders.stream()
                .limit(one.senders())
                .map(host -> host.sending().resolve("in/" + one.number()))
                .toArray(Path[]::new);
    }

    /** Whether as many members are served, and each with as much, as there can be. */
    boolean isSettled(GrowthCase one) {
        List<Long> served = ActiveConsumers.counts(broker, "nanitefile:" + one.domain() + ":");
        int share = (one.partitions() + one.members() - 1) / one.members();
        return served.size() == one.served() && served.stream().allMatch(n -> n <= share);
    }

    /** Moves all files of the cargo once. */
    Sample measure(GrowthCase one, Cargo cargo) throws IOException, InterruptedException {
        Path[] ins = ins(one);
        try (Arrivals arrivals = new Arrivals(new Path[] {out(one)}, cargo.names())) {
            double sent = cpuSeconds(sending);
            double received = cpuSeconds(receiving);
            double brokers = Proc.cpuSecondsOfAll(broker.pid());
            long start = System.nanoTime();
            cargo.drop(ins);
            long end = arrivals.await(PATIENCE);
            sent = cpuSeconds(sending) - sent;
            received = cpuSeconds(receiving) - received;
            brokers = Proc.cpuSecondsOfAll(broker.pid()) - brokers;
            Awaitility.await("sent").atMost(PATIENCE).until(() -> cargo.isSent(ins));
            cargo.verify(out(one));
            return new Sample((end - start) / 1e9, cost(sent), cost(received), brokers);
        } finally {
            cargo.takeBack(ins);
        }
    }

    private static Cost cost(double cpuSeconds) {
        return new Cost(cpuSeconds, Double.NaN, Double.NaN);
    }

    private static double cpuSeconds(List<Jvm> jvms) throws IOException {
        double sum = 0;
        for (Jvm jvm : jvms) {
            sum += Proc.cpuSeconds(jvm.pid());
        }
        return sum;
    }

    @Override
    public void close() {
        sending.forEach(Jvm::close);
        receiving.forEach(Jvm::close);
    }
}
