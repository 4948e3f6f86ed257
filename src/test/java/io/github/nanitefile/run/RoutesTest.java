package io.github.nanitefile.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of {@code routes/}, unchanged, in a JVM of its own on the embedded broker. */
class RoutesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    private Path work() {
        return folder.resolve("work");
    }

    private CamelProcess run(String... routes) throws Exception {
        return CamelProcess.start(work(), "64m", List.of("addresses=embedded:"), routes);
    }

    private void awaitOut(Map<String, String> expected) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Folders.digests(work().resolve("out")))
                                        .isEqualTo(expected));
    }

    @Test
    void shouldMoveWhateverIsDroppedIntoIn() throws Exception {
        Path made = folder.resolve("made/in");
        for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 32_768, 20_000_000}) {
            Folders.write(made.resolve("f" + length), length, length);
        }
        Folders.write(made.resolve("two words, Zoë & 日本.txt"), 5, 1);
        for (int i = 0; i < 200; i++) {
            Folders.write(made.resolve("many/small-" + i), i, i);
        }
        Map<String, String> expected = Folders.digests(made);
        try (CamelProcess camel = run("receive", "send")) {
            moveIn(made);
            awaitOut(expected);
            camel.terminate();
            assertThat(camel.output())
                    .contains("drop a file into in/")
                    .doesNotContain("ERROR", "WARN");
        }
        assertThat(work().resolve(".nanitefile")).doesNotExist();
    }

    private void moveIn(Path made) throws Exception {
        for (String name : Folders.digests(made).keySet()) {
            Path target = work().resolve("in").resolve(name);
            Files.createDirectories(target.getParent());
            Files.move(made.resolve(name), target);
        }
    }

    @Test
    void shouldGiveThreeGroupsACopyEach() throws Exception {
        try (CamelProcess camel = run("groups")) {
            Folders.write(work().resolve("in/report.pdf"), 100_000, 1);
            Map<String, String> expected = new TreeMap<>();
            String digest = Folders.digests(work().resolve("in")).get("report.pdf");
            for (String group : new String[] {"north", "south", "west"}) {
                expected.put(group + "/report.pdf", digest);
            }
            awaitOut(expected);
        }
    }

    @Test
    void shouldTakeTheRouteNamedForTheDomain() throws Exception {
        try (CamelProcess camel = run("domains")) {
            Folders.write(work().resolve("in/photos/p"), 3, 1);
            Folders.write(work().resolve("in/invoices/i"), 4, 2);
            Folders.write(work().resolve("in/letters/l"), 5, 3);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(Folders.digests(work().resolve("out")).keySet())
                                            .containsExactlyInAnyOrder(
                                                    "photos/p", "invoices/i", "other/l"));
        }
    }

    @Test
    void shouldWriteToADirectoryAndRename() throws Exception {
        try (CamelProcess camel = run("directory")) {
            Folders.write(work().resolve("in/a.txt"), 3, 1);
            await().atMost(PATIENCE)
                    .until(() -> camel.output().contains("out/a.txt (verified: true)"));
            Folders.write(work().resolve("in/a.txt"), 4, 2);
            await().atMost(PATIENCE)
                    .until(() -> camel.output().contains("out/a-1.txt (verified: true)"));
            assertThat(Folders.digests(work().resolve("out")).keySet())
                    .containsExactlyInAnyOrder("a.txt", "a-1.txt");
        }
    }
}
