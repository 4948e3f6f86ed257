package io.github.nanitefile.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.CamelCli;
import io.github.nanitefile.testing.Example;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a newcomer does: copies an example of {@code src/it}, runs the command of its README, with
 * the jar of this build installed, and drops a file into {@code in/}.
 */
class RuntimesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LENGTH = 100_000;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"camel-main", "spring-xml", "spring-boot"})
    void shouldMoveAFileAsTheReadmeSays(String name) throws Exception {
        try (Example example = start(name, name)) {
            moveAFile(example, example.folder());
            example.terminate();
        }
    }

    /** The oldest line and the newest, whose Spring Boot is 2.7 and 4. */
    @ParameterizedTest
    @CsvSource({"3.22.4, 2.7.18", "4.22.0, 4.1.0"})
    void shouldMoveAFileInSpringBootOfAnotherLine(String camel, String boot) throws Exception {
        try (Example example =
                start(
                        "spring-boot",
                        "spring-boot-" + boot,
                        "-Dcamel.version=" + camel,
                        "-Dspring-boot.version=" + boot)) {
            moveAFile(example, example.folder());
            example.terminate();
        }
    }

    @Test
    void shouldMoveAFileWithTheCommandCamel() throws Exception {
        CamelCli.install();
        try (Example example = start("camel-run", "camel-run")) {
            moveAFile(example, example.folder());
            example.terminate();
        }
    }

    @Test
    @RequiresRabbitMq
    void shouldTakeTheBrokerFromAConfiguredRabbitMqComponentOfCamel3() throws Exception {
        TestBroker broker = Brokers.rabbit();
        String rabbit = "-Dcamel.component.rabbitmq.";
        try (Example example =
                start(
                        "camel3-rabbitmq",
                        "camel3-rabbitmq",
                        rabbit + "port-number=" + broker.port(),
                        rabbit + "username=" + broker.username(),
                        rabbit + "password=" + broker.password())) {
            moveAFile(example, example.folder());
            example.await("Announced: report.pdf");
            assertThat(example.output())
                    .contains("from the configured rabbitmq component")
                    .doesNotContain(broker.password());
        }
    }

    @Test
    @RequiresRabbitMq
    void shouldMoveAFileInKaraf() throws Exception {
        TestBroker broker = Brokers.rabbit();
        String java =
                "-Drabbitmq.addresses=%s -Drabbitmq.username=%s -Drabbitmq.password=%s"
                        .formatted(broker.addresses(), broker.username(), broker.password());
        try (Example example = Example.start("karaf", folder.resolve("karaf"), List.of(), java)) {
            moveAFile(example, example.folder().resolve("target/apache-karaf-4.4.10"));
        }
    }

    private Example start(String name, String copy, String... options) throws Exception {
        return Example.start(name, folder.resolve(copy), List.of(options), "");
    }

    /** Drops it into {@code in/}, and waits until it is in {@code out/}. */
    private static void moveAFile(Example example, Path home) throws Exception {
        Path file = home.resolve("in/report.pdf");
        Folders.write(file, LENGTH, 1);
        String digest = Folders.digest(file);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Folders.digests(home.resolve("out")))
                                        .as(example.output())
                                        .isEqualTo(Map.of("report.pdf", digest)));
        example.await("Received report.pdf: " + LENGTH + " bytes, verified: true");
        example.await("Sent report.pdf");
    }
}
