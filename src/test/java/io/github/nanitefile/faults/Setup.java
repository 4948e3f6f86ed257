package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a fault asks of its stage. Filled in by the fault, then only read. */
final class Setup {

    private final List<String> senderOptions = new ArrayList<>();
    private final List<String> receiverOptions = new ArrayList<>();
    private int nodes = 1;
    private List<String> senders = List.of("a");
    private List<String> members = List.of("b");
    private List<String> groups = List.of(Stage.NORTH, "south");
    private String queueType = "classic";
    private boolean remembering;
    private int heartbeatSeconds;
    private int routeSeconds;
    private boolean relayed;
    private boolean directory;
    private long blockMillis;
    private long large = 100_000_000;
    private int small = 20;
    private Duration abandonedAfter = Duration.ofSeconds(6);
    private Duration patience = Duration.ofSeconds(60);

    /** Options of the sender's component, as name=value. */
    Setup sender(String... options) {
        senderOptions.addAll(List.of(options));
        return this;
    }

    /** Options of the receivers' component, as name=value. */
    Setup receiver(String... options) {
        receiverOptions.addAll(List.of(options));
        return this;
    }

    /** How many nodes the broker has. */
    Setup nodes(int count) {
        nodes = count;
        return this;
    }

    /** The sending processes, each with its share of the files. */
    Setup senders(String... names) {
        senders = List.of(names);
        return this;
    }

    /** The groups that receive, {@link Stage#NORTH} among them. */
    Setup groups(String... names) {
        groups = List.of(names);
        return this;
    }

    /** What the groups read: classic and quorum are a queue each, stream is one for all. */
    Setup queueType(String type) {
        queueType = type;
        return receiver("queueType=" + type);
    }

    /** Gives each group an idempotent repository that survives: no file may come twice then. */
    Setup remembering() {
        remembering = true;
        return this;
    }

    /** The receiving processes, all in the same groups and with the same spool. */
    Setup members(String... names) {
        members = List.of(names);
        return this;
    }

    /** How soon a silent connection is given up: after two of these. */
    Setup heartbeat(int seconds) {
        heartbeatSeconds = seconds;
        return this;
    }

    /** How long the receivers' routes take for a file. */
    Setup route(int seconds) {
        routeSeconds = seconds;
        return this;
    }

    /** Lets the component place files, instead of a {@code file:} behind it. */
    Setup directory() {
        directory = true;
        return this;
    }

    /** Connects everybody through relays. */
    Setup relayed() {
        relayed = true;
        return this;
    }

    /** A sender over a network of some 10 MB/s, so that slow faults hit the middle as well. */
    Setup slowSender() {
        blockMillis = 5;
        return relayed();
    }

    /** How many bytes the large file has, and how many small ones there are beside it. */
    Setup files(long bytes, int smallFiles) {
        large = bytes;
        small = smallFiles;
        return this;
    }

    /** How long the sender may be silent, and so when its transfers count as abandoned. */
    Setup abandonedAfter(Duration silence) {
        abandonedAfter = silence;
        return this;
    }

    /** How long the end of a round may take. */
    Setup patience(Duration most) {
        patience = most;
        return this;
    }

    List<String> senderOptions() {
        List<String> options = new ArrayList<>(senderOptions);
        options.add("idleTimeout=" + abandonedAfter.toMillis());
        return options;
    }

    List<String> receiverOptions() {
        List<String> options = new ArrayList<>(receiverOptions);
        options.add("transferTimeout=" + abandonedAfter.toMillis());
        return options;
    }

    int nodes() {
        return nodes;
    }

    List<String> senders() {
        return senders;
    }

    List<String> groups() {
        return groups;
    }

    /** What the groups read. */
    List<String> queues() {
        return isStream()
                ? List.of("nanitefile:global")
                : groups.stream().map(Stage::queue).toList();
    }

    /** Whether all groups read one stream. */
    boolean isStream() {
        return queueType.equals("stream");
    }

    boolean isRemembering() {
        return remembering;
    }

    List<String> members() {
        return members;
    }

    int heartbeatSeconds() {
        return heartbeatSeconds;
    }

    int routeSeconds() {
        return routeSeconds;
    }

    boolean isDirectory() {
        return directory;
    }

    boolean isRelayed() {
        return relayed;
    }

    long blockMillis() {
        return blockMillis;
    }

    long large() {
        return large;
    }

    int small() {
        return small;
    }

    Duration patience() {
        return patience;
    }
}
