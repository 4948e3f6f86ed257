package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReceiverPropertiesTest {

    /** Whatever comes between: duplicates, lost channels, a full disk, routes that fail. */
    @Property(tries = 500)
    void shouldSettleEveryMessageOnceAndDeliverEveryFile(@ForAll long seed) throws IOException {
        new Run(new Random(seed)).run();
    }

    /** A broker with one queue, a route, and files whose packets are mixed in the queue. */
    private static final class Run implements ReceiverOutput {

        private static final int PREFETCH = 40;
        private static final String SENDER = "sender";

        private record Queued(Packet packet, Annotations annotations, boolean redelivered) {}

        private final Random random;
        private final InMemoryStore store = new InMemoryStore();
        private final Map<Token, String> files = new HashMap<>();
        private final Set<Token> through = new HashSet<>();
        private final TreeMap<Long, Queued> queue = new TreeMap<>();
        private final Map<Long, Long> unsettled = new TreeMap<>();
        private final Map<Long, Queued> inFlight = new HashMap<>();
        private final List<ReceivedFile> route = new ArrayList<>();
        private final List<Receipt> reports = new ArrayList<>();
        private final RecordingListener listener = new RecordingListener();
        private final Receiver receiver;
        private long tags;
        private long now;

        Run(Random random) {
            this.random = random;
            ReceiverLimits limits = Receiving.limits(PREFETCH, 3, Long.MAX_VALUE);
            receiver =
                    new Receiver(
                            limits,
                            store,
                            this,
                            listener,
                            dest -> Optional.empty(),
                            through::contains,
                            (token, attempt, verdict, name, digest, reason) ->
                                    new Receipt(
                                            token,
                                            attempt,
                                            verdict,
                                            "q",
                                            "g",
                                            name,
                                            digest,
                                            Instant.EPOCH,
                                            reason));
            receiver.channelOpened(0);
        }

        void run() throws IOException {
            fillQueue();
            for (int step = 0; step < 200; step++) {
                step(random.nextInt(100));
            }
            store.room = Integer.MAX_VALUE;
            while (!queue.isEmpty() || !route.isEmpty() || !reports.isEmpty()) {
                deliverNext();
                routeEnds(false);
                nextReported();
            }

            assertThat(listener.failed).isEmpty();
            assertThat(through).isEqualTo(files.keySet());
            assertThat(unsettled).isEmpty();
            assertThat(store.files).isEmpty();
            assertThat(receiver.isIdle()).isTrue();
        }

        /** Up to five files, mixed, some packets twice. */
        private void fillQueue() {
            List<List<Queued>> sources = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                sources.add(packets(new Token("t" + i)));
            }
            long position = 0;
            while (!sources.isEmpty()) {
                List<Queued> source = sources.get(random.nextInt(sources.size()));
                Queued next = source.remove(0);
                queue.put(position++, next);
                if (random.nextInt(6) == 0) {
                    queue.put(position++, next);
                }
                if (source.isEmpty()) {
                    sources.remove(source);
                }
            }
        }

        /** Of half of the files the sender wants to know, and of half it says how long they are. */
        private List<Queued> packets(Token token) {
            String replyTo = random.nextBoolean() ? SENDER : null;
            String text = "0123456789".substring(random.nextInt(10)) + token;
            files.put(token, text);
            Long length = random.nextBoolean() ? Long.valueOf(text.length()) : null;
            return Written.attempt(token, text, 1, length).stream()
                    .map(
                            one ->
                                    new Queued(
                                            one.packet(),
                                            one.annotations().withReplyTo(replyTo),
                                            false))
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        private void step(int dice) throws IOException {
            if (dice < 70) {
                deliverNext();
            } else if (dice < 85) {
                routeEnds(random.nextInt(3) == 0);
            } else if (dice < 88) {
                loseChannel();
            } else if (dice < 91) {
                nextReported();
            } else if (dice < 95) {
                store.room = random.nextBoolean() ? random.nextInt(10) : Integer.MAX_VALUE;
            } else {
                now += Receiving.MAX_AGE.toNanos();
                orLoseChannel(() -> receiver.tick(now));
            }
        }

        private interface Step {
            void run() throws IOException;
        }

        private void orLoseChannel(Step step) throws IOException {
            try {
                step.run();
            } catch (IOException e) {
                assertThat(store.room).isZero();
                loseChannel();
            }
        }

        private void deliverNext() throws IOException {
            if (queue.isEmpty() || unsettled.size() == PREFETCH) {
                return;
            }
            Map.Entry<Long, Queued> next = queue.pollFirstEntry();
            Queued queued = next.getValue();
            long tag = ++tags;
            unsettled.put(tag, next.getKey());
            inFlight.put(tag, queued);
            orLoseChannel(
                    () ->
                            receiver.onPacket(
                                    "d",
                                    queued.packet(),
                                    queued.annotations(),
                                    tag,
                                    Receiving.OF_A_QUEUE,
                                    queued.redelivered() ? 1 : 0,
                                    now));
        }

        private void loseChannel() throws IOException {
            putBack(List.copyOf(unsettled.keySet()));
            List<ReceivedFile> waiting = route.stream().filter(receiver::isWithBroker).toList();
            for (ReceivedFile file : waiting) {
                if (random.nextBoolean()) {
                    receiver.withdraw(file);
                    route.remove(file);
                }
            }
            receiver.channelLost(true, now);
            receiver.channelOpened(now);
        }

        private void routeEnds(boolean failed) throws IOException {
            if (route.isEmpty()) {
                return;
            }
            ReceivedFile file = route.remove(random.nextInt(route.size()));
            if (failed) {
                receiver.requeue(file, now);
            } else {
                assertThat(new String(store.bytes(file), StandardCharsets.UTF_8))
                        .isEqualTo(files.get(file.token()));
                through.add(file.token());
                receiver.routeDone(file, "f", now);
            }
            orLoseChannel(() -> receiver.letIn(now));
        }

        private void putBack(List<Long> tags) {
            for (long tag : tags) {
                long position = settle(tag);
                Queued queued = inFlight.get(tag);
                queue.put(position, new Queued(queued.packet(), queued.annotations(), true));
            }
        }

        private long settle(long tag) {
            Long position = unsettled.remove(tag);
            assertThat(position).as("message %d is settled once", tag).isNotNull();
            return position;
        }

        @Override
        public void acknowledge(List<Long> tags) {
            tags.forEach(this::settle);
        }

        @Override
        public void reject(List<Long> tags) {
            throw new AssertionError("nothing is wrong with " + tags);
        }

        @Override
        public void requeue(List<Long> tags) {
            putBack(tags);
        }

        @Override
        public void report(String replyTo, Receipt receipt) {
            assertThat(receipt.verdict()).isEqualTo(Receipt.Verdict.DELIVERED);
            assertThat(through).contains(receipt.token());
            reports.add(receipt);
        }

        @Override
        public void dropReport(String replyTo, Receipt receipt) {
            throw new AssertionError("there are not so many");
        }

        private void nextReported() throws IOException {
            if (!reports.isEmpty()) {
                Receipt receipt = reports.remove(random.nextInt(reports.size()));
                receiver.reported(SENDER, receipt);
                orLoseChannel(() -> receiver.letIn(now));
            }
        }

        @Override
        public void deliver(ReceivedFile file) {
            assertThat(through).doesNotContain(file.token());
            assertThat(file.verified()).isTrue();
            route.add(file);
        }
    }
}
