package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.append;
import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static io.github.nanitefile.spool.Spools.replayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.spool.faults.FaultyDisk;
import io.github.nanitefile.spool.faults.FaultyDisk.Fault;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every step that the spool asks of the disk fails once, or is the last one before the process
 * dies. Whatever was spilled must then be there exactly once, with what was recorded of it; nothing
 * of it may be left when it is gone.
 */
class FaultTest {

    @TempDir Path temp;

    private FaultyDisk disk;
    private Path real;
    private Path root;
    private Spool spool;
    private TransferState half;
    private TransferState whole;
    private long steps;

    /** A spool with a half and a whole transfer that were spilled, and a third that was not. */
    private void spilled() throws IOException {
        disk = new FaultyDisk();
        real = temp.resolve("spool-" + steps);
        root = disk.path(real);
        spool = open(root);
        half = growing(spool, "half");
        whole = finished(growing(spool, "whole"));
        Path never = growing(spool, "never spilled").file().path().getParent();
        spool.spill(List.of(half, whole));
        assertThat(disk.unforcedFolders())
                .as("all other folders with new names are forced")
                .containsExactly(Path.of(never.toString()));
    }

    /**
     * What is done while something goes wrong; says whether the caller was told that it is done.
     */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** Whether the action was reported done, and whether something went wrong on the way. */
    private record Outcome(boolean done, boolean fault) {}

    private Outcome run(Fault fault, Action action) throws IOException {
        disk.plan(fault, steps++);
        boolean done;
        try {
            action.run();
            done = true;
        } catch (IOException e) {
            assertThat(e).as("says what to do").isInstanceOf(SpoolException.class);
            done = false;
        }
        boolean reached = disk.reached();
        assertThat(done || reached).as("only faults are failures").isTrue();
        if (reached && fault == Fault.DIES) {
            spool.abandon();
            disk.losePower(real);
            root = new FaultyDisk().path(real); // who comes next has a sound one
        }
        return new Outcome(done, reached);
    }

