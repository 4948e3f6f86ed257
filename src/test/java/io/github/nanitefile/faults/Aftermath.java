package io.github.nanitefile.faults;

import io.github.nanitefile.faults.Promise.Loss;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What is to be seen when a fault is over: everything where it belongs, and nothing left. */
final class Aftermath {

    private static final String LOST_CHANNEL = " do not come in: ";

    /** Pools that grow under load let go of a thread after a minute without work. */
    private static final Duration BACK_TO_NORMAL = Duration.ofSeconds(75);

    private final Stage stage;
    private final Load load;
    private final Promise promise;

    private final int lostChannels;
    private String output;

    private final List<String> findings = new ArrayList<>();
    private final Map<String, Integer> notes = new TreeMap<>();

    /** Of a fault that has not struck yet. */
    Aftermath(Stage stage, Load load, Promise promise) {
        this.stage = stage;
        this.load = load;
        this.promise = promise;
        output = stage.output();
        lostChannels = lines(LOST_CHANNEL);
    }

    /** Waits until nothing moves any more, and looks. */
    void look() throws IOException {
        awaitQuiet();
        output = stage.output();
        lookAtFiles();
        countWhatWasDoneAboutIt();
        lookForParts();
        awaitOldSize();
    }

    /** What should not be, one line each. */
    List<String> findings() {
        return findings;
    }

    /** What is worth counting over the rounds. */
    Map<String, Integer> notes() {
        return notes;
    }

    private void awaitQuiet() throws IOException {
        try {
            Awaitility.await("everything sent and received")
                    .atMost(stage.setup().patience())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(300))
                    .pollInSameThread()
                    .until(
                            () ->
                                    unsent().isEmpty()
                                            && spooled().isEmpty()
                                            && queuesAreEmpty()
                                            && streamIsRead());
        } catch (ConditionTimeoutException e) {
            unsent().forEach(file -> findings.add(file + " is not sent"));
            spooled().forEach(file -> findings.add(file + " is still in the spool"));
            queues().forEach((queue, count) -> findings.add(count + " messages are in " + queue));
        }
    }

    private List<Path> unsent() throws IOException {
        List<Path> unsent = new ArrayList<>();
        for (Path in : stage.in()) {
            unsent.addAll(below(in, file -> !file.startsWith(".camel")));
        }
        return unsent;
    }

    /** But for the locks, which are there as long as the receiver. */
    private List<Path> spooled() throws IOException {
        return stage.spooled().stream().filter(file -> !file.toString().endsWith("lock")).toList();
    }

    private static List<Path> below(Path folder, Predicate<Path> which) throws IOException {
        return FileTree.files(folder).stream().map(folder::relativize).filter(which).toList();
    }

    private boolean queuesAreEmpty() {
        return queues().isEmpty();
    }

    /**
     * How many messages are in queues that are not empty, the unacknowledged included. A stream
     * keeps what was read.
     */
    private Map<String, Long> queues() {
        Map<String, Long> counts = new TreeMap<>();
        stage.broker()
                .ctl("list_queues", "name", "messages", "type")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(columns -> !columns[2].contains("stream") && !columns[1].equals("0"))
                .forEach(columns -> counts.put(columns[0], Long.parseLong(columns[1])));
        return counts;
    }

    /** A stream does not tell how far its readers are; that everything came out does. */
    private boolean streamIsRead() {
        return !stage.setup().isStream()
                || load.digests().keySet().stream().allMatch(this::isEverywhere);
    }

    private boolean isEverywhere(String name) {
        return stage.setup().groups().stream()
                .noneMatch(group -> stage.placed(group, name).isEmpty());
    }

    private void lookAtFiles() throws IOException {
        for (Map.Entry<String, String> file : load.digests().entrySet()) {
            for (String group : stage.setup().groups()) {
                lookAt(file.getKey(), file.getValue(), group);
            }
        }
    }

    private void lookAt(String name, String digest, String group) throws IOException {
        List<Path> placed = stage.placed(group, name);
        for (Path file : placed) {
            if (!Folders.digest(file).equals(digest)) {
                findings.add(file + " has other bytes than were sent");
            }
        }
        if (placed.isEmpty()) {
            Loss loss = new Loss(group, name, load.isSentBefore(name), hasReason(name));
            note("lost " + (loss.reason() ? "with" : "without") + " a reason", 1);
            if (!promise.allows(loss)) {
                findings.add("lost: " + loss);
            }
        } else {
            int more = lines("Placed " + name + " of group " + group) - 1;
            note("twice in the route", more);
            if (more > 0 && stage.setup().isRemembering()) {
                findings.add(name + " went through the route of group " + group + " again");
            }
        }
    }

    private void countWhatWasDoneAboutIt() {
        for (String name : load.digests().keySet()) {
            note("sent afresh", lines("Sending '" + name + "' to", "), ") - 1);
            note("gone on with from the spool", lines("Going on receiving '" + name + "'"));
            note("given up by a receiver", lines("Could not receive '" + name + "'"));
        }
        note("channels lost by receivers", lines(LOST_CHANNEL) - lostChannels);
        note("gaps", lines("Could not receive '" + load.round(), "did not arrive"));
    }

    private int lines(String... parts) {
        return (int)
                output.lines()
                        .filter(line -> List.of(parts).stream().allMatch(line::contains))
                        .count();
    }

    /** Whether a warning names the file, or a transfer that it travelled in. */
    private boolean hasReason(String name) {
        List<String> names = new ArrayList<>(List.of("'" + name + "'"));
        Matcher tokens =
                Pattern.compile(Pattern.quote("'" + name + "'") + ".*\\(token (\\w+)\\)")
                        .matcher(output);
        while (tokens.find()) {
            names.add(tokens.group(1));
        }
        return output.lines()
                .filter(line -> line.contains(" WARN "))
                .anyMatch(line -> names.stream().anyMatch(line::contains));
    }

    private void lookForParts() throws IOException {
        for (String member : stage.setup().members()) {
            Path out = stage.out(member, Stage.NORTH).getParent();
            below(out, file -> file.toString().endsWith(".part"))
                    .forEach(part -> findings.add(part + " was left in out/ of " + member));
        }
    }

    private void awaitOldSize() throws IOException {
        try {
            Awaitility.await("as many descriptors and threads as before")
                    .atMost(BACK_TO_NORMAL)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(300))
                    .pollInSameThread()
                    .until(() -> stage.grown().isEmpty());
        } catch (ConditionTimeoutException e) {
            findings.addAll(stage.grown());
        }
    }

    private void note(String what, int count) {
        if (count > 0) {
            notes.merge(what, count, Integer::sum);
        }
    }
}
