package io.github.nanitefile.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanitefile.run.HaltingRepository.Point;
import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a route does its work on a file when the reader of a stream dies, with a repository on
 * disk.
 */
@RequiresRabbitMq
class StreamCrashPointsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LARGE = 100L << 20;
    private static final String ROUTE =
            CamelProcess.routes(
                    """
                <route id="receive">
                    <from uri="nanitefile:%s?queueType=stream&amp;group=x&amp;idempotentRepository=#halting"/>
                    <bean ref="halting" method="work"/>
                    <to uri="file:out"/>
                </route>
            """);
    private static final String SENDING =
            CamelProcess.routes(
                    """
                <route id="send">
                    <from uri="file:in?readLockMinLength=0"/>
                    <to uri="nanitefile:%s"/>
                </route>
            """);

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

    /**
     * @param length of the file: of 1,000,000 bytes most messages are settled long before its end
     * @param times twice where the route was done and had no chance to say so: no repository can
     *     help there
     */
    @ParameterizedTest
    @CsvSource({
        "BEGINNING,  1000,    1",
        "ROUTE_DONE, 1000,    2",
        "IN_ROUTE,   1000000, 1",
        "REMEMBERED, 1000000, 1"
    })
    void shouldDoItsWorkOnAFile(Point point, int length, int times) throws Exception {
        String domain = "d" + point + length;
        Path home = home(domain);
        Files.createFile(home.resolve(point.name()));
        try (CamelProcess first = receiver(home);
                CamelProcess sender = sender(domain)) {
            Folders.write(folder.resolve("a/in/f"), length, 1);
            await().atMost(PATIENCE).until(() -> !first.isAlive());
            try (CamelProcess second = receiver(home)) {
                await("all is read").atMost(PATIENCE).until(() -> kept(home) == messages(length));
                second.terminate();
                sender.terminate();
                assertThat(journal(home)).hasSize(times).containsOnly("f");
                assertThat(Folders.digest(home.resolve("out/f")))
                        .isEqualTo(Folders.digest(folder.resolve("a/in/.camel/f")));
                assertThat(left(home)).allMatch(file -> file.endsWith("offset"));
            }
        }
    }

    @Test
    void shouldReadALargeFileAgainFromItsStartWhenKilledInTheMiddleOfIt() throws Exception {
        Path home = home("large");
        Path in = folder.resolve("a/in");
        try (CamelProcess first = receiver(home);
                CamelProcess sender = sender("large")) {
            Folders.write(in.resolve("before"), 100, 1);
            await().atMost(PATIENCE).until(() -> kept(home) == messages(100));
            Folders.write(in.resolve("large"), LARGE, 2);
            await("some of it is there")
                    .atMost(PATIENCE)
                    .until(() -> spooled(home) > LARGE / 10 && spooled(home) < LARGE);
            first.close(); // kill -9
            assertThat(kept(home)).as("the start of large").isEqualTo(messages(100));
            assertThat(journal(home)).containsExactly("before");
            Folders.write(in.resolve("after"), 100, 3);
            try (CamelProcess second = receiver(home)) {
                long all = 2 * messages(100) + messages(LARGE);
                await("all is read").atMost(PATIENCE).until(() -> kept(home) == all);
                second.terminate();
                assertThat(second.complaints()).isEmpty();
            }
            sender.terminate();
        }
        assertThat(journal(home)).containsExactlyInAnyOrder("before", "large", "after");
        assertThat(Folders.digests(home.resolve("out")))
                .isEqualTo(Folders.digests(in.resolve(".camel")));
    }

    /** What a file of that length is cut into: its start, chunks and its end. */
    private static long messages(long length) {
        return 2 + (length + 16383) / 16384;
    }

    private Path home(String domain) throws IOException {
        Path home = Files.createDirectory(folder.resolve("b"));
        Files.writeString(home.resolve("route.xml"), ROUTE.formatted(domain));
        return home;
    }

    private static List<String> journal(Path home) throws IOException {
        return Files.readAllLines(home.resolve(HaltingRepository.JOURNAL));
    }

    private static List<Path> left(Path home) throws IOException {
        return FileTree.files(home.resolve(".nanitefile"));
    }

    private static long spooled(Path home) throws IOException {
        long bytes = 0;
        for (Path file : left(home)) {
            bytes += file.toString().endsWith(".data") ? Files.size(file) : 0;
        }
        return bytes;
    }

    /** Zero while there is none. */
    private static long kept(Path home) throws IOException {
        for (Path file : left(home)) {
            if (file.endsWith("progress/offset")) {
                return Long.parseLong(Files.readString(file).strip());
            }
        }
        return 0;
    }

    private CamelProcess sender(String domain) throws Exception {
        Path home = Files.createDirectories(folder.resolve("a"));
        Path route = Files.writeString(home.resolve("route.xml"), SENDING.formatted(domain));
        return CamelProcess.start(
                home, "64m", CamelProcess.ofComponent(broker.options()), List.of(route));
    }

    private static CamelProcess receiver(Path folder) throws Exception {
        List<String> properties = new ArrayList<>(CamelProcess.ofComponent(broker.options()));
        properties.add("camel.component.nanitefile.prefetchCount=20");
        properties.add("camel.beans.halting=#class:" + HaltingRepository.class.getName());
        return CamelProcess.start(folder, "40m", properties, List.of(folder.resolve("route.xml")));
    }
}
