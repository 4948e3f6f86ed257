package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.QUEUE_FOLDER;
import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static io.github.nanitefile.spool.Spools.openTransient;
import static io.github.nanitefile.spool.Spools.replayed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedFilesTest {

    private static final Map<String, String> HEADERS =
            new LinkedHashMap<>(Map.of("reason", "the route said\nno"));

    @TempDir Path temp;

    @Test
    void a_failed_file_is_kept_under_its_own_name_with_what_is_known_of_it() throws IOException {
        Token token = Token.random();
        try (Spool spool = open(temp)) {
            Path folder = keep(spool, token, "in/report.csv");

            assertThat(folder).isEqualTo(queueFolder("failed").resolve(token.value()));
            assertThat(folder.resolve("report.csv")).hasContent("failed");
            assertThat(TextProperties.read(folder.resolve("headers.properties")))
                    .isEqualTo(HEADERS);
            assertThat(below(folder))
                    .containsExactly("headers.properties", "report.csv", "transfer.record");
        }
        assertThat(below(temp))
                .as("the slot goes, what is kept stays")
                .noneMatch(path -> path.startsWith(QUEUE_FOLDER + "/0"))
                .hasSize(7)
                .contains(QUEUE_FOLDER + "/retry");
    }

    @Test
    void a_second_failure_of_a_token_does_not_touch_the_first() throws IOException {
        Token token = Token.random();
        try (Spool spool = open(temp)) {
            assertThat(keep(spool, token, "a.csv")).hasFileName(token.value());
            assertThat(keep(spool, token, "b.csv")).hasFileName(token.value() + "-1");
            assertThat(keep(spool, token, "c.csv")).hasFileName(token.value() + "-2");
        }
    }

    @Test
    void hostile_names_stay_in_the_folder() throws IOException {
        try (Spool spool = open(temp)) {
            for (String dest : List.of("../../etc/passwd", "a/..", "", "CON", "x\\y\0z/")) {
                Path folder = keep(spool, new Token("../" + dest.length()), dest);
                assertThat(folder.getParent()).isEqualTo(queueFolder("failed"));
                assertThat(below(folder)).hasSize(3);
            }
            Path folder = keep(spool, Token.random(), "Headers.properties");
            assertThat(below(folder)).contains("_Headers.properties");
        }
    }

    @Test
    void a_folder_moved_to_retry_is_handed_over_again_at_the_next_start() throws IOException {
        Token token = Token.random();
        try (Spool spool = open(temp)) {
            Path folder = keep(spool, token, "in/report.csv");
            Files.move(folder, queueFolder("retry").resolve(token.value()));
        }
        try (Spool spool = open(temp)) {
            List<TransferState> recovered = spool.recover();
            assertThat(recovered).hasSize(1);
            TransferState again = recovered.get(0);
            assertThat(again.start().token()).isEqualTo(token);
            assertThat(again.start().dest()).isEqualTo("in/report.csv");
            assertThat(again.end().meta()).isEqualTo("the meta");
            assertThat(replayed(again.file())).isEqualTo("failed");
            again.file().discard();
        }
        assertThat(below(temp)).isEmpty();
    }

    @Test
    void what_is_tried_again_outlives_a_crash_and_a_stop() throws IOException {
        Token token = Token.random();
        Spool first = openTransient(temp);
        Path folder = keep(first, token, "a.csv");
        Files.move(folder, folder.getParent().resolveSibling("retry").resolve("again"));
        first.close();
        Spool crashed = openTransient(temp);
        assertThat(crashed.recover()).hasSize(1);
        crashed.abandon();
        Spool stopped = openTransient(temp);
        assertThat(stopped.recover()).hasSize(1);
        stopped.close();

        try (Spool spool = openTransient(temp)) {
            TransferState again = spool.recover().get(0);
            assertThat(replayed(again.file())).isEqualTo("failed");
            Path failedAgain = spool.failedFiles().keep(again, HEADERS);
            again.file().discard();
            assertThat(failedAgain).hasFileName(token.value());
            assertThat(failedAgain.resolve("a.csv")).hasContent("failed");
        }
    }

    @Test
    void a_folder_moved_to_retry_is_handed_over_again_also_while_the_consumer_runs()
            throws IOException {
        try (Spool spool = open(temp)) {
            assertThat(spool.recover()).isEmpty();
            Path folder = keep(spool, Token.random(), "a.csv");
            Files.move(folder, queueFolder("retry").resolve("again"));
            assertThat(spool.recover()).hasSize(1);
            assertThat(spool.recover()).as("it is open").isEmpty();
        }
    }

    @Test
    void a_file_that_is_not_as_it_was_received_stays_in_retry_until_it_is() throws IOException {
        Token token = Token.random();
        try (Spool spool = open(temp)) {
            Path folder = keep(spool, token, "a.csv");
            Path retry = Files.move(folder, queueFolder("retry").resolve("again"));
            Files.writeString(retry.resolve("a.csv"), "failed, and edited");
            assertThat(spool.recover()).isEmpty();
            assertThat(retry.resolve("a.csv")).hasContent("failed, and edited");
            Files.writeString(retry.resolve("a.csv"), "failed");
            assertThat(spool.recover()).hasSize(1);
        }
    }

    @Test
    void what_is_no_kept_file_stays_in_retry() throws IOException {
        Files.createDirectories(temp.resolve(QUEUE_FOLDER).resolve("retry/other"));
        Path stray = Files.writeString(queueFolder("retry").resolve("stray.csv"), "x");
        try (Spool spool = open(temp)) {
            assertThat(spool.recover()).isEmpty();
        }
        assertThat(stray).exists();
        assertThat(queueFolder("retry").resolve("other")).exists();
    }

    private Path queueFolder(String name) throws IOException {
        return temp.toRealPath().resolve(QUEUE_FOLDER).resolve(name);
    }

    private static Path keep(Spool spool, Token token, String dest) throws IOException {
        TransferState state = finished(growing(spool, token, dest, "failed"));
        Path folder = spool.failedFiles().keep(state, HEADERS);
        state.file().discard();
        return folder;
    }
}