    /** All that a member finds that starts when all others are gone, each removed when found. */
    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        try (Spool heir = open(root)) {
            for (TransferState state : heir.recover()) {
                take(found, state);
            }
            for (TransferState lost : List.of(half, whole)) {
                Optional<TransferState> again = heir.claim(lost.id());
                if (again.isPresent()) {
                    take(found, again.get());
                }
                assertThat(heir.claim(lost.id())).as("claimed twice").isEmpty();
            }
            assertThat(heir.recover()).isEmpty();
            assertThat(heir.parked()).isEmpty();
        }
        if (Files.exists(real)) {
            assertThat(below(real)).as("left over at step %s", steps).isEmpty();
        }
        return found;
    }

    private static void take(List<String> found, TransferState state) throws IOException {
        assertThat(state.file().length()).isEqualTo(replayed(state.file()).length());
        found.add(replayed(state.file()));
        state.file().discard();
    }

    @ParameterizedTest
    @EnumSource
    void spilling(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            append(half.file(), " and more");
            TransferState late = finished(growing(spool, "late"));
            Outcome outcome = run(fault, () -> spool.spill(List.of(half, late)));
            if (!(outcome.fault() && fault == Fault.DIES)) {
                spool.close();
            }
            List<String> found = found();
            assertThat(found).contains("whole").hasSizeBetween(2, 3);
            if (outcome.done()) {
                assertThat(found).containsExactlyInAnyOrder("half and more", "whole", "late");
            } else {
                assertThat(found).isSubsetOf("half", "half and more", "whole", "late");
            }
            more = outcome.fault();
        }
    }

    @ParameterizedTest
    @EnumSource
    void parking(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            append(half.file(), " and more");
            Outcome outcome = run(fault, () -> spool.park(List.of(half)));
            if (!(outcome.fault() && fault == Fault.DIES)) {
                try (Spool other = open(root)) {
                    boolean parked = other.claim(half.id()).isPresent();
                    assertThat(parked || !outcome.done()).isTrue();
                    assertThat(spool.claim(half.id()).isPresent()).isNotEqualTo(parked);
                }
                spool.close();
            }
            assertThat(found()).containsExactlyInAnyOrder("half", "whole");
            more = outcome.fault();
        }
    }

    @ParameterizedTest
    @EnumSource
    void claiming_what_is_parked(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            spool.park(List.of(half));
            more = claimOnce(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void claiming_from_an_owner_that_died(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            spool.abandon();
            spool = open(disk.path(real));
            more = claimOnce(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void claiming_one_of_several(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            TransferState shorter = growing(spool, half.start().token(), "in/report.csv", "h");
            spool.spill(List.of(shorter));
            spool.park(List.of(shorter, half));
            more = claimOnce(fault);
        }
    }

    private boolean claimOnce(Fault fault) throws IOException {
        List<TransferState> claimed = new ArrayList<>();
        Outcome outcome = run(fault, () -> spool.claim(half.id()).ifPresent(claimed::add));
        assertThat(claimed).hasSize(outcome.done() ? 1 : 0);
        if (!(outcome.fault() && fault == Fault.DIES)) {
            if (!outcome.done()) {
                claimed.add(spool.claim(half.id()).orElseThrow());
            }
            assertThat(replayed(claimed.get(0).file())).isEqualTo("half");
            spool.close();
        }
        assertThat(found()).containsExactlyInAnyOrder("half", "whole");
        return outcome.fault();
    }

    @ParameterizedTest
    @EnumSource
    void recovering(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            TransferState kept = finished(growing(spool, "kept"));
            Path folder = spool.failedFiles().keep(kept, Map.of("reason", "test"));
            Files.move(folder, folder.resolveSibling("../retry/again").normalize());
            Spool dead = spool;
            spool = open(root);
            dead.abandon();
            List<TransferState> all = new ArrayList<>();
            Outcome outcome = run(fault, () -> all.addAll(spool.recover()));
            if (!(outcome.fault() && fault == Fault.DIES)) {
                all.addAll(spool.recover());
                assertThat(all).hasSize(2);
                assertThat(spool.parked()).containsExactly(half.id());
                spool.close();
            }
            assertThat(found()).containsExactlyInAnyOrder("half", "whole", "kept");
            more = outcome.fault();
        }
    }

    @ParameterizedTest
    @EnumSource
    void opening_after_an_owner_that_died(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            spool.abandon();
            Outcome outcome = run(fault, () -> spool = open(root));
            if (outcome.done()) {
                spool.close();
            }
            assertThat(found()).containsExactlyInAnyOrder("half", "whole");
            more = outcome.fault();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            more = run(fault, () -> spool.close()).fault();
            assertThat(found()).containsExactlyInAnyOrder("half", "whole");
        }
    }

    @ParameterizedTest
    @EnumSource
    void discarding(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            Outcome outcome =
                    run(
                            fault,
                            () -> {
                                half.file().discard();
                                whole.file().discard();
                            });
            if (!(outcome.fault() && fault == Fault.DIES)) {
                spool.close();
            }
            if (outcome.fault()) {
                assertThat(found()).isSubsetOf("half", "whole").hasSizeLessThanOrEqualTo(2);
            } else {
                assertThat(found()).isEmpty();
            }
            more = outcome.fault();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keeping_a_file_on_which_the_route_failed(Fault fault) throws IOException {
        boolean more = true;
        while (more) {
            spilled();
            Outcome outcome =
                    run(fault, () -> spool.failedFiles().keep(whole, Map.of("reason", "test")));
            Path failed = real.resolve(Spools.QUEUE_FOLDER).resolve("failed");
            Path kept = failed.resolve(whole.start().token().value());
            if (outcome.done()) {
                assertThat(kept.resolve("report.csv")).hasContent("whole");
            }
            if (Files.exists(kept)) {
                assertThat(below(failed))
                        .containsExactly(
                                kept.getFileName().toString(),
                                kept.getFileName() + "/headers.properties",
                                kept.getFileName() + "/report.csv",
                                kept.getFileName() + "/transfer.record");
                Disk.deleteTree(failed);
            }
            if (!(outcome.fault() && fault == Fault.DIES)) {
                spool.close();
            }
            assertThat(found()).containsExactlyInAnyOrder("half", "whole");
            more = outcome.fault();
        }
    }

    @Test
    void a_full_disk_takes_no_spill_and_what_was_spilled_before_stays() throws IOException {
        spilled();
        disk.full(true);
        assertThatThrownBy(() -> append(half.file(), " and more"))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("No space left")
                .hasMessageContaining("see that the disk has room");
        assertThatThrownBy(() -> spool.spill(List.of(half))).isInstanceOf(SpoolException.class);
        spool.park(List.of(half));
        spool.close();
        disk.full(false);
        assertThat(found()).containsExactlyInAnyOrder("half", "whole");
    }

    @Test
    void what_could_not_be_forced_once_is_not_forced_by_trying_again() throws IOException {
        spilled();
        append(half.file(), " and more");
        assertThat(replayed(half.file())).as("written by now").endsWith(" and more");
        disk.plan(Fault.FAILS, 0);
        assertThatThrownBy(() -> spool.spill(List.of(half))).isInstanceOf(SpoolException.class);
        assertThat(disk.reached()).isTrue();
        assertThatThrownBy(() -> spool.spill(List.of(half)))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("an earlier try failed");
        spool.close();
        assertThat(found()).containsExactlyInAnyOrder("half", "whole");
    }
}
