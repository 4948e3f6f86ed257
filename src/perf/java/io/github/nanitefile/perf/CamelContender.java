package io.github.nanitefile.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A sending and a receiving JVM, from files in a folder to files in a folder. */
final class CamelContender implements Contender {

    /** How long moving everything may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Scene scene;
    private final Way way;
    private final CamelHost host;
    private final Path[] ins;
    private final Path[] outs;
    private Cargo cargo;
    private Jvm receiver;
    private Jvm sender;

    CamelContender(Scene scene, Way way) {
        this.scene = scene;
        this.way = way;
        host = new CamelHost(scene.folder().resolve(way.name()), way.heap());
        ins = numbered(host.sending().resolve("in"), scene.perfCase().senders());
        outs = numbered(host.receiving().resolve("out"), scene.perfCase().groups());
    }

    private static Path[] numbered(Path folder, int count) {
        Path[] folders = new Path[count];
        for (int i = 0; i < count; i++) {
            folders[i] = folder.resolve(Integer.toString(i + 1));
        }
        return folders;
    }

    @Override
    public String name() {
        return way.name();
    }

    @Override
    public boolean isOurs() {
        return way.isOurs();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        int files = way.files(scene.perfCase());
        cargo =
                new Cargo(
                        scene.folder(),
                        files,
                        scene.perfCase().sentBytes() / files,
                        host.receiving().resolveSibling("seen"));
        for (Path[] folders : new Path[][] {ins, outs}) {
            for (Path folder : folders) {
                Files.createDirectories(folder);
            }
        }
        receiver = way.startReceiver(host);
        sender = way.startSender(host);
    }

    @Override
    public Sample measure() throws IOException, InterruptedException {
        try (Arrivals arrivals = new Arrivals(outs, cargo.names())) {
            Meter receiving = Meter.of(receiver);
            Meter sending = Meter.of(sender);
            double broker = Proc.cpuSecondsOfAll(scene.broker().pid());
            long start = System.nanoTime();
            cargo.drop(ins);
            long end = arrivals.await(PATIENCE);
            Cost sent = sending.read();
            Cost received = receiving.read();
            broker = Proc.cpuSecondsOfAll(scene.broker().pid()) - broker;
            Awaitility.await("sent").atMost(PATIENCE).until(() -> cargo.isSent(ins));
            sent = sending.withAllocated(sent);
            received = receiving.withAllocated(received);
            for (Path out : outs) {
                cargo.verify(out);
            }
            return new Sample((end - start) / 1e9, sent, received, broker);
        } finally {
            cargo.takeBack(ins);
        }
    }

    @Override
    public void close() throws IOException {
        if (sender != null) {
            sender.close();
        }
        if (receiver != null) {
            receiver.close();
        }
        Queues.delete(scene, way.queues());
        if (cargo != null) {
            cargo.takeBack(ins);
            cargo.close();
        }
    }
}
