package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.below;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {

    private static final Token TOKEN = Token.random();

    @TempDir Path temp;

    private Path inbox;
    private Path data;

    @BeforeEach
    void dataFile() throws IOException {
        inbox = temp.toRealPath().resolve("inbox");
        data = Files.writeString(Files.createDirectory(temp.resolve("spool")).resolve("d"), "new");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_placed_whole_and_stays_in_the_spool(FileExist fileExist) throws IOException {
        Optional<Path> placed = new Placement(inbox, fileExist).place(data, "a/./b.csv", TOKEN);

        assertThat(placed).contains(inbox.resolve("a/b.csv"));
        assertThat(inbox.resolve("a/b.csv")).hasContent("new");
        assertThat(below(inbox)).containsExactly("a", "a/b.csv");
        assertThat(data).hasContent("new");
    }

    @ParameterizedTest
    @EnumSource
    void placing_again_after_a_crash_changes_nothing(FileExist fileExist) throws IOException {
        Placement placement = new Placement(inbox, fileExist);
        placement.place(data, "b.csv", TOKEN);
        assertThat(placement.place(data, "b.csv", TOKEN)).contains(inbox.resolve("b.csv"));
        assertThat(below(inbox)).containsExactly("b.csv");
    }

    @Test
    void override_replaces_the_file_and_nothing_else() throws IOException {
        Path linked = Files.writeString(temp.resolve("linked"), "old");
        Files.createDirectories(inbox);
        Files.createLink(inbox.resolve("b.csv"), linked);
        new Placement(inbox, FileExist.Override).place(data, "b.csv", TOKEN);
        assertThat(inbox.resolve("b.csv")).hasContent("new");
        assertThat(linked).hasContent("old");
    }

    @Test
    void fail_says_which_file_is_there_and_what_to_do() throws IOException {
        Path old = existing("b.csv");
        assertThatThrownBy(() -> new Placement(inbox, FileExist.Fail).place(data, "b.csv", TOKEN))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(old.toString())
                .hasMessageContaining("fileExist");
        assertThat(old).hasContent("old");
        assertThat(below(inbox)).containsExactly("b.csv");
    }

    @Test
    void ignore_keeps_the_old_file() throws IOException {
        Path old = existing("b.csv");
        assertThat(new Placement(inbox, FileExist.Ignore).place(data, "b.csv", TOKEN)).isEmpty();
        assertThat(old).hasContent("old");
        assertThat(below(inbox)).containsExactly("b.csv");
    }

    @Test
    void rename_numbers_the_new_file_before_its_extension() throws IOException {
        Placement placement = new Placement(inbox, FileExist.Rename);
        existing("b.tar.gz");
        existing("b.tar-1.gz");
        existing("plain");
        existing(".hidden");
        assertThat(placement.place(data, "b.tar.gz", TOKEN)).contains(inbox.resolve("b.tar-2.gz"));
        assertThat(placement.place(data, "plain", TOKEN)).contains(inbox.resolve("plain-1"));
        assertThat(placement.place(data, ".hidden", TOKEN)).contains(inbox.resolve(".hidden-1"));
    }

    @Test
    void the_longest_names_can_be_placed_and_renamed() throws IOException {
        Placement placement = new Placement(inbox, FileExist.Rename);
        String longest = "n".repeat(251) + ".csv";
        existing(longest);
        assertThat(placement.place(data, longest, TOKEN))
                .contains(inbox.resolve("n".repeat(249) + "-1.csv"));
    }

    @ParameterizedTest
    @EnumSource(names = {"Fail", "Ignore", "Rename"})
    void of_many_at_once_none_clobbers_another(FileExist fileExist) throws Exception {
        Placement placement = new Placement(inbox, fileExist);
        List<Callable<Optional<Path>>> members = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path folder = Files.createDirectory(temp.resolve("spool-" + i));
            Path file = Files.writeString(folder.resolve("d"), "by " + i);
            members.add(
                    () -> {
                        try {
                            Optional<Path> placed = placement.place(file, "deep/b.csv", TOKEN);
                            placed.ifPresent(
                                    path -> assertThat(path).hasSameTextualContentAs(file));
                            return placed;
                        } catch (FileAlreadyExistsException e) {
                            assertThat(fileExist).isEqualTo(FileExist.Fail);
                            return Optional.empty();
                        }
                    });
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Path> placed = new ArrayList<>();
        try {
            for (Future<Optional<Path>> result : pool.invokeAll(members)) {
                result.get().ifPresent(placed::add);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(placed).doesNotHaveDuplicates().hasSize(fileExist == FileExist.Rename ? 8 : 1);
        assertThat(below(inbox)).hasSize(1 + placed.size());
    }

    @Test
    void without_hard_links_a_name_is_taken_no_less_exclusively() throws IOException {
        Path old = existing("b.csv");
        Path part = Files.writeString(inbox.resolve(".part"), "new");
        PlacingNote note = new PlacingNote(data);
        assertThat(FreeName.takeWithoutLinks(part, old, note)).isFalse();
        assertThat(FreeName.takeWithoutLinks(part, inbox.resolve("c.csv"), note)).isTrue();
        assertThat(inbox.resolve("c.csv")).hasContent("new");
        assertThatThrownBy(() -> FreeName.takeWithoutLinks(part, inbox.resolve("d.csv"), note))
                .isInstanceOf(IOException.class);
        assertThat(below(inbox)).containsExactly("b.csv", "c.csv");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_on_another_disk_is_copied(FileExist fileExist) throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory));
        assumeFalse(Files.getFileStore(memory).equals(Files.getFileStore(temp)));
        Path folder = Files.createTempDirectory(memory, "placement");
        try {
            String bytes = "x".repeat(3_000_000);
            Path far = Files.writeString(folder.resolve("d"), bytes);
            assertThat(new Placement(inbox, fileExist).place(far, "a/b", TOKEN))
                    .hasValueSatisfying(placed -> assertThat(placed).hasContent(bytes));
            assertThat(below(inbox)).containsExactly("a", "a/b");
            assertThat(far).hasContent(bytes);
        } finally {
            Disk.deleteTree(folder);
        }
    }

    @Test
    void a_part_that_a_crash_left_goes_when_the_file_comes_again() throws IOException {
        Files.createDirectories(inbox);
        String owner = SafeNames.hash(data.getParent().toString()).substring(0, 8);
        Files.writeString(inbox.resolve(".b.csv." + TOKEN + "-" + owner + ".part"), "ne");
        new Placement(inbox, FileExist.Fail).place(data, "b.csv", TOKEN);
        assertThat(below(inbox)).containsExactly("b.csv");
    }

    @Test
    void a_placement_that_fails_leaves_nothing_and_says_what_to_do() throws IOException {
        Files.createDirectories(inbox);
        Files.delete(data);
        assertThatThrownBy(
                        () -> new Placement(inbox, FileExist.Override).place(data, "b.csv", TOKEN))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("b.csv")
                .hasMessageContaining(inbox.toString())
                .hasMessageContaining(data + " is not there")
                .hasMessageContaining("see that");
        assertThat(below(inbox)).isEmpty();
    }

    @Test
    void a_directory_that_is_a_file_is_an_error_that_says_so() throws IOException {
        Files.writeString(inbox, "x");
        assertThatThrownBy(() -> new Placement(inbox, FileExist.Fail).place(data, "b", TOKEN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(inbox.toString());
    }

    @Test
    void a_link_that_leads_out_is_refused() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("inbox-2"));
        Files.createDirectories(inbox);
        Files.createSymbolicLink(inbox.resolve("out"), outside);
        Files.createSymbolicLink(inbox.resolve("broken"), outside.resolve("nothing"));
        Files.writeString(outside.resolve("there"), "x");
        Files.createSymbolicLink(inbox.resolve("file"), outside.resolve("there"));
        expectRefused("out/b.csv", "out/deep/b.csv", "out", "broken", "broken/b", "file");
        assertThat(below(outside)).containsExactly("there");
    }

    @Test
    void a_link_that_stays_inside_is_followed() throws IOException {
        Files.createDirectories(inbox.resolve("real"));
        Files.createSymbolicLink(inbox.resolve("link"), Path.of("real"));
        assertThat(new Placement(inbox, FileExist.Fail).place(data, "link/b.csv", TOKEN))
                .contains(inbox.resolve("real/b.csv"));
    }

    @Test
    void a_directory_that_is_itself_a_link_is_as_good_as_any() throws IOException {
        Files.createDirectories(inbox);
        Path link = Files.createSymbolicLink(temp.resolve("link"), inbox);
        assertThat(new Placement(link, FileExist.Fail).place(data, "b.csv", TOKEN))
                .contains(inbox.resolve("b.csv"));
    }

    @Test
    void the_name_of_a_folder_and_a_name_below_a_file_are_refused() throws IOException {
        existing("file");
        Files.createDirectories(inbox.resolve("folder"));
        expectRefused("folder", "file/b.csv", "a/..", "/etc/passwd", "");
    }

    @Test
    void something_else_under_the_name_of_the_directory_is_found_before_any_file_comes()
            throws IOException {
        Files.writeString(inbox, "a file");

        assertThatThrownBy(() -> new Placement(inbox, FileExist.Override).check())
                .isInstanceOf(SpoolException.class)
                .hasMessageContainingAll(inbox.toString(), "no directory", "option directory");
    }

    @Test
    void a_directory_that_is_not_there_yet_is_none_to_complain_of() throws IOException {
        new Placement(inbox, FileExist.Override).check();

        assertThat(inbox).doesNotExist();
    }

    private void expectRefused(String... destinations) {
        Placement placement = new Placement(inbox, FileExist.Override);
        for (String dest : destinations) {
            assertThat(placement.refusal(dest)).as(dest).isPresent();
            assertThat(placement.refusal(dest).orElseThrow()).contains("'" + dest + "'");
            assertThatThrownBy(() -> placement.place(data, dest, TOKEN))
                    .as(dest)
                    .isInstanceOf(RefusedDestinationException.class);
        }
    }

    @Property(tries = 300)
    void whatever_the_destination_a_file_is_placed_inside_or_refused(
            @ForAll
                    @StringLength(min = 1, max = 12)
                    @Chars({'/', '\\', '.', ':', ' ', 'a', '~', '\0', '-', 'ä', '%'})
                    @CharRange(from = 'a', to = 'd')
                    String dest)
            throws IOException {
        placesInsideOrRefuses(dest);
    }

    @Property(tries = 200)
    void whatever_the_text_a_file_is_placed_inside_or_refused(@ForAll String dest)
            throws IOException {
        placesInsideOrRefuses(dest);
    }

    private static void placesInsideOrRefuses(String dest) throws IOException {
        Path sandbox = Files.createTempDirectory("placement").toRealPath();
        try {
            Path file = Files.writeString(sandbox.resolve("data"), "bytes");
            Path inside = Files.createDirectories(sandbox.resolve("in/box"));
            Files.createSymbolicLink(inside.resolve("a"), sandbox);
            Placement placement = new Placement(inside, FileExist.Rename);
            boolean refused = placement.refusal(dest).isPresent();
            List<String> outside = new ArrayList<>(List.of("data", "in", "in/box", "in/box/a"));
            if (refused) {
                assertThatThrownBy(() -> placement.place(file, dest, TOKEN))
                        .isInstanceOf(RefusedDestinationException.class);
            } else {
                Path placed = placement.place(file, dest, TOKEN).orElseThrow();
                assertThat(placed.toRealPath()).startsWithRaw(inside).hasContent("bytes");
            }
            assertThat(below(sandbox))
                    .containsAll(outside)
                    .filteredOn(path -> !path.startsWith("in/box/"))
                    .filteredOn(path -> !path.equals("data.placing"))
                    .containsExactly("data", "in", "in/box");
        } finally {
            Disk.deleteTree(sandbox);
        }
    }

    private Path existing(String name) throws IOException {
        Files.createDirectories(inbox);
        return Files.writeString(inbox.resolve(name), "old");
    }
}
