package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;

/**
 * What suites about streams share. Only RabbitMQ has any. What is left in the spool is progress.
 */
abstract class StreamContract extends Contract {

    @Override
    TestBroker broker() {
        return rabbit();
    }

    static RabbitNode rabbit() {
        return Brokers.rabbit();
    }

    final String stream() {
        return "nanitefile:" + domain;
    }

    /** A receiver of the stream, and its end of the route. */
    final Inbox read(String options) throws Exception {
        return receive("?queueType=stream" + options);
    }

    /** A context with one receiver of the stream, which a test may stop. */
    final CamelContext reader(String options, Inbox inbox) throws Exception {
        return start(
                route ->
                        route.from(in("?queueType=stream" + options))
                                .routeId("in-" + domain)
                                .process(inbox));
    }

    /** The stream, as a receiver that was there before has left it. */
    final void declareStream() throws Exception {
        reader("&group=first", new Inbox()).stop();
    }

    /** Where that group's progress is. */
    final Path progress(String group) {
        return spool().resolve("stream=nanitefile%3A" + domain + "%3A" + group)
                .resolve("progress/offset");
    }

    final void awaitProgress(String group, long offset) {
        await("progress of " + group)
                .untilAsserted(() -> assertThat(kept(group)).isEqualTo(Long.toString(offset)));
    }

    /** Empty while there is none. */
    final String kept(String group) throws IOException {
        Path file = progress(group);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    final void deleteStream() throws Exception {
        try (Connection connection = broker().connectionFactory().newConnection("test-delete")) {
            Channel channel = connection.createChannel();
            channel.queueDelete(stream());
        }
    }

    @AfterEach
    void leaveProgressAlone() throws Exception {
        stopAll();
        spoolKeepsFiles();
        assertThat(files(spool())).allMatch(file -> file.endsWith("/progress/offset"));
        if (broker().queueExists(stream())) {
            deleteStream();
        }
    }

    static List<String> names(int count) {
        return java.util.stream.IntStream.range(0, count).mapToObj(i -> "f" + i).toList();
    }
}
