package io.github.nanitefile.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.Line;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code routes/packets.xml}, unchanged: it has to reach the broker with other endpoints than ours,
 * which the embedded one's password does not allow.
 */
@RequiresRabbitMq
class PacketsRouteTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void shouldPassEveryPacketOn() throws Exception {
        Line.assumeXmlDsl();
        Line.assumeSpringRabbitMq();
        TestBroker broker = Brokers.rabbit();
        Path work = folder.resolve("work");
        try (CamelProcess camel = CamelProcess.start(work, "64m", broker.options(), "packets")) {
            Folders.write(folder.resolve("made/a/sub/report.pdf"), 40_000, 1);
            Map<String, String> expected = Folders.digests(folder.resolve("made/a"));
            Folders.write(work.resolve("in/sub/report.pdf"), 40_000, 1);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(Folders.digests(work.resolve("out")))
                                            .isEqualTo(expected));
            camel.terminate();
            assertThat(camel.output())
                    .contains("report.pdf for sub/report.pdf", "at 32768", "FileEnd of ")
                    .contains("A copy: sub/report.pdf (verified: true)")
                    .doesNotContain("ERROR", "WARN");
        }
    }
}
