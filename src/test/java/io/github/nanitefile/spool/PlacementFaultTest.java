package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.spool.faults.FaultyDisk;
import io.github.nanitefile.spool.faults.FaultyDisk.Fault;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of placing fails once, or is the last one before the process dies. Whoever looks into
 * the directory never sees a part; when the file is placed again it is there once, and nothing
 * else.
 */
class PlacementFaultTest {

    @TempDir Path temp;

    private FaultyDisk disk;
    private Path root;
    private Path inbox;
    private Spool spool;
    private TransferState whole;

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (FileExist fileExist : FileExist.values()) {
            for (Fault fault : Fault.values()) {
                for (boolean links : new boolean[] {true, false}) {
                    for (boolean taken : new boolean[] {true, false}) {
                        cases.add(Arguments.of(fileExist, fault, links, taken, true));
                        if (fault == Fault.DIES) {
                            cases.add(Arguments.of(fileExist, fault, links, taken, false));
                        }
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void placing(FileExist fileExist, Fault fault, boolean links, boolean taken, boolean spilled)
            throws IOException {
        boolean more = true;
        for (int steps = 0; more; steps++) {
            Path real = Files.createDirectory(temp.resolve("step-" + steps)).toRealPath();
            start(real, links, taken, spilled);
            disk.plan(fault, steps);
            boolean placed = tryToPlace(fileExist, taken);
            more = disk.reached();
            assertThat(placed || more).as("only faults are failures").isTrue();
            boolean empties = !links && fileExist != FileExist.Override;
            assertNothingTorn(real, empties);
            boolean comesAgain = more && fault == Fault.DIES;
            if (comesAgain) {
                restart(real, links);
            }
            if (comesAgain || !placed || !more) {
                tryToPlace(fileExist, taken);
            }
            whole.file().discard();
            spool.close();
            Map<String, String> visible = visible(real, false);
            if (comesAgain && !spilled && fileExist == FileExist.Rename) {
                // A new file for all we know: at least once is what is promised.
                assertThat(visible).containsAllEntriesOf(expected(fileExist, taken));
            } else {
                assertThat(visible).as("step %s", steps).isEqualTo(expected(fileExist, taken));
            }
            assertThat(below(real.resolve("inbox"))).noneMatch(name -> name.endsWith(".part"));
        }
    }

    private void start(Path real, boolean links, boolean taken, boolean spilled)
            throws IOException {
        useDisk(real, links);
        spool = open(root);
        whole = finished(growing(spool, "whole"));
        if (spilled) {
            spool.spill(List.of(whole));
        }
        if (taken) {
            Files.writeString(Files.createDirectory(real.resolve("inbox")).resolve("b.csv"), "old");
        }
    }

    private void useDisk(Path real, boolean links) {
        disk = links ? new FaultyDisk() : new FaultyDisk().withoutLinks();
        root = disk.path(real.resolve("spool"));
        inbox = disk.path(real.resolve("inbox"));
    }

    /** What was spilled comes from the spool, other files from the broker again. */
    private void restart(Path real, boolean links) throws IOException {
        spool.abandon();
        useDisk(real, links);
        spool = open(root);
        List<TransferState> recovered = spool.recover();
        whole = recovered.isEmpty() ? finished(growing(spool, "whole")) : recovered.get(0);
    }

    private boolean tryToPlace(FileExist fileExist, boolean taken) throws IOException {
        Placement placement = new Placement(inbox, fileExist);
        try {
            Optional<Path> placed =
                    placement.place(whole.file().path(), "b.csv", whole.start().token());
            placed.ifPresent(path -> assertThat(Path.of(path.toString())).hasContent("whole"));
            return true;
        } catch (FileAlreadyExistsException e) {
            assertThat(fileExist).isEqualTo(FileExist.Fail);
            return taken;
        } catch (SpoolException e) {
            assertThat(e).hasMessageContaining("'b.csv'").hasMessageContaining("see that");
            return false;
        }
    }

    private static void assertNothingTorn(Path real, boolean empties) throws IOException {
        assertThat(List.of("old", "whole")).containsAll(visible(real, empties).values());
    }

    /** Where there are no links, names are taken by an empty file; it may stay after a crash. */
    private static Map<String, String> visible(Path real, boolean empties) throws IOException {
        Map<String, String> visible = new TreeMap<>();
        for (Path path : Disk.list(real.resolve("inbox"))) {
            String content = Files.readString(path);
            boolean hidden = path.getFileName().toString().startsWith(".");
            if (!hidden && !(empties && content.isEmpty())) {
                visible.put(path.getFileName().toString(), content);
            }
        }
        return visible;
    }

    private static Map<String, String> expected(FileExist fileExist, boolean taken) {
        if (!taken) {
            return Map.of("b.csv", "whole");
        }
        return switch (fileExist) {
            case Override -> Map.of("b.csv", "whole");
            case Fail, Ignore -> Map.of("b.csv", "old");
            case Rename -> Map.of("b.csv", "old", "b-1.csv", "whole");
        };
    }

    @Test
    void a_directory_that_was_removed_comes_back_with_the_next_file() throws IOException {
        start(temp.toRealPath(), true, false, true);
        Placement placement = new Placement(inbox, FileExist.Fail);
        placement.place(whole.file().path(), "in/b.csv", whole.start().token());
        Disk.deleteTree(temp.resolve("inbox"));
        assertThat(placement.place(whole.file().path(), "in/b.csv", whole.start().token()))
                .isPresent();
        assertThat(temp.resolve("inbox/in/b.csv")).hasContent("whole");
    }

    @Test
    void what_is_placed_is_forced_with_its_name_and_the_names_of_new_folders() throws IOException {
        start(temp.toRealPath(), false, false, true);
        new Placement(inbox, FileExist.Fail)
                .place(whole.file().path(), "new/folders/b.csv", whole.start().token());
        assertThat(disk.unforcedFolders())
                .noneMatch(folder -> folder.startsWith(Path.of(inbox.toString())))
                .doesNotContain(Path.of(inbox.getParent().toString()));
        disk.losePower(Path.of(inbox.toString()));
        assertThat(temp.resolve("inbox/new/folders/b.csv")).hasContent("whole");
    }

    @Test
    void a_directory_without_permission_is_an_error_that_says_so() {
        assertThat(
                        SpoolException.of(
                                "place 'b.csv' in",
                                temp,
                                new AccessDeniedException("/x/b.csv"),
                                "see that this user may write there"))
                .hasMessage(
                        "cannot place 'b.csv' in "
                                + temp
                                + ": permission denied on /x/b.csv; see that this user may write"
                                + " there");
    }

    @Test
    void a_full_disk_of_the_spool_does_not_keep_a_file_from_leaving_it() throws IOException {
        start(temp.toRealPath(), true, false, true);
        disk.full(true);
        assertThat(
                        new Placement(inbox, FileExist.Fail)
                                .place(whole.file().path(), "b.csv", whole.start().token()))
                .isPresent();
    }

    @Test
    void a_full_disk_of_the_directory_is_an_error_and_nothing_is_left_there() throws IOException {
        start(temp.toRealPath(), false, false, true);
        Placement placement = new Placement(inbox, FileExist.Fail);
        disk.full(true);
        assertThatThrownBy(
                        () -> placement.place(whole.file().path(), "b.csv", whole.start().token()))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("'b.csv'")
                .hasMessageContaining("No space left")
                .hasMessageContaining("see that the disk has room");
        assertThat(temp.resolve("inbox")).isEmptyDirectory();
        disk.full(false);
        assertThat(placement.place(whole.file().path(), "b.csv", whole.start().token()))
                .isPresent();
    }
}
