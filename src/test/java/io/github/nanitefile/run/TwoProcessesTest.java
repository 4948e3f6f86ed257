package io.github.nanitefile.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sender and receiver as two processes with small heaps, over a RabbitMQ of their own. */
@RequiresRabbitMq
class TwoProcessesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HEAP = "64m";
    private static final long LARGE = 300L << 20;

    private static RabbitNode broker;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        broker = RabbitNode.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private CamelProcess receiver(String name) throws Exception {
        return CamelProcess.start(folder.resolve(name), HEAP, broker.options(), "receive");
    }

    private CamelProcess sender() throws Exception {
        return CamelProcess.start(folder.resolve("a"), HEAP, broker.options(), "send");
    }

    @Test
    void shouldMoveLargeAndManyFilesInASmallHeap() throws Exception {
        Path in = folder.resolve("a/in");
        Folders.write(in.resolve("large"), LARGE, 1);
        for (int i = 0; i < 100; i++) {
            Folders.write(in.resolve("f" + i), i * 1000L, i);
        }
        Map<String, String> expected = Folders.digests(in);
        try (CamelProcess receiver = receiver("b");
                CamelProcess sender = sender()) {
            awaitOut(expected, "b");
            sender.terminate();
            receiver.terminate();
            assertThat(sender.complaints()).isEmpty();
            assertThat(receiver.complaints()).isEmpty();
        }
        assertThat(folder.resolve("b/.nanitefile")).doesNotExist();
    }

    @Test
    void shouldDeliverAFileOnceWhenTheReceiverIsStoppedInTheMiddleOfIt() throws Exception {
        Path in = folder.resolve("a/in");
        Folders.write(in.resolve("large"), LARGE, 2);
        Map<String, String> expected = Folders.digests(in);
        try (CamelProcess first = receiver("b");
                CamelProcess sender = sender()) {
            Path spool = folder.resolve("b/.nanitefile");
            await().atMost(PATIENCE).until(() -> hasRecord(spool));
            first.terminate();
            assertThat(folder.resolve("b/out")).doesNotExist();
            try (CamelProcess second = receiver("b")) {
                awaitOut(expected, "b");
                second.terminate();
                assertThat(second.output().split("Received 'large'", -1)).hasSize(2);
            }
            assertThat(sender.output()).contains("Sent 'large'");
        }
        assertThat(Folders.digests(folder.resolve("b/.nanitefile"))).isEmpty();
    }

    private static boolean hasRecord(Path spool) throws Exception {
        return FileTree.files(spool).stream().anyMatch(file -> file.toString().endsWith(".record"));
    }

    private void awaitOut(Map<String, String> expected, String receiver) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Folders.digests(folder.resolve(receiver).resolve("out")))
                                        .isEqualTo(expected));
    }
}
