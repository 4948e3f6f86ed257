package io.github.nanitefile.perf;

import io.github.nanitefile.testing.RabbitNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * RabbitMQ's PerfTest with as many bytes in as many messages, on queues of its own. The time is
 * from when its last producer is connected until it says that the last message was consumed.
 */
final class PerfTestContender implements Contender {

    /** The ratios of the others are to this one. */
    static final String NAME = "PerfTest";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String HEAP = "2g";

    /** What a nanitefile: sender has unconfirmed at most, unless told otherwise. */
    private static final long WINDOW_BYTES = 8 << 20;

    /** What a nanitefile: receiver has unacknowledged, and when it acknowledges. */
    private static final int PREFETCH = 1000;

    private final Scene scene;
    private final Queues queues;
    private Jvm producer;
    private Jvm consumer;

    PerfTestContender(Scene scene) {
        this.scene = scene;
        queues = new Queues(scene, "perf-test");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isOurs() {
        return false;
    }

    @Override
    public void start() throws IOException {
        producer = start("produce");
        consumer = start("consume");
    }

    private Jvm start(String side) throws IOException {
        return new Jvm(
                scene.folder().resolve(NAME).resolve(side),
                HEAP,
                List.of(),
                PerfTestSide.class.getName());
    }

    @Override
    public Sample measure() throws IOException, InterruptedException {
        queues.declare();
        Meter receiving = Meter.of(consumer);
        Meter sending = Meter.of(producer);
        consumer.say(String.join("\t", consuming()));
        queues.awaitConsumers();
        double broker = Proc.cpuSecondsOfAll(scene.broker().pid());
        producer.say(String.join("\t", producing()));
        String last = "starting producer #" + (scene.perfCase().senders() - 1) + ", channel";
        long start = producer.await(last, PATIENCE).nanos();
        long end = consumer.await("test stopped (Consumer reached", PATIENCE).nanos();
        Cost received = receiving.read();
        broker = Proc.cpuSecondsOfAll(scene.broker().pid()) - broker;
        producer.await(PerfTestSide.DONE, PATIENCE);
        consumer.await(PerfTestSide.DONE, PATIENCE);
        Cost sent = sending.read();
        queues.delete();
        return new Sample((end - start) / 1e9, sent, received, broker);
    }

    private List<String> producing() {
        PerfCase perfCase = scene.perfCase();
        List<String> arguments = common();
        arguments.addAll(List.of("--consumers", "0"));
        arguments.addAll(List.of("--producers", Integer.toString(perfCase.senders())));
        arguments.addAll(List.of("--pmessages", Long.toString(perfCase.messagesOfASender())));
        arguments.addAll(List.of("--size", Long.toString(perfCase.messageBytes())));
        arguments.addAll(
                List.of("--confirm", Long.toString(WINDOW_BYTES / perfCase.messageBytes())));
        arguments.addAll(List.of("--flag", "persistent"));
        return arguments;
    }

    private List<String> consuming() {
        PerfCase perfCase = scene.perfCase();
        long messages = perfCase.messagesOfASender() * perfCase.senders();
        List<String> arguments = common();
        arguments.addAll(List.of("--producers", "0"));
        arguments.addAll(List.of("--consumers", Integer.toString(perfCase.groups())));
        arguments.addAll(List.of("--cmessages", Long.toString(messages)));
        arguments.addAll(List.of("--qos", Integer.toString(PREFETCH)));
        arguments.addAll(List.of("--multi-ack-every", Integer.toString(PREFETCH / 2)));
        // It says that it is done at once, without closing its connections first.
        arguments.addAll(List.of("--shutdown-timeout", "0"));
        return arguments;
    }

    private List<String> common() {
        RabbitNode broker = scene.broker();
        List<String> arguments = new ArrayList<>(List.of("--predeclared", "--uri"));
        arguments.add(
                "amqp://%s:%s@%s:%d"
                        .formatted(
                                broker.username(),
                                broker.password(),
                                broker.host(),
                                broker.port()));
        arguments.addAll(List.of("--exchange", queues.exchange(), "--type", "topic"));
        arguments.addAll(List.of("--routing-key", Queues.ROUTING_KEY));
        arguments.addAll(List.of("--queue-pattern", queues.pattern()));
        arguments.addAll(List.of("--queue-pattern-from", "1"));
        String groups = Integer.toString(scene.perfCase().groups());
        arguments.addAll(List.of("--queue-pattern-to", groups));
        return arguments;
    }

    @Override
    public void close() throws IOException {
        if (producer != null) {
            producer.close();
        }
        if (consumer != null) {
            consumer.close();
        }
        queues.delete();
    }
}
