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

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.TransferId;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParkingTest {

    @TempDir Path temp;

    @Test
    void what_is_parked_goes_on_with_whoever_claims_it_first_from_where_it_was_spilled()
            throws IOException {
        try (Spool one = open(temp);
                Spool two = open(temp)) {
            TransferState half = growing(one, "half");
            one.spill(List.of(half));
            append(half.file(), ", and what was not acknowledged");
            assertThat(two.claim(half.id())).as("it is in use").isEmpty();
            assertThat(two.isElsewhere(half.id())).isTrue();
            assertThat(one.isElsewhere(half.id())).isFalse();
            one.park(List.of(half));
            assertThat(two.parked()).containsExactly(half.id());
            assertThat(two.isElsewhere(half.id())).isFalse();

            TransferState again = claimed(two, half);
            assertThat(again).usingRecursiveComparison().ignoringFields("file").isEqualTo(half);
            assertThat(one.claim(half.id())).isEmpty();
            assertThat(one.parked()).isEmpty();
            append(again.file(), " whole");
            assertThat(replayed(again.file())).isEqualTo("half whole");
            again.file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void what_dead_owners_had_not_finished_is_parked_or_claimed_at_once() throws IOException {
        Spool dead = open(temp);
        TransferState one = growing(dead, "one");
        TransferState two = growing(dead, "two");
        dead.spill(List.of(one, two, finished(growing(dead, "whole"))));
        try (Spool heir = open(temp)) {
            assertThat(heir.recover()).isEmpty();
            dead.abandon();
            assertThat(replayed(claimed(heir, one).file())).isEqualTo("one");
            assertThat(heir.parked()).containsExactly(two.id());
            List<TransferState> recovered = heir.recover();
            assertThat(recovered).hasSize(1);
            assertThat(replayed(recovered.get(0).file())).isEqualTo("whole");
            assertThat(heir.recover()).as("it is open").isEmpty();
        }
    }

    @Test
    void a_spool_that_is_closed_parks_what_it_had_spilled() throws IOException {
        Spool stopped = open(temp);
        TransferState half = growing(stopped, "half");
        TransferState never = growing(stopped, "never spilled");
        stopped.spill(List.of(half));
        stopped.close();
        assertThat(below(temp)).hasSize(5).noneMatch(name -> name.contains("/0"));
        try (Spool standBy = open(temp)) {
            assertThat(standBy.parked()).containsExactly(half.id());
            assertThat(standBy.claim(never.id())).isEmpty();
            claimed(standBy, half).file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void an_end_that_was_not_acknowledged_comes_again_and_the_file_is_parked_without_it()
            throws IOException {
        Spool stopped = open(temp);
        TransferState half = growing(stopped, "half");
        stopped.spill(List.of(half));
        append(half.file(), " whole");
        finished(half);
        stopped.close();
        try (Spool spool = open(temp)) {
            assertThat(spool.recover()).isEmpty();
            assertThat(replayed(claimed(spool, half).file())).isEqualTo("half");
        }
    }

    @Test
    void parking_removes_what_was_never_spilled() throws IOException {
        try (Spool spool = openTransient(temp)) {
            TransferState half = growing(spool, "half");
            spool.spill(List.of(half));
            spool.park(List.of(half));
            assertThat(spool.parked()).isEmpty();
            assertThat(half.file().path()).doesNotExist();
        }
    }

    @Test
    void two_domains_may_use_one_token() throws IOException {
        try (Spool spool = open(temp)) {
            Token token = Token.random();
            List<TransferState> states =
                    List.of(of(spool, "one", token, 1, "of one"), of(spool, "two", token, 1, "2"));
            spool.spill(states);
            spool.park(states);
            assertThat(spool.parked())
                    .containsExactlyInAnyOrder(
                            new TransferId("one", token), new TransferId("two", token));
            assertThat(replayed(claimed(spool, states.get(0)).file())).isEqualTo("of one");
            assertThat(spool.parked()).containsExactly(new TransferId("two", token));
        }
    }

    @Test
    void of_several_the_latest_attempt_is_claimed_of_these_the_longest_and_the_others_go()
            throws IOException {
        Token token = Token.random();
        try (Spool spool = open(temp)) {
            List<TransferState> states =
                    List.of(
                            of(spool, "d", token, 1, "the first attempt"),
                            of(spool, "d", token, 2, "second"),
                            of(spool, "d", token, 2, "the second"));
            spool.spill(states);
            spool.park(states);
            TransferState claimed = claimed(spool, states.get(0));
            assertThat(replayed(claimed.file())).isEqualTo("the second");
            assertThat(spool.claim(claimed.id())).isEmpty();
            claimed.file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void what_was_parked_of_a_damaged_transfer_is_set_aside() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState half = growing(spool, "half");
            TransferState other = growing(spool, "other");
            spool.spill(List.of(half, other));
            spool.park(List.of(half, other));
            Path parked = temp.resolve(QUEUE_FOLDER).resolve("parked");
            Path folder = folderOf(half, parked);
            Files.writeString(folder.resolve("transfer.data"), "h");
            assertThat(spool.claim(half.id())).isEmpty();
            assertThat(parked.resolveSibling("failed").resolve(folder.getFileName())).isDirectory();
            Path second = folderOf(other, parked);
            Files.writeString(second.resolve("transfer.record"), "?");
            assertThat(spool.parked()).isEmpty();
            assertThat(parked).isEmptyDirectory();
        }
    }

    private static Path folderOf(TransferState state, Path parked) throws IOException {
        String token = state.start().token().value();
        return Disk.list(parked).stream()
                .filter(folder -> folder.getFileName().toString().startsWith(token))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void segment_digests_and_the_digest_of_a_whole_file_come_back() throws IOException {
        Spool crashed = open(temp);
        TransferState half = growing(crashed, "half");
        TransferState third = with(half, digests(3), null);
        crashed.spill(List.of(with(half, digests(2), null)));
        crashed.spill(List.of(third));
        TransferState whole = with(finished(growing(crashed, "whole")), digests(1), digest(9));
        crashed.spill(List.of(whole));
        crashed.abandon();
        try (Spool spool = open(temp)) {
            TransferState again = claimed(spool, half);
            assertThat(again).usingRecursiveComparison().ignoringFields("file").isEqualTo(third);
            assertThat(spool.recover().get(0))
                    .usingRecursiveComparison()
                    .ignoringFields("file")
                    .isEqualTo(whole);
            spool.spill(List.of(with(again, digests(5), null)));
            spool.park(List.of(again));
            assertThat(claimed(spool, half).segments()).isEqualTo(digests(5));
        }
    }

    @Test
    void digests_that_the_record_does_not_count_are_written_over() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState half = growing(spool, "half");
            spool.spill(List.of(with(half, digests(2), null)));
            Path file = half.file().path().resolveSibling("transfer.digests");
            Files.writeString(file, Files.readString(file) + "sha-256:0\0\0torn");
            spool.park(List.of(half));
            TransferState again = claimed(spool, half);
            assertThat(again.segments()).isEqualTo(digests(2));
            spool.spill(List.of(with(again, digests(3), null)));
            spool.park(List.of(again));
            assertThat(claimed(spool, half).segments()).isEqualTo(digests(3));
        }
    }

    @Test
    void without_its_segment_digests_a_transfer_goes_on_all_the_same() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState half = growing(spool, "half");
            spool.spill(List.of(with(half, digests(2), null)));
            Files.delete(half.file().path().resolveSibling("transfer.digests"));
            spool.park(List.of(half));
            TransferState again = claimed(spool, half);
            assertThat(again.segments()).isEmpty();
            assertThat(replayed(again.file())).isEqualTo("half");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7"})
    void a_slot_of_the_first_release_is_taken_over(String number) throws IOException {
        Path slot;
        TransferState half;
        TransferState whole;
        try (Spool now = open(temp)) {
            slot = now.slotFolder().resolveSibling("old");
            half = growing(now, "half");
            whole = finished(growing(now, "whole"));
            now.spill(List.of(half, whole));
            toFirstRelease(half, Files.createDirectory(slot), 1);
            toFirstRelease(whole, slot, 12);
        }
        Path queue = Files.createDirectories(slot).getParent();
        Files.move(slot, queue.resolve(number));
        slot = queue.resolve(number);
        Files.createFile(slot.resolve("lock"));
        Files.writeString(slot.resolve(half.start().token() + "-3.data"), "never spilled");
        Files.writeString(slot.resolve(half.start().token() + "-3.record.tmp"), "versi");
        try (Spool spool = open(temp)) {
            TransferState again = claimed(spool, half);
            assertThat(replayed(again.file())).isEqualTo("half");
            append(again.file(), " whole");
            spool.spill(List.of(again));
            List<TransferState> recovered = spool.recover();
            assertThat(recovered).hasSize(1);
            assertThat(replayed(recovered.get(0).file())).isEqualTo("whole");
            assertThat(queue.resolve("7")).doesNotExist();
            again.file().discard();
            recovered.get(0).file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    private static void toFirstRelease(TransferState state, Path slot, int number)
            throws IOException {
        Path data = state.file().path();
        String stem = state.start().token() + "-" + number;
        String record =
                Files.readString(data.resolveSibling("transfer.record"))
                        .replace("data=transfer.data", "data=" + stem + ".data")
                        .replaceAll("segments=0\n", "");
        Files.writeString(slot.resolve(stem + ".record"), record);
        Files.copy(data, slot.resolve(stem + ".data"));
        state.file().discard();
    }

    @Test
    void of_many_that_claim_and_park_at_once_one_has_it() throws Exception {
        Spool first = open(temp);
        TransferState half = growing(first, "");
        first.spill(List.of(half));
        first.close();
        int rounds = 50;
        Callable<Integer> member =
                () -> {
                    int claims = 0;
                    try (Spool spool = open(temp)) {
                        while (claims < rounds) {
                            spool.recover();
                            Optional<TransferState> mine = spool.claim(half.id());
                            if (mine.isPresent()) {
                                append(mine.get().file(), "x");
                                spool.spill(List.of(mine.get()));
                                spool.park(List.of(mine.get()));
                                claims++;
                            }
                        }
                    }
                    return claims;
                };
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Integer>> members = new ArrayList<>(List.of(member, member, member));
            for (Future<Integer> claims : pool.invokeAll(members)) {
                assertThat(claims.get()).isEqualTo(rounds);
            }
        } finally {
            pool.shutdownNow();
        }
        try (Spool last = open(temp)) {
            TransferState end = claimed(last, half);
            assertThat(replayed(end.file())).isEqualTo("x".repeat(3 * rounds));
            end.file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    private static TransferState of(
            Spool spool, String domain, Token token, int attempt, String bytes) throws IOException {
        TransferState state =
                new TransferState(
                        domain,
                        new FileStart("f", "f", token),
                        Annotations.ofStart(attempt, null, null).withReplyTo("answers: here"),
                        null,
                        null,
                        spool.create(token),
                        List.of(),
                        null);
        append(state.file(), bytes);
        return state;
    }

    private static TransferState with(TransferState state, List<Digest> segments, Digest digest) {
        return new TransferState(
                state.domain(),
                state.start(),
                state.startAnnotations(),
                state.end(),
                state.endAnnotations(),
                state.file(),
                segments,
                digest);
    }

    private static List<Digest> digests(int count) {
        return IntStream.range(0, count).mapToObj(ParkingTest::digest).toList();
    }

    private static Digest digest(int n) {
        return new Digest(Digest.SHA_256, SafeNames.hash(Integer.toString(n)));
    }

    @Test
    void what_is_set_aside_is_kept_for_people_and_claimed_by_nobody() throws IOException {
        try (Spool one = open(temp);
                Spool two = open(temp)) {
            TransferState half = growing(one, "half");
            one.spill(List.of(half));
            one.park(List.of(half));

            one.setAside(claimed(one, half), new IOException("Input/output error"));

            assertThat(one.claim(half.id())).isEmpty();
            assertThat(two.claim(half.id())).isEmpty();
            assertThat(below(temp.resolve(QUEUE_FOLDER).resolve("failed")))
                    .anyMatch(file -> file.toString().endsWith(".data"));
        }
    }

    @Test
    void a_spool_is_shared_while_another_owner_lives() throws IOException {
        try (Spool one = open(temp)) {
            assertThat(one.isShared()).isFalse();
            try (Spool two = open(temp)) {
                assertThat(one.isShared()).isTrue();
                assertThat(two.isShared()).isTrue();
            }
            assertThat(one.isShared()).isFalse();
        }
    }
}
