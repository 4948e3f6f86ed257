package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.github.nanitefile.docs.Commands;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a queue is declared with, and what becomes of one that exists with something else. */
@RequiresRabbitMq
class QueueArgumentsTest extends DocumentedUsers {

    /** Of the domain's only queue, as rabbitmqctl shows them. */
    private String arguments() {
        List<String> lines =
                broker().ctl("list_queues", "name", "arguments")
                        .lines()
                        .filter(line -> line.startsWith("nanitefile:" + domain))
                        .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void shouldGiveTheQueueTheArgumentsOfTheEndpoint() throws Exception {
        receive("?arg.queue.x-dead-letter-exchange=failed&arg.queue.x-max-length=1000000");
        assertThat(arguments())
                .contains("x-dead-letter-exchange\",\"failed\"")
                .contains("x-max-length\",1000000")
                .contains("x-single-active-consumer\",true");
    }

    @Test
    void shouldGiveAStreamItsRetention() throws Exception {
        receive("?queueType=stream&arg.queue.x-max-age=7D&arg.queue.x-max-length-bytes=1000000");
        assertThat(arguments())
                .contains("x-max-age\",\"7D\"")
                .contains("x-max-length-bytes\",1000000")
                .contains("x-queue-type\",\"stream\"")
                .doesNotContain("x-single-active-consumer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arg.queue.x-overflow=foo",
                "queueType=quorum&arg.queue.x-max-priority=5",
                "arg.queue.x-max-length=-1"
            })
    void shouldSayThatTheBrokerTakesNoSuchArgument(String options) throws Exception {
        String uri = in("?" + options);
        assertThat(failure(create(route -> route.from(uri).to("mock:out"))))
                .startsWith("Files of domain '" + domain + "' cannot come in: Consuming queue '")
                .contains(" failed: invalid arg 'x-")
                .endsWith(
                        " (the broker takes no such argument, or not with that value or queueType: check arg.queue.* and"
                                + " queueArgs)");
    }

    @Test
    void shouldTakeTheArgumentsThatAreNumbers() throws Exception {
        receive(
                "?arg.queue.x-queue-version=1&arg.queue.x-message-ttl=600000&arg.queue.x-expires=1000000");
        assertThat(arguments()).contains("x-queue-version\",1").contains("x-message-ttl\",600000");
    }

    /** The page's way to make a queue anew. */
    @Test
    void shouldSayOfWhichDomainAQueueHasOtherArgumentsAndGoOnOnceItIsDeleted() throws Exception {
        try (Connection connection = broker().connectionFactory().newConnection()) {
            connection.createChannel().queueDeclare(queue(), true, false, false, null);
        }
        Inbox inbox = new Inbox();
        CamelContext receiver = create(route -> route.from(in("?queueType=quorum")).process(inbox));
        assertThat(failure(receiver))
                .startsWith("Files of domain '" + domain + "' cannot come in: Queue '" + queue())
                .contains(" exists with other arguments: ");

        for (List<String> command : Commands.of(PAGE, "rabbitmqctl")) {
            if (command.get(0).equals("delete_queue")) {
                broker().ctl(command.stream().map(this::ours).toArray(String[]::new));
            }
        }

        start(route -> route.from(in("?queueType=quorum")).process(inbox));
        send(sender(), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
    }
}
