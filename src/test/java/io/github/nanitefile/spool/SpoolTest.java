package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.QUEUE_FOLDER;
import static io.github.nanitefile.spool.Spools.append;
import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.claimed;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static io.github.nanitefile.spool.Spools.openTransient;
import static io.github.nanitefile.spool.Spools.replayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.spool.faults.FaultyDisk;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir Path temp;

    @Test
    void a_file_grows_at_its_end_and_is_shown_from_its_beginning() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = growing(spool, "one ");
            ByteBuffer bytes = ByteBuffer.wrap(new byte[] {'-', 't', 'w', 'o', '-'}, 1, 3);
            state.file().append(bytes);
            state.file().finish();

            assertThat(bytes.position()).isEqualTo(4);
            assertThat(state.file().length()).isEqualTo(7);
            assertThat(replayed(state.file())).isEqualTo("one two");
            assertThat(state.file().path()).hasContent("one two");
        }
    }

    @Test
    void replay_shows_files_that_are_longer_than_its_block() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = growing(spool, "x".repeat(200_000) + "end");
            assertThat(replayed(state.file())).hasSize(200_003).endsWith("xend");
        }
    }

    @Test
    void a_finished_file_takes_no_more_bytes() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = finished(growing(spool, "all"));
            assertThatIllegalStateException().isThrownBy(() -> append(state.file(), "more"));
        }
    }

    @Test
    void a_file_that_was_not_spilled_is_nothing_but_its_data() throws IOException {
        try (Spool spool = open(temp)) {
            Path folder = growing(spool, "bytes").file().path().getParent();
            assertThat(folder).hasParent(spool.slotFolder());
            assertThat(below(folder)).containsExactly("transfer.data");
        }
    }

    @Test
    void a_hostile_token_names_a_file_in_the_slot() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = growing(spool, new Token("../../up"), "a", "bytes");
            assertThat(state.file().path().getParent()).hasParent(spool.slotFolder());
            spool.spill(List.of(state));
        }
        Path parked = temp.resolve(QUEUE_FOLDER).resolve("parked");
        assertThat(below(parked).get(0)).matches("[0-9a-f]{64}-[0-9a-f]{8}");
    }

    @Test
    void what_is_discarded_is_gone_also_its_record_and_also_twice() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = growing(spool, "bytes");
            spool.spill(List.of(state));
            state.file().discard();
            state.file().discard();
            assertThat(below(spool.slotFolder())).containsExactly("lock");
        }
    }

    @Test
    void discarding_again_does_not_touch_the_file_of_the_next_attempt() throws IOException {
        try (Spool spool = open(temp)) {
            Token token = Token.random();
            TransferState first = growing(spool, token, "a", "first");
            first.file().discard();
            TransferState second = growing(spool, token, "a", "second");
            first.file().discard();
            assertThat(replayed(second.file())).isEqualTo("second");
        }
    }

    @Test
    void what_was_spilled_comes_back_after_a_crash_with_the_length_that_it_had_then()
            throws IOException {
        Spool crashed = open(temp);
        TransferState half = growing(crashed, "acknowledged");
        TransferState whole = finished(growing(crashed, "whole"));
        TransferState never = growing(crashed, "never spilled");
        crashed.spill(List.of(half, whole));
        append(half.file(), ", and more");
        crashed.abandon();

        try (Spool spool = open(temp)) {
            List<TransferState> recovered = spool.recover();

            assertThat(recovered).hasSize(1);
            TransferState again = claimed(spool, half);
            assertThat(again).usingRecursiveComparison().ignoringFields("file").isEqualTo(half);
            assertThat(again.file().length()).isEqualTo(12);
            append(again.file(), " twice");
            assertThat(replayed(again.file())).isEqualTo("acknowledged twice");

            TransferState wholeAgain = recovered.get(0);
            assertThat(wholeAgain)
                    .usingRecursiveComparison()
                    .ignoringFields("file")
                    .isEqualTo(whole);
            assertThat(wholeAgain.file().path()).hasContent("whole");
            assertThat(never.file().path()).doesNotExist();

            again.file().discard();
            wholeAgain.file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void spilling_again_records_what_there_is_by_then() throws IOException {
        Spool crashed = open(temp);
        TransferState state = growing(crashed, "one");
        crashed.spill(List.of(state));
        append(state.file(), " two");
        crashed.spill(List.of(finished(state)));
        crashed.abandon();

        try (Spool spool = open(temp)) {
            TransferState recovered = spool.recover().get(0);
            assertThat(replayed(recovered.file())).isEqualTo("one two");
            assertThat(recovered.end().meta()).isEqualTo("the meta");
        }
    }

    @Test
    void a_recovered_file_can_be_spilled_and_recovered_again() throws IOException {
        Spool first = open(temp);
        TransferState lost = growing(first, "one");
        first.spill(List.of(lost));
        first.abandon();
        Spool second = open(temp);
        TransferState state = claimed(second, lost);
        append(state.file(), " two");
        second.spill(List.of(state));
        second.abandon();

        try (Spool third = open(temp)) {
            assertThat(replayed(claimed(third, lost).file())).isEqualTo("one two");
        }
    }

    @Test
    void a_new_attempt_finds_a_name_beside_the_recovered_one() throws IOException {
        Token token = Token.random();
        Spool crashed = open(temp);
        TransferState lost = growing(crashed, token, "a", "earlier");
        crashed.spill(List.of(lost));
        crashed.abandon();

        try (Spool spool = open(temp)) {
            TransferState earlier = claimed(spool, lost);
            TransferState later = growing(spool, token, "a", "later");
            assertThat(earlier.file().path()).hasContent("earlier");
            assertThat(replayed(later.file())).isEqualTo("later");
        }
    }

    @Test
    void a_transfer_of_another_spool_cannot_be_spilled() throws IOException {
        try (Spool spool = open(temp);
                Spool other = open(temp)) {
            TransferState state = growing(other, "bytes");
            assertThatThrownBy(() -> spool.spill(List.of(state)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(state.start().token().value());
        }
    }

    @Test
    void a_clean_stop_with_nothing_pending_leaves_nothing() throws IOException {
        Path root = temp.resolve("spool");
        Spool spool = open(root);
        TransferState done = finished(growing(spool, "done"));
        spool.spill(List.of(done));
        assertThat(spool.secondName(done.file().path(), "a/b.csv")).isPresent();
        growing(spool, "not acknowledged, so it comes again");
        done.file().discard();
        spool.close();
        spool.close();

        assertThat(below(temp)).isEmpty();
    }

    @Test
    void a_root_that_was_there_before_stays() throws IOException {
        open(temp).close();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void a_clean_stop_keeps_what_was_spilled() throws IOException {
        Spool stopped = open(temp);
        TransferState half = growing(stopped, "half");
        TransferState whole = finished(growing(stopped, "whole"));
        stopped.spill(List.of(half, whole));
        stopped.close();

        try (Spool spool = open(temp)) {
            assertThat(replayed(spool.recover().get(0).file())).isEqualTo("whole");
            assertThat(replayed(claimed(spool, half).file())).isEqualTo("half");
        }
    }

    @Test
    void a_transient_spool_leaves_nothing_whatever_was_spilled() throws IOException {
        Spool spool = openTransient(temp);
        spool.spill(List.of(growing(spool, "half"), finished(growing(spool, "whole"))));
        spool.close();
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void a_transient_spool_removes_what_a_crash_left() throws IOException {
        Spool crashed = openTransient(temp);
        growing(crashed, "half");
        crashed.abandon();

        Spool spool = openTransient(temp);
        assertThat(spool.recover()).isEmpty();
        spool.close();
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void a_transient_spool_does_not_see_the_durable_one_of_the_same_name() throws IOException {
        Spool durable = open(temp);
        durable.spill(List.of(finished(growing(durable, "whole"))));
        durable.abandon();
        Spool passing = openTransient(temp);
        passing.recover();
        passing.close();

        try (Spool spool = open(temp)) {
            assertThat(spool.recover()).hasSize(1);
        }
    }

    @Test
    void queues_do_not_see_each_other() throws IOException {
        Spool one = Spool.open(temp, "one", new PlainTextFormat());
        TransferState half = growing(one, "half");
        one.spill(List.of(half, finished(growing(one, "whole"))));
        one.abandon();
        try (Spool two = Spool.open(temp, "two", new PlainTextFormat())) {
            assertThat(two.recover()).isEmpty();
            assertThat(two.claim(half.id())).isEmpty();
        }
    }

    @Test
    void a_root_that_is_a_file_is_refused_with_its_path_and_a_remedy() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is not a directory")
                .hasMessageContaining("set spoolDirectory");
    }

    @Test
    void a_root_that_cannot_be_created_is_refused_with_its_path_and_a_remedy() throws IOException {
        Path root = Files.writeString(temp.resolve("file"), "x").resolve("spool");
        assertThatThrownBy(() -> open(root))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("give this user permission");
    }

    @Test
    void a_disk_that_does_not_take_a_file_says_where_and_what_to_do() throws IOException {
        Spool spool = open(temp);
        Disk.deleteTree(temp.resolve(QUEUE_FOLDER));
        assertThatThrownBy(() -> growing(spool, "bytes"))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(QUEUE_FOLDER)
                .hasMessageContaining("set spoolDirectory");
        spool.abandon();
    }

    @Test
    void bytes_that_vanished_from_the_disk_are_an_error_and_not_a_short_file() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = growing(spool, "bytes");
            spool.spill(List.of(state));
            Files.write(state.file().path(), new byte[1], StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> replayed(state.file()))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("1 of 5 bytes");
        }
    }

    @Test
    void a_disk_without_room_for_a_file_says_how_much_is_needed_and_what_to_do()
            throws IOException {
        FaultyDisk disk = new FaultyDisk().withRoom(100, 1000);
        try (Spool spool = open(disk.path(temp))) {
            assertThat(spool.full(100)).isEmpty();
            assertThat(spool.full(101).orElseThrow())
                    .contains("101 bytes", temp.toString(), "100 bytes of room", "make room there");
            assertThat(spool.tooLarge(1000)).isEmpty();
            assertThat(spool.tooLarge(1001).orElseThrow())
                    .contains("1001 bytes", temp.toString(), "(1000)", "spoolDirectory");
        }
        try (Spool spool = open(disk.withRoom(0, 0).path(temp))) {
            assertThat(spool.full(Long.MAX_VALUE)).as("it shows nothing").isEmpty();
            assertThat(spool.tooLarge(Long.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void the_folders_of_small_files_are_used_again_and_go_in_the_end() throws IOException {
        Spool spool = open(temp);
        TransferState one = growing(spool, "one");
        TransferState two = growing(spool, "two");
        one.file().discard();
        assertThat(spool.recover()).isEmpty();
        TransferState three = growing(spool, "three");
        assertThat(three.file().path()).isEqualTo(one.file().path());
        assertThat(replayed(three.file())).isEqualTo("three");
        spool.spill(List.of(three));
        three.file().discard();
        assertThat(three.file().path().getParent()).doesNotExist();
        two.file().discard();
        Files.delete(two.file().path().getParent());
        assertThat(replayed(growing(spool, "four").file())).isEqualTo("four");
        spool.close();
        assertThat(below(temp)).isEmpty();
    }
}
