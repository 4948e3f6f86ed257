package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.QUEUE_FOLDER;
import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static io.github.nanitefile.spool.Spools.replayed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class SlotTest {

    @TempDir Path temp;

    @Test
    void two_spools_on_one_root_take_different_slots() throws IOException {
        try (Spool one = open(temp);
                Spool two = open(temp)) {
            assertThat(one.slotFolder()).hasFileName("0");
            assertThat(two.slotFolder()).hasFileName("1");
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void a_root_reached_by_a_link_is_the_same_root() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
        try (Spool one = open(temp);
                Spool two = open(link)) {
            assertThat(two.slotFolder()).isNotEqualTo(one.slotFolder());
        }
    }

    @Test
    void a_slot_that_is_given_up_is_taken_next() throws IOException {
        Spool one = open(temp);
        try (Spool two = open(temp)) {
            one.close();
            try (Spool three = open(temp)) {
                assertThat(three.slotFolder()).hasFileName("0");
                assertThat(two.slotFolder()).hasFileName("1");
            }
        }
    }

    @Test
    void what_dead_owners_left_is_taken_over_and_what_the_living_have_is_not() throws IOException {
        Spool dead = open(temp);
        Spool living = open(temp);
        Spool deadToo = open(temp);
        dead.spill(List.of(finished(growing(dead, "of the dead"))));
        TransferState alive = growing(living, "of the living");
        living.spill(List.of(alive, finished(growing(living, "whole"))));
        deadToo.spill(List.of(finished(growing(deadToo, "of the dead, too"))));
        dead.abandon();
        deadToo.abandon();

        try (Spool heir = open(temp)) {
            List<String> recovered = new ArrayList<>();
            for (TransferState state : heir.recover()) {
                recovered.add(replayed(state.file()));
                state.file().discard();
            }
            assertThat(recovered).containsExactlyInAnyOrder("of the dead", "of the dead, too");
            assertThat(heir.claim(alive.id())).isEmpty();
            try (Spool next = open(temp)) {
                assertThat(next.recover()).isEmpty();
            }
        }
        living.abandon();
        assertThat(below(temp))
                .hasSize(9)
                .contains(QUEUE_FOLDER + "/1/lock")
                .noneMatch(path -> path.startsWith(QUEUE_FOLDER + "/0"));
    }

    @Test
    void members_that_come_and_go_at_once_never_share_a_slot() throws Exception {
        Set<Path> held = ConcurrentHashMap.newKeySet();
        Callable<Void> member =
                () -> {
                    for (int i = 0; i < 100; i++) {
                        try (Spool spool = open(temp)) {
                            Path slot = spool.slotFolder();
                            assertThat(held.add(slot)).isTrue();
                            spool.recover();
                            growing(spool, "bytes");
                            assertThat(held.remove(slot)).isTrue();
                        }
                    }
                    return null;
                };
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : pool.invokeAll(List.of(member, member, member, member))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void a_slot_belongs_to_its_process_until_that_dies() throws Exception {
        Process owner = start(Owner.class, temp);
        try (BufferedReader says = owner.inputReader(StandardCharsets.UTF_8)) {
            assertThat(says.readLine()).endsWith("0");
            try (Spool beside = open(temp)) {
                assertThat(beside.slotFolder()).hasFileName("1");
                assertThat(beside.recover()).isEmpty();
            }
        } finally {
            owner.destroyForcibly().waitFor();
        }
        try (Spool heir = open(temp)) {
            assertThat(heir.slotFolder()).hasFileName("0");
            assertThat(replayed(heir.recover().get(0).file())).isEqualTo("of the owner");
        }
    }

    @Test
    void processes_that_come_and_go_at_once_never_share_a_slot_either() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(start(Passer.class, temp));
            }
            for (Process process : processes) {
                assertThat(process.waitFor()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(below(temp)).isEmpty();
    }

    private static Process start(Class<?> program, Path root)
            throws IOException, URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> type : List.of(Spool.class, SlotTest.class, Packet.class, Logger.class)) {
            places.add(
                    Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                            .toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-cp",
                        String.join(File.pathSeparator, places),
                        program.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another process: opens and closes a spool over and over; dies if it shares its slot. */
    static final class Passer {

        private Passer() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < 300; i++) {
                try (Spool spool = open(Path.of(args[0]))) {
                    Path mine = Files.createFile(spool.slotFolder().resolve("mine"));
                    spool.recover();
                    growing(spool, "bytes");
                    Files.delete(mine);
                }
            }
        }
    }

    /** Another process: opens a spool, spills a transfer, says its slot and waits to be killed. */
    static final class Owner {

        private Owner() {}

        public static void main(String[] args) throws IOException {
            Spool spool = open(Path.of(args[0]));
            spool.spill(List.of(finished(growing(spool, "of the owner"))));
            System.out.println(spool.slotFolder());
            if (System.in.read() < 0) {
                spool.abandon();
            }
        }
    }
}
