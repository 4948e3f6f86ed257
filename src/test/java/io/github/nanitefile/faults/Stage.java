package io.github.nanitefile.faults;

import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.RabbitCluster;
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
 * Senders and receivers, each a JVM with a heap of 64 MB, and the broker between them. A sender
 * runs {@code routes/send.xml} as it is; a receiver puts the files of each group into a folder such
 * as {@code out/north} of its own. Used by one thread.
 */
final class Stage implements AutoCloseable {

    static final String NORTH = "north";

    private static final String HEAP = "64m";
    private static final String COMPONENT = "camel.component.nanitefile.";

    private final Setup setup;
    private final RabbitCluster cluster;
    private final Path folder;
    private final TcpRelay sending;
    private final TcpRelay receiving;
    private final Map<String, CamelProcess> processes = new LinkedHashMap<>();
    private final Map<CamelProcess, Footprint> before = new HashMap<>();
    private final List<CamelProcess> dead = new ArrayList<>();

    /**
     * @param folder for all that the processes write
     */
    Stage(Setup setup, RabbitCluster cluster, Path folder) throws IOException {
        this.setup = setup;
        this.cluster = cluster;
        this.folder = folder;
        Files.createDirectories(folder);
        sending = new TcpRelay(broker());
        receiving = new TcpRelay(broker());
        sending.delay(setup.blockMillis());
    }

    /** Starts a process of everybody, receivers first: their queues keep what is sent. */
    void start() throws IOException {
        startMissingReceivers();
        startMissingSenders();
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

    /** The broker, or of a cluster the node that the others joined. */
    RabbitNode broker() {
        return cluster.first();
    }

    RabbitCluster cluster() {
        return cluster;
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

    /** What is dropped here is sent, by a sender each. */
    List<Path> in() {
        return setup.senders().stream().map(name -> folder.resolve(name).resolve("in")).toList();
    }

    /** Where a member puts files of a group. */
    Path out(String member, String group) {
        return folder.resolve(member).resolve("out").resolve(group);
    }

    /** Where members put that file of a group: nowhere yet, or with one of them. */
    List<Path> placed(String group, String file) {
        return setup.members().stream()
                .map(member -> out(member, group).resolve(file))
                .filter(Files::exists)
                .toList();
    }

    /** Where all members have their spool. */
    Path spool() {
        return disk().resolve("spool");
    }

    /** What is in the spool, but for how far streams were read, which stays. */
    List<Path> spooled() throws IOException {
        return FileTree.files(spool()).stream()
                .filter(file -> !file.getParent().endsWith("progress"))
                .toList();
    }

    /** What may be another disk than where everything else is. */
    Path disk() {
        return folder.resolve("disk");
    }

    static String queue(String group) {
        return "nanitefile:global:" + group;
    }

    /** The first one, if there are several. */
    CamelProcess sender() {
        return processes.get(setup.senders().get(0));
    }

    CamelProcess receiver(String member) {
        return processes.get(member);
    }

    /** Those that were killed and are not back yet. */
    void startMissingSenders() throws IOException {
        for (String sender : setup.senders()) {
            if (!processes.containsKey(sender)) {
                List<String> options = properties(sending);
                setup.senderOptions().forEach(o -> options.add(COMPONENT + o));
                processes.put(sender, start(sender, options, CamelProcess.shipped("send")));
            }
        }
    }

    void startReceiver(String member) throws IOException {
        List<String> options = properties(receiving);
        setup.receiverOptions().forEach(o -> options.add(COMPONENT + o));
        options.add(COMPONENT + "spoolDirectory=" + spool().toAbsolutePath());
        if (setup.isRemembering()) {
            setup.groups().forEach(group -> options.addAll(repository(group)));
        }
        Path routes = folder.resolve(member + ".xml");
        Files.writeString(routes, ReceivingRoutes.xml(setup));
        processes.put(member, start(member, options, routes.toAbsolutePath()));
    }

    /** The bean of a group's idempotent repository, in a file. */
    private List<String> repository(String group) {
        String bean = "camel.beans." + ReceivingRoutes.repository(group);
        Path file = folder.resolve("seen-" + group).toAbsolutePath();
        return List.of(bean + "=#class:" + SeenFiles.class.getName(), bean + ".path=" + file);
    }

    private CamelProcess start(String name, List<String> properties, Path routes)
            throws IOException {
        return CamelProcess.start(folder.resolve(name), HEAP, properties, List.of(routes));
    }

    /** What all have in common. */
    private List<String> properties(TcpRelay relay) {
        List<String> properties = new ArrayList<>();
        // Linux keeps fifteen characters of a name.
        properties.add("camel.main.threadNamePattern=#name#");
        properties.addAll(setup.nodes() == 1 ? connectionBean(relay) : connectionOptions());
        return properties;
    }

    /** Only a bean takes a heartbeat. */
    private List<String> connectionBean(TcpRelay relay) {
        RabbitNode broker = broker();
        int port = setup.isRelayed() ? relay.port() : broker.port();
        List<String> properties = new ArrayList<>();
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

    /** Only an option takes several nodes. */
    private List<String> connectionOptions() {
        return List.of(
                COMPONENT + "addresses=" + cluster.addresses(),
                COMPONENT + "username=" + broker().username(),
                COMPONENT + "password=" + broker().password());
    }

    void killSender() {
        kill(setup.senders().get(0));
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
        List<Path> done = new ArrayList<>();
        for (Path in : in()) {
            done.addAll(FileTree.files(in));
        }
        for (String member : setup.members()) {
            for (String group : setup.groups()) {
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
