package io.github.nanitefile.faults;

import io.github.nanitefile.testing.RabbitCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays rounds of one fault on one stage. The first load goes through unharmed, so that processes
 * have all that they need when they are looked at. A bad round ends the stage: the next one starts
 * on a new one.
 */
final class FaultRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FaultRunner.class);

    /** More than fits into any window, so that all that is made on demand is made. */
    private static final long UNHARMED = 20_000_000;

    private final Fault fault;
    private final RabbitCluster cluster;
    private final Path folder;
    private final FaultReport report;
    private Stage stage;

    /**
     * @param folder for all that processes write, logs included; stays
     */
    FaultRunner(Fault fault, RabbitCluster cluster, Path folder) {
        this.fault = fault;
        this.cluster = cluster;
        this.folder = folder;
        report = new FaultReport(fault);
    }

    /**
     * Plays so many rounds.
     *
     * @param seed of when exactly the fault strikes
     */
    FaultReport play(int rounds, long seed) throws Exception {
        if (fault.unavailable().isPresent()) {
            report.unavailable(fault.unavailable().get());
            return report;
        }
        for (int i = 1; i <= rounds; i++) {
            playOne("r" + i, seed + i);
        }
        if (stage != null) {
            leave();
        }
        return report;
    }

    private void playOne(String round, long seed) throws Exception {
        String which = fault.name() + " " + round + " with seed " + seed;
        if (stage == null) {
            enter(round);
        }
        Random random = new Random(seed);
        long start = System.nanoTime();
        List<String> findings = new ArrayList<>();
        Map<String, Integer> notes = Map.of();
        try {
            fault.beforeRound(stage);
            stage.look();
            Load load = load(round, stage.setup().large(), random);
            Aftermath aftermath = new Aftermath(stage, load, fault.promise());
            load.dropFirst(stage.in());
            fault.strike(stage, load, random);
            load.dropRest(stage.in());
            aftermath.look();
            findings.addAll(aftermath.findings());
            notes = aftermath.notes();
        } catch (RuntimeException | IOException e) {
            LOG.warn("{}", which, e);
            findings.add(e.toString());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        LOG.info(
                "{}: {} {} after {} s",
                which,
                findings.isEmpty() ? "as promised" : findings,
                notes,
                took.toSeconds());
        report.round(which, findings, notes, took);
        if (findings.isEmpty()) {
            stage.tidy();
        } else {
            close();
        }
    }

    private Load load(String name, long large, Random random) throws IOException {
        return Load.make(stage.folder(), name, large, stage.setup().small(), random);
    }

    /** A new stage, on which one load went through. */
    private void enter(String round) throws Exception {
        stage = new Stage(fault.setup(), cluster, folder.resolve("from-" + round));
        for (String queue : stage.setup().queues()) {
            if (stage.broker().queueExists(queue)) {
                stage.broker().ctl("delete_queue", queue);
            }
        }
        fault.prepare(stage);
        stage.start();
        Load load = load("unharmed", UNHARMED, new Random(0));
        Aftermath aftermath = new Aftermath(stage, load, Promise.EVERY_FILE);
        load.dropFirst(stage.in());
        load.dropRest(stage.in());
        aftermath.look();
        if (!aftermath.findings().isEmpty()) {
            throw new IllegalStateException("Without a fault: " + aftermath.findings());
        }
    }

    /** In good order, after which nothing is left. */
    private void leave() throws Exception {
        stage.stop();
        stage.spooled().forEach(file -> report.failure(file + " is left when all have ended"));
        close();
    }

    @Override
    public void close() throws Exception {
        if (stage != null) {
            stage.close();
            stage = null;
            fault.leave();
        }
    }
}
