package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.packet.FileEnd;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be the body of an exchange that is sent. */
abstract class SendingBodiesContract extends Contract {

    private static final byte[] CONTENT = "Grüße, streamed".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldSendWhateverCamelCanRead() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = sender();
        Path file = file("body.txt", CONTENT);
        StreamCache cache = new InputStreamCache(CONTENT);
        List<Object> bodies =
                List.of(
                        file.toFile(),
                        file,
                        new ByteArrayInputStream(CONTENT),
                        cache,
                        CONTENT,
                        new String(CONTENT, StandardCharsets.UTF_8),
                        ByteBuffer.wrap(CONTENT));
        for (Object body : bodies) {
            send(sender, body.getClass().getSimpleName(), body);
        }
        inbox.await(bodies.size());
        assertThat(inbox.all()).allSatisfy(mail -> assertThat(mail.bytes()).isEqualTo(CONTENT));
        assertThat(inbox.all())
                .allSatisfy(
                        mail -> assertThat(mail.header("CamelNaniteFileVerified")).isEqualTo(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 32768, 1_000_000})
    void shouldSendFilesOfEverySize(int size) throws Exception {
        Inbox inbox = receive("");
        byte[] content = bytes(size);
        Exchange sent = send(sender(), "sized", file("sized", content));
        assertThat(sent.getMessage().getHeader(NaniteFileConstants.BYTES_SENT))
                .isEqualTo((long) size);
        assertThat(inbox.one().bytes()).isEqualTo(content);
        assertThat(inbox.one().header(Exchange.FILE_LENGTH)).isEqualTo((long) size);
    }

    @Test
    void shouldSendBodiesWithoutBytes() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = sender();
        send(sender, "string", "");
        send(sender, "stream", new ByteArrayInputStream(new byte[0]));
        assertThat(inbox.await(2)).allSatisfy(mail -> assertThat(mail.bytes()).isEmpty());
    }

    @Test
    void shouldSayThatThereIsNoBody() throws Exception {
        receive("");
        Exchange sent = trySend(sender(), in(""), null, Map.of());
        assertThat(sent.getException())
                .isNotNull()
                .hasMessageContaining(domain)
                .hasMessageContaining("no body");
    }

    @Test
    void shouldSayThatTheBodyIsNothingToRead() throws Exception {
        receive("");
        Exchange sent = trySend(sender(), in(""), new Object(), Map.of());
        assertThat(sent.getException()).isNotNull().hasMessageContaining("java.lang.Object");
    }

    @Test
    void shouldFailOnAFileThatIsNotThere() throws Exception {
        receive("");
        CamelContext sender = sender();
        File missing = dir.resolve("missing").toFile();
        for (Object body : List.of(missing, missing.toPath(), dir)) {
            assertThat(trySend(sender, in(""), body, Map.of()).getException())
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessageContaining(body.toString());
        }
    }

    @Test
    void shouldSendFilesOfAFolderUnderTheirPaths() throws Exception {
        Inbox inbox = receive("");
        List<String> names =
                List.of("plain.txt", "with blank.txt", "sub/größe 名.txt", "sub/deep er/x");
        for (String name : names) {
            file("in/" + name, name.getBytes(StandardCharsets.UTF_8));
        }
        start(route -> route.from("file:" + dir.resolve("in") + "?recursive=true").to(in("")));
        inbox.await(names.size());
        assertThat(inbox.names()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(inbox.all()).allSatisfy(mail -> assertThat(mail.text()).isEqualTo(mail.name()));
        assertThat(inbox.all())
                .allSatisfy(
                        mail ->
                                assertThat(mail.header(NaniteFileConstants.FILENAME))
                                        .isEqualTo(Path.of(mail.name()).getFileName().toString()));
        await("the sources are moved")
                .until(() -> Files.exists(dir.resolve("in/.camel/plain.txt")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailOnAFileThatChangesItsLengthAndTellReceivers(boolean grows) throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        List<Wire.Seen> seen = wire.listen();
        // Larger than the window, so that it cannot have been read before it changes.
        Path file = file("changing", bytes(2_000_000));
        CamelContext sender = create();
        Window.of(sender, 16_384);
        sender.start();
        Thread changer =
                Window.whenFirstSeen(seen, () -> Files.write(file, bytes(grows ? 3_000_000 : 20)));
        Exchange sent = trySend(sender, in(""), file, Map.of());
        changer.join();
        assertThat(sent.getException()).hasMessageContaining("its length changed");
        await("the abort").until(() -> seen.get(seen.size() - 1).annotations().abort() != null);
        assertThat(seen).noneMatch(message -> message.packet() instanceof FileEnd);
        send(sender, "next", "whole");
        assertThat(inbox.one().name()).isEqualTo("next");
        await("the torn file is gone")
                .until(() -> files(spool()).stream().noneMatch(n -> n.endsWith(".data")));
    }

    @Test
    void shouldNotKnowALengthBeforehandOfAStream() throws Exception {
        Wire wire = wire();
        List<Wire.Seen> seen = wire.listen();
        InputStream stream = new ByteArrayInputStream(bytes(40_000));
        send(sender(), "stream", stream);
        await("all packets").until(() -> seen.size() == 5);
        assertThat(seen.get(0).annotations().length()).isNull();
        assertThat(seen.get(4).annotations().length()).isEqualTo(40_000L);
        assertThat(seen.get(4).annotations().digest()).isEqualTo(Wire.digest(bytes(40_000)));
    }
}
