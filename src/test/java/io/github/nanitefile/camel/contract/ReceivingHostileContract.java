package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from the wire that reach for files outside. */
abstract class ReceivingHostileContract extends Contract {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/nanitefile-evil",
                "a/../../evil",
                "a\0b",
                "..",
                "C:\\evil",
                "a\\..\\..\\evil",
                "sub/",
                ""
            })
    void shouldRefuseNamesThatLeadOutAndTakeTheNextFile(String dest) throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        wire.plainFile(dest, bytes(10));
        wire.annotatedFile(dest, bytes(10));
        wire.annotatedFile("next", bytes(10));
        assertThat(inbox.one().name()).isEqualTo("next");
        await("the queue is empty").until(() -> broker().messageCount(queue()) == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/nanitefile-evil",
                "a/../../evil",
                "a\0b",
                "out/evil",
                "link",
                ""
            })
    void shouldWriteNothingOutsideTheDirectory(String dest) throws Exception {
        Path directory = Files.createDirectory(dir.resolve("in"));
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("out"), outside);
        Path secret = Files.writeString(dir.resolve("secret"), "secret");
        Files.createSymbolicLink(directory.resolve("link"), secret);
        spoolKeepsFiles(); // where the name is refused only when the file is placed, it is kept
        Inbox inbox = receive("?directory=" + directory + "&fileExist=Override");
        Wire wire = wire();
        wire.plainFile(dest, bytes(10));
        wire.annotatedFile("next", bytes(10));
        Contract.await("the next file").until(() -> inbox.names().contains("next"));
        assertThat(directory.resolve("next")).hasBinaryContent(bytes(10));
        assertThat(outside).isEmptyDirectory();
        assertThat(secret).hasContent("secret");
        assertThat(dir.resolve("evil")).doesNotExist();
        assertThat(Path.of("/etc/nanitefile-evil")).doesNotExist();
    }
}
