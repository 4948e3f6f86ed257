package io.github.nanitefile.spool;

import static io.github.nanitefile.spool.Spools.QUEUE_FOLDER;
import static io.github.nanitefile.spool.Spools.below;
import static io.github.nanitefile.spool.Spools.claimed;
import static io.github.nanitefile.spool.Spools.finished;
import static io.github.nanitefile.spool.Spools.growing;
import static io.github.nanitefile.spool.Spools.open;
import static io.github.nanitefile.spool.Spools.replayed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    @TempDir Path temp;

    private TransferState bad;
    private TransferState good;
    private Path badRecord;

    /** Two transfers were spilled before a crash; each test does something to the bad one. */
    @BeforeEach
    void crash() throws IOException {
        Spool crashed = open(temp);
        bad = finished(growing(crashed, "the bad one"));
        good = finished(growing(crashed, "the good one"));
        crashed.spill(List.of(bad, good));
        crashed.abandon();
        badRecord = bad.file().path().resolveSibling("transfer.record");
    }

    @Test
    void a_record_is_a_text_that_people_can_read() throws IOException {
        assertThat(Files.readString(badRecord))
                .startsWith("# camel-nanitefile")
                .contains("\nversion=1\n", "\nlength=11\n", "\ndomain=global\n")
                .contains("\ndestination=in/report.csv\n", "\ntoken=" + bad.start().token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "version=2",
                "\\u00zz",
                "version=1\nformat=plain-text\ndomain=d\nstart=!!!\nlength=1\ndata=x",
                "version=1\nformat=plain-text\ndomain=d\nstart=c3RhcnQ=\nlength=1\ndata=x",
                "version=1\nformat=marshal"
            })
    void an_unreadable_record_is_set_aside_with_its_data_and_stops_no_other(String text)
            throws IOException {
        Files.writeString(badRecord, text);
        expectBadSetAside("the bad one");
    }

    @Test
    void a_record_whose_data_is_elsewhere_is_unreadable() throws IOException {
        String record = Files.readString(badRecord);
        Files.writeString(
                badRecord,
                record.replace("data=" + bad.file().path().getFileName(), "data=../../secret"));
        expectBadSetAside("the bad one");
    }

    @Test
    void a_data_file_shorter_than_recorded_is_set_aside() throws IOException {
        Files.writeString(bad.file().path(), "the b");
        expectBadSetAside("the b");
    }

    @Test
    void a_record_without_data_is_set_aside() throws IOException {
        Files.delete(bad.file().path());
        expectBadSetAside(null);
    }

    private void expectBadSetAside(String data) throws IOException {
        try (Spool spool = open(temp)) {
            List<TransferState> recovered = spool.recover();
            assertThat(recovered).hasSize(1);
            assertThat(replayed(recovered.get(0).file())).isEqualTo("the good one");
        }
        String dataName = "transfer.data";
        Path failed = temp.resolve(QUEUE_FOLDER).resolve("failed");
        Path folder = failed.resolve(badRecord.getParent().getFileName());
        assertThat(folder.resolve("transfer.record")).exists();
        assertThat(folder.resolve("headers.properties")).content().contains("reason=");
        if (data == null) {
            assertThat(folder.resolve(dataName)).doesNotExist();
        } else {
            assertThat(folder.resolve(dataName)).hasContent(data);
        }
        assertThat(badRecord).doesNotExist();
    }

    @Test
    void what_was_not_spilled_is_removed() throws IOException {
        Path slot = badRecord.getParent().getParent();
        Path never = Files.createDirectory(slot.resolve(Token.random() + "-0123abcd"));
        Files.writeString(never.resolve("transfer.record.tmp"), "version=1\nle");
        Files.writeString(never.resolve("transfer.data"), "lost");
        Files.createDirectories(slot.resolve("work/5"));
        Files.writeString(slot.resolve("work/5/name.csv"), "lost");
        Files.createDirectories(slot.resolve("failing/5"));
        try (Spool spool = open(temp)) {
            assertThat(spool.recover()).hasSize(2);
            assertThat(never).doesNotExist();
            assertThat(below(slot)).hasSize(7).contains("lock");
        }
    }

    @Test
    void what_we_have_not_written_stays() throws IOException {
        Path slot = badRecord.getParent().getParent();
        Path note = Files.writeString(slot.resolve("note.txt"), "mine");
        Path notes = Files.createDirectory(slot.resolve("notes"));
        try (Spool spool = open(temp)) {
            spool.recover();
        }
        assertThat(note).hasContent("mine");
        assertThat(notes).isDirectory();
    }

    @Test
    void hostile_texts_come_back_from_a_record_as_they_were() throws IOException {
        String dest = " =:#!\\ \t\u0007ä€😀\u2028 ";
        Path root = temp.resolve("other");
        Spool crashed = open(root);
        TransferState asked =
                new TransferState(
                        dest,
                        new FileStart(dest, dest, new Token(dest)),
                        Annotations.PLAIN,
                        null,
                        null,
                        null,
                        List.of(),
                        null);
        TransferState state =
                new TransferState(
                        dest,
                        asked.start(),
                        asked.startAnnotations(),
                        null,
                        null,
                        crashed.create(asked.start().token()),
                        List.of(),
                        null);
        crashed.spill(List.of(state));
        crashed.abandon();
        try (Spool spool = open(root)) {
            assertThat(claimed(spool, state))
                    .usingRecursiveComparison()
                    .ignoringFields("file")
                    .isEqualTo(state);
        }
    }
}
