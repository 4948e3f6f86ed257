package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A program with everything that it starts, in an OS process group of its own: an interrupt at the
 * terminal does not reach it, and it ends as a whole, at the latest with this JVM however that
 * ends, because a guard in the group waits for the pipe to this JVM to close.
 */
final class ProcessGroup {

    /** The program takes the place of this shell, so that its id is the group's. */
    private static final String GUARDED =
            "exec 3<&0 </dev/null; ( ( read -r end <&3; kill -KILL 0 ) & ); exec 3<&-; exec \"$@\"";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process leader;

    private ProcessGroup(Process leader) {
        this.leader = leader;
    }

    static ProcessGroup start(Map<String, String> environment, Path output, String... command) {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", GUARDED, "guarded");
        builder.command().addAll(List.of(command));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            return new ProcessGroup(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot start " + builder.command(), e);
        }
    }

    /** The id of the program, and of its group. */
    long id() {
        return leader.pid();
    }

    boolean alive() {
        return leader.isAlive();
    }

    /** Asks the program to end in good order, waits until it does, and ends what it left. */
    void terminate() {
        // Process.destroy() would close the guard's pipe as well, and so kill.
        end(ProcessHandle::destroy);
    }

    /** kill -9. */
    void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    private void end(Consumer<ProcessHandle> how) {
        // Some of them leave the group, and follow their leader a moment later.
        List<ProcessHandle> descendants = leader.descendants().toList();
        try {
            how.accept(leader.toHandle());
            awaitLeader();
        } finally {
            killRest(descendants);
        }
    }

    private void awaitLeader() {
        try {
            if (!leader.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + id() + " had to be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while process " + id() + " ends", e);
        }
    }

    /** Closes the guard's pipe, and waits until nobody is left. */
    private void killRest(List<ProcessHandle> descendants) {
        try (OutputStream pipe = leader.getOutputStream()) {
            pipe.flush();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot close the pipe to process " + id(), e);
        }
        Awaitility.await("the end of process group " + id())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .pollDelay(Duration.ZERO)
                .pollInSameThread()
                .until(
                        () ->
                                living().noneMatch(
                                                process ->
                                                        process.group() == id()
                                                                || descendants.contains(
                                                                        process.handle())));
    }

    /** What the Linux kernel lists as living, zombies excluded. */
    private static Stream<Living> living() {
        return ProcessHandle.allProcesses().flatMap(handle -> Living.of(handle).stream());
    }

    private record Living(ProcessHandle handle, long group) {

        static Optional<Living> of(ProcessHandle handle) {
            try {
                String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
                // pid (name, which may hold anything) state parent group …
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
                return fields[0].equals("Z")
                        ? Optional.empty()
                        : Optional.of(new Living(handle, Long.parseLong(fields[2])));
            } catch (IOException gone) {
                return Optional.empty(); // it ended since it was listed
            }
        }
    }
}
