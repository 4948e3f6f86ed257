package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.below;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a stream has been read, on the disk. */
class ProgressFileTest {

    @TempDir Path temp;

    private ProgressFile open() throws IOException {
        return ProgressFile.open(temp, "q:x").orElseThrow();
    }

    @Test
    void shouldHaveNothingAtFirstAndThenTheLatest() throws IOException {
        try (ProgressFile file = open()) {
            assertThat(file.read()).isEmpty();
            file.write("5");
            file.write("17");
            assertThat(file.read()).contains("17");
        }
        try (ProgressFile again = open()) {
            assertThat(again.read()).contains("17");
        }
        assertThat(below(temp)).last().isEqualTo("stream=q%3Ax/progress/offset");
    }

    @Test
    void shouldBeOneOwners() throws IOException {
        try (ProgressFile one = open()) {
            assertThat(ProgressFile.open(temp, "q:x")).isEmpty();
            try (ProgressFile other = ProgressFile.open(temp, "q:y").orElseThrow()) {
                other.write("1");
                one.write("2");
                assertThat(other.read()).contains("1");
                assertThat(one.read()).contains("2");
            }
        }
        open().close();
    }

    @Test
    void shouldLeaveNothingWhereNothingWasWritten() throws IOException {
        try (Spool spool = Spool.openOfReader(temp, "q:x");
                ProgressFile file = open()) {
            assertThat(file.read()).isEmpty();
            assertThat(spool.slotFolder()).exists();
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void shouldNotBeInTheWayOfItsReadersSpool() throws IOException {
        try (ProgressFile file = open();
                Spool spool = Spool.openOfReader(temp, "q:x")) {
            file.write("1");
            assertThat(spool.recover()).isEmpty();
            assertThat(spool.parked()).isEmpty();
        }
        try (ProgressFile again = open()) {
            assertThat(again.read()).contains("1");
        }
    }

    @Test
    void shouldSayWhatToDoWhereItCannotBeWritten() throws IOException {
        try (ProgressFile file = open()) {
            Files.createDirectories(file.path().resolve("in the way"));
            assertThatThrownBy(() -> file.write("1"))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(file.path().toString())
                    .hasMessageContaining("set spoolDirectory to another folder");
            assertThatThrownBy(file::read).isInstanceOf(SpoolException.class);
        }
    }
}
