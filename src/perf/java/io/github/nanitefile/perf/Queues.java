package io.github.nanitefile.perf;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/**
 * Durable queues on a topic exchange, one for each group, for those who do not declare their own.
 */
final class Queues {

    static final String ROUTING_KEY = "perf";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Scene scene;
    private final String name;
    private int turn;

    /**
     * @param name of the exchange, and what the names of the queues begin with
     */
    Queues(Scene scene, String name) {
        this.scene = scene;
        this.name = name;
    }

    String exchange() {
        return name;
    }

    /** The names of the queues, with {@code %d} for the number of the group. */
    String pattern() {
        return name + "-" + turn + "-%d";
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int group = 1; group <= scene.perfCase().groups(); group++) {
            names.add(pattern().formatted(group));
        }
        return names;
    }

    /**
     * Makes new ones. Under new names, as PerfTest's last consumer takes it that its queue comes
     * back when it is deleted, and would share the next.
     */
    void declare() throws IOException {
        delete();
        turn++;
        onChannel(
                channel -> {
                    channel.exchangeDeclare(name, "topic", true);
                    for (String queue : names()) {
                        Map<String, Object> type = Map.of("x-queue-type", scene.queueType());
                        channel.queueDeclare(queue, true, false, false, type);
                        channel.queueBind(queue, name, ROUTING_KEY);
                    }
                });
    }

    /** Waits until each has a consumer. */
    void awaitConsumers() {
        Awaitility.await("consumers")
                .atMost(PATIENCE)
                .until(
                        () -> {
                            List<Long> counts = new ArrayList<>();
                            onChannel(
                                    channel -> {
                                        for (String queue : names()) {
                                            counts.add(channel.consumerCount(queue));
                                        }
                                    });
                            return counts.stream().allMatch(count -> count > 0);
                        });
    }

    /** Ends them with all that is in them. */
    void delete() throws IOException {
        delete(scene, names());
    }

    /** Ends queues that are there or not. */
    static void delete(Scene scene, List<String> queues) throws IOException {
        new Queues(scene, "")
                .onChannel(
                        channel -> {
                            for (String queue : queues) {
                                channel.queueDelete(queue);
                            }
                        });
    }

    private interface Work {
        void on(Channel channel) throws IOException;
    }

    private void onChannel(Work work) throws IOException {
        try (Connection connection = scene.broker().connectionFactory().newConnection("perf");
                Channel channel = connection.createChannel()) {
            work.on(channel);
        } catch (TimeoutException e) {
            throw new IOException("No answer from " + scene.broker(), e);
        }
    }
}
