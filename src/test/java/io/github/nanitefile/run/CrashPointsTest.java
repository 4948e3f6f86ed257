package io.github.nanitefile.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanitefile.run.HaltingRepository.Point;
import io.github.nanitefile.testing.CamelProcess;
import io.github.nanitefile.testing.FileTree;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a route does its work on a file when the receiver dies, with a repository on disk. */
@RequiresRabbitMq
class CrashPointsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ROUTE =
            CamelProcess.routes(
                    """
                <route id="receive">
                    <from uri="nanitefile:global?idempotentRepository=#halting"/>
                    <bean ref="halting" method="work"/>
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
     * @param length of the file: 1,000 bytes stay with the broker until the end, 1,000,000 are
     *     spilled
     * @param times twice where the route was done and had no chance to say so: no repository can
     *     help there
     */
    @ParameterizedTest
    @CsvSource({
        "BEGINNING,  1000,    1",
        "ROUTE_DONE, 1000,    2",
        "REMEMBERED, 1000,    1",
        "IN_ROUTE,   1000000, 1",
        "REMEMBERED, 1000000, 1"
    })
    void shouldDoItsWorkOnAFile(Point point, int length, int times) throws Exception {
        Path receiver = Files.createDirectory(folder.resolve("b"));
        Files.writeString(receiver.resolve("route.xml"), ROUTE);
        Files.createFile(receiver.resolve(point.name()));
        try (CamelProcess first = receiver(receiver);
                CamelProcess sender =
                        CamelProcess.start(folder.resolve("a"), "64m", broker.options(), "send")) {
            Folders.write(folder.resolve("a/in/f"), length, 1);
            await().atMost(PATIENCE).until(() -> !first.isAlive());
            try (CamelProcess second = receiver(receiver)) {
                Path journal = receiver.resolve(HaltingRepository.JOURNAL);
                await("the work is done, and all is acknowledged")
                        .atMost(PATIENCE)
                        .until(
                                () ->
                                        Files.exists(journal)
                                                && FileTree.files(receiver.resolve(".nanitefile"))
                                                        .stream()
                                                        .noneMatch(
                                                                file ->
                                                                        file.toString()
                                                                                .endsWith(".data"))
                                                && broker.messageCount("nanitefile:global:camel")
                                                        == 0);
                second.terminate();
                sender.terminate();
                assertThat(Files.readAllLines(journal)).hasSize(times).containsOnly("f");
                assertThat(FileTree.files(receiver.resolve(".nanitefile"))).isEmpty();
            }
        }
    }

    private static CamelProcess receiver(Path folder) throws Exception {
        List<String> properties = new ArrayList<>(CamelProcess.ofComponent(broker.options()));
        properties.add("camel.component.nanitefile.prefetchCount=20");
        properties.add("camel.beans.halting=#class:" + HaltingRepository.class.getName());
        return CamelProcess.start(folder, "64m", properties, List.of(folder.resolve("route.xml")));
    }
}
