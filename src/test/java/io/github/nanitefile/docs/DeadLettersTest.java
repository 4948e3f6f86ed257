package io.github.nanitefile.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the recipes tell users of a real RabbitMQ to do there is done, on one of its own. */
@RequiresRabbitMq
class DeadLettersTest {

    private static final Path RECIPES = Path.of("docs/recipes.md");
    private static final String DEAD = "nanitefile.dead";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void shouldTakeDeadLettersBackWhenTheCauseIsMended() throws Exception {
        SnippetsTest.assumeAllIsThere(deadLetters());
        try (RabbitNode rabbit = RabbitNode.start();
                Connection connection = rabbit.connectionFactory().newConnection();
                SnippetRun run = new SnippetRun(rabbit, folder, true)) {
            declare(connection.createChannel());
            for (List<String> command : Commands.of(RECIPES, "rabbitmqctl")) {
                rabbit.ctl(command.toArray(String[]::new));
            }
            Path taken = folder.resolve("out/invoice.pdf");
            Folders.write(taken, 3, 1);
            CamelContext context = run.start(deadLetters());

            Folders.write(folder.resolve("sent/invoice.pdf"), 50_000, 2);
            context.createProducerTemplate()
                    .requestBodyAndHeader(
                            "nanitefile:invoices",
                            folder.resolve("sent/invoice.pdf").toFile(),
                            "CamelFileName",
                            "invoice.pdf");
            await().atMost(PATIENCE).until(() -> rabbit.messageCount(DEAD) == 6);
            assertThat(taken).hasSize(3);

            Files.delete(taken);
            context.getRouteController().startRoute("again");
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(taken).hasSize(50_000));
            assertThat(Folders.digest(taken))
                    .isEqualTo(Folders.digest(folder.resolve("sent/invoice.pdf")));
            assertThat(rabbit.messageCount(DEAD)).isZero();
        }
    }

    /** As rabbitmqadmin does it, and the queue that one of the commands removes. */
    private static void declare(Channel channel) throws Exception {
        channel.exchangeDeclare(DEAD, "fanout", true);
        channel.queueDeclare(DEAD, true, false, false, null);
        channel.queueBind(DEAD, DEAD, "");
        channel.queueDeclare("nanitefile:global:host-d", true, false, false, null);
    }

    private static Snippet deadLetters() {
        return Snippet.of(RECIPES).stream()
                .filter(snippet -> snippet.text().contains(DEAD))
                .findFirst()
                .orElseThrow();
    }
}
