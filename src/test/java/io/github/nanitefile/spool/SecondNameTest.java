package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondNameTest {

    @TempDir Path temp;

    @Test
    void it_is_the_last_name_of_the_destination_and_the_same_file() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = finished(growing(spool, "bytes"));
            SecondName one = spool.secondName(state.file().path(), "a/b.csv").orElseThrow();
            SecondName two = spool.secondName(state.file().path(), "c/b.csv").orElseThrow();
            assertThat(one.path()).hasFileName("b.csv").hasContent("bytes");
            assertThat(two.path()).hasFileName("b.csv").isNotEqualTo(one.path());
            one.remove();
            two.remove();
            assertThat(one.path()).doesNotExist();
            assertThat(two.path()).doesNotExist();
            assertThat(state.file().path()).hasContent("bytes");
        }
    }

    @Test
    void its_folder_is_used_again_but_never_by_two_at_once() throws IOException {
        try (Spool spool = open(temp)) {
            Path data = finished(growing(spool, "bytes")).file().path();
            SecondName one = spool.secondName(data, "b.csv").orElseThrow();
            one.remove();
            SecondName two = spool.secondName(data, "b.csv").orElseThrow();
            one.remove();
            SecondName three = spool.secondName(data, "b.csv").orElseThrow();

            assertThat(two.path()).isEqualTo(one.path()).hasContent("bytes");
            assertThat(three.path()).isNotEqualTo(two.path());
            Path stranger = Files.writeString(two.path().resolveSibling("c.csv"), "x");
            two.remove();
            assertThat(spool.secondName(data, "c.csv").orElseThrow().path()).isNotEqualTo(stranger);
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void the_route_may_take_it_away() throws IOException {
        try (Spool spool = open(temp)) {
            TransferState state = finished(growing(spool, "bytes"));
            SecondName name = spool.secondName(state.file().path(), "b.csv").orElseThrow();
            Path taken = Files.move(name.path(), temp.resolve("taken"));
            name.remove();
            state.file().discard();
            assertThat(taken).hasContent("bytes");
        }
    }

    @Test
    void a_file_that_is_gone_is_an_error() throws IOException {
        try (Spool spool = open(temp)) {
            assertThatThrownBy(() -> spool.secondName(temp.resolve("gone"), "b.csv"))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }
}
