package io.github.nanitefile.spool;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.receive.GrowingFile;
import io.github.nanitefile.transfer.receive.TransferState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of this floor say often. */
final class Spools {

    static final String QUEUE = "nanitefile:global:camel";
    static final String QUEUE_FOLDER = "nanitefile%3Aglobal%3Acamel";

    private Spools() {}

    static Spool open(Path root) throws IOException {
        return Spool.open(root, QUEUE, new PlainTextFormat());
    }

    static Spool openTransient(Path root) throws IOException {
        return Spool.openTransient(root, QUEUE, new PlainTextFormat());
    }

    /** A transfer that has not ended, with these bytes. */
    static TransferState growing(Spool spool, Token token, String dest, String bytes)
            throws IOException {
        TransferState asked =
                new TransferState(
                        "global",
                        new FileStart("report.csv", dest, token),
                        Annotations.ofStart(2, 9L, Duration.ofSeconds(30)),
                        null,
                        null,
                        null,
                        List.of(),
                        null);
        GrowingFile file = spool.create(asked.start().token());
        append(file, bytes);
        return with(asked, null, null, file);
    }

    static TransferState growing(Spool spool, String bytes) throws IOException {
        return growing(spool, Token.random(), "in/report.csv", bytes);
    }

    /** The same transfer, ended. */
    static TransferState finished(TransferState state) throws IOException {
        state.file().finish();
        return with(
                state,
                new FileEnd(state.start().token(), "the meta"),
                Annotations.ofEnd(2, state.file().length(), new Digest("sha-256", "00ff"), null)
                        .withReplyTo("answers here"),
                state.file());
    }

    /** What is there after an owner has died: the unfinished one of that name is taken over. */
    static TransferState claimed(Spool spool, TransferState lost) throws IOException {
        return spool.claim(lost.id()).orElseThrow();
    }

    private static TransferState with(
            TransferState state, FileEnd end, Annotations endAnnotations, GrowingFile file) {
        return new TransferState(
                state.domain(),
                state.start(),
                state.startAnnotations(),
                end,
                endAnnotations,
                file,
                List.of(),
                null);
    }

    static void append(GrowingFile file, String bytes) throws IOException {
        file.append(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    static String replayed(GrowingFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.replay(
                0,
                block -> {
                    while (block.hasRemaining()) {
                        bytes.write(block.get());
                    }
                });
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** All that is below a folder, as relative paths with slashes. */
    static List<String> below(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
