package io.github.nanitefile.faults;

import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.TcpRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sender and one or more receivers, each a JVM with a heap of 64 MB, and the broker between them.
 * The sender runs {@code routes/send.xml} as it is; a receiver puts the files of two groups into
 * {@code out/north} and {@code out/south} of its folder. Used by one thread.
 */
final class Stage implements AutoCloseable {

    static final String NORTH = "north";
    static final List<String> GROUPS = List.of(NORTH, "south");

    private static final String HEAP = "64m";
    private static final String SENDER = "a";

    private final Setup setup;
    private final RabbitNode broker;
    private final Path folder;
    private final TcpRelay sending;
    private final TcpRelay receiving;
    private final Map<String, CamelProcess> processes = new LinkedHashMap<>();
    private final Map<CamelProcess, Footprint> before = new HashMap<>();
    private final List<CamelProcess> dead = new ArrayList<>();

    /**
     * @param folder for all that the processes write
     */
    Stage(Setup setup, RabbitNode broker, Path folder) throws IOException {
        this.setup = setup;
        this.broker = broker;
        this.folder = folder;
        Files.createDirectories(folder);
        sending = new TcpRelay(broker);
        receiving = new TcpRelay(broker);
        sending.delay(setup.blockMillis());
    }

    /** Starts a process of everybody, receivers first: their queues keep what is sent. */
    void start() throws IOException {
        startMissingReceivers();
        startSender();
    }

    /** Those that were killed and are not back yet. */
    void startMissingReceivers() throws IOException {
        for (String member : setup.members()) {
            if (!processes.containsKey(member)) {
                startReceiver(member);
            }
        }
    }

    Setup setup() {
        return setup;
    }

    RabbitNode broker() {
        return broker;
    }

    /** Between the sender and the broker, if the set-up asks for it. */
    TcpRelay sending() {
        return sending;
    }

    /** Between the broker and the receivers, if the set-up asks for it. */
    TcpRelay receiving() {
        return receiving;
    }

    Path folder() {
        return folder;
    }

    /** What is dropped here is sent. */
    Path in() {
        return folder.resolve(SENDER).resolve("in");
    }

    /** Where a member puts files of a group. */
    Path out(String member, String group) {
        return folder.resolve(member).resolve("out").resolve(group);
    }

    /** Where all members have their spool. */
    Path spool() {
        return disk().resolve("spool");
    }

    /** What may be another disk than where everything else is. */
    Path disk() {
        return folder.resolve("disk");
    }

    static String queue(String group) {
        return "nanitefile:global:" + group;
    }

    CamelProcess sender() {
        return processes.get(SENDER);
    }

    CamelProcess receiver(String member) {
        return processes.get(member);
    }

    void startSender() throws IOException {
        List<String> options = properties(sending);
        setup.senderOptions().forEach(o -> options.add("camel.component.nanitefile." + o));
        processes.put(SENDER, start(SENDER, options, CamelProcess.shipped("send")));
    }

    void startReceiver(String member) throws IOException {
        List<String> options = properties(receiving);
        setup.receiverOptions().forEach(o -> options.add("camel.component.nanitefile." + o));
        options.add("camel.component.nanitefile.spoolDirectory=" + spool().toAbsolutePath());
        Path routes = folder.resolve(member + ".xml");
        Files.writeString(routes, ReceivingRoutes.xml(GROUPS, setup));
        processes.put(member, start(member, options, routes.toAbsolutePath()));
    }

    private CamelProcess start(String name, List<String> properties, Path routes)
            throws IOException {
        return CamelProcess.start(folder.resolve(name), HEAP, properties, List.of(routes));
    }

    /** What all have in common; the connection is a bean, as only that takes a heartbeat. */
    private List<String> properties(TcpRelay relay) {
        int port = setup.isRelayed() ? relay.port() : broker.port();
        List<String> properties = new ArrayList<>();
        // Linux keeps fifteen characters of a name.
        properties.add("camel.main.threadNamePattern=#name#");
        properties.add("camel.beans.broker=#class:com.rabbitmq.client.ConnectionFactory");
        properties.add("camel.beans.broker.host=" + broker.host());
        properties.add("camel.beans.broker.port=" + port);
        properties.add("camel.beans.broker.username=" + broker.username());
        properties.add("camel.beans.broker.password=" + broker.password());
        if (setup.heartbeatSeconds() > 0) {
            properties.add("camel.beans.broker.requestedHeartbeat=" + setup.heartbeatSeconds());
        }
        return properties;
    }

    void killSender() {
        kill(SENDER);
    }

    void killReceiver(String member) {
        kill(member);
    }

    private void kill(String name) {
        CamelProcess process = processes.remove(name);
        process.close();
        before.remove(process);
        dead.add(process);
    }

    /** Remembers what processes hold that were not looked at before. */
    void look() throws IOException {
        for (CamelProcess process : processes.values()) {
            if (!before.containsKey(process)) {
                before.put(process, Footprint.of(process.pid()));
            }
        }
    }

    /** What processes hold beyond what they held, one line each. */
    List<String> grown() throws IOException {
        List<String> grown = new ArrayList<>();
        for (Map.Entry<String, CamelProcess> entry : processes.entrySet()) {
            Footprint then = before.get(entry.getValue());
            if (then != null) {
                List<String> more = Footprint.of(entry.getValue().pid()).beyond(then);
                if (!more.isEmpty()) {
                    grown.add(entry.getKey() + " still has " + more);
                }
            }
        }
        return grown;
    }

    /** What all processes printed, those that died included. */
    String output() {
        return Stream.concat(dead.stream(), processes.values().stream())
                .map(CamelProcess::output)
                .collect(Collectors.joining());
    }

    /** Deletes what was sent and received: many rounds would fill the disk. */
    void tidy() throws IOException {
        List<Path> done = new ArrayList<>(FileTree.files(in()));
        for (String member : setup.members()) {
            for (String group : GROUPS) {
                done.addAll(FileTree.files(out(member, group)));
            }
        }
        for (Path file : done) {
            Files.deleteIfExists(file);
        }
    }

    /** SIGTERM for all, the sender first. */
    void stop() throws InterruptedException {
        List<CamelProcess> all = new ArrayList<>(processes.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).terminate();
        }
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(CamelProcess::close);
        sending.close();
        receiving.close();
    }
}
