package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StreamPropertiesTest {

    /** With a repository that lasts: whatever dies, and when. */
    @Property(tries = 1000)
    void shouldHandEveryFileOverOnceWhereverItIsInterrupted(@ForAll long seed) throws IOException {
        new Run(new Random(seed)).run();
    }

    /** A stream, and a reader that dies, loses its channel and its disk, and has a slow route. */
    private static final class Run implements ReceiverOutput {

        /** Those that wait for room never fill half of it: the youngest would be refused. */
        private static final int PREFETCH = 50;

        private static final int MOST_FILES = 5;

        private final Random random;
        private final List<Written> stream = new ArrayList<>();
        private final Map<Token, String> files = new HashMap<>();

        /** Where the start of the attempt is that came through, which must never be skipped. */
        private final Map<Token, Long> starts = new HashMap<>();

        private final Set<Token> through = new HashSet<>();
        private final Set<Long> unsettled = new HashSet<>();
        private final RecordingListener listener = new RecordingListener();
        private final Deque<ReceivedFile> route = new ArrayDeque<>();
        private InMemoryStore store;
        private Receiver receiver;
        private long kept = -1;
        private long position;
        private long tags;
        private long now;

        Run(Random random) {
            this.random = random;
        }

        void run() throws IOException {
            write();
            begin();
            for (int step = 0; step < 300; step++) {
                step(random.nextInt(100));
            }
            store.room = Integer.MAX_VALUE;
            while (position < stream.size() || !route.isEmpty()) {
                readNext();
                routeEnds(false);
            }

            assertThat(through).isEqualTo(files.keySet());
            assertThat(listener.reasons).isEmpty();
            assertThat(Math.max(kept, receiver.neededPosition())).isEqualTo(stream.size());
            assertThat(receiver.isIdle()).isTrue();
            assertThat(unsettled).isEmpty();
        }

        /** Some files, mixed; of some an attempt that was given up before. */
        private void write() {
            List<List<Written>> sources = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(MOST_FILES); i++) {
                sources.add(packets(new Token("t" + i)));
            }
            while (!sources.isEmpty()) {
                List<Written> source = sources.get(random.nextInt(sources.size()));
                Written next = source.remove(0);
                if (next.packet() instanceof FileStart) {
                    starts.put(next.packet().token(), (long) stream.size());
                }
                stream.add(next);
                if (source.isEmpty()) {
                    sources.remove(source);
                }
            }
        }

        private List<Written> packets(Token token) {
            String text = "0123456789".substring(random.nextInt(10)) + token;
            files.put(token, text);
            List<Written> packets = new ArrayList<>();
            int attempt = 1;
            if (random.nextInt(3) == 0) {
                List<Written> givenUp = attempt(token, text, attempt++);
                packets.addAll(givenUp.subList(0, 1 + random.nextInt(givenUp.size() - 1)));
            }
            packets.addAll(attempt(token, text, attempt));
            return packets;
        }

        private static List<Written> attempt(Token token, String text, int attempt) {
            return Written.attempt(token, text, attempt, (long) text.length());
        }

        /** A process starts, with an empty spool and what it kept. */
        private void begin() {
            store = new InMemoryStore();
            store.keepsNothing = true;
            route.clear();
            unsettled.clear();
            receiver =
                    new Receiver(
                            Receiving.limits(PREFETCH, 3, Long.MAX_VALUE),
                            store,
                            this,
                            listener,
                            dest -> Optional.empty(),
                            through::contains,
                            (token, attempt, verdict, name, digest, reason) -> {
                                throw new AssertionError("nobody asks");
                            });
            receiver.channelOpened(now);
            position = Math.max(0, kept);
        }

        private void step(int dice) throws IOException {
            if (dice < 70) {
                readNext();
            } else if (dice < 82) {
                routeEnds(random.nextInt(4) == 0);
            } else if (dice < 88) {
                keep();
            } else if (dice < 91) {
                loseChannel();
            } else if (dice < 94) {
                begin();
            } else if (dice < 97) {
                store.room = random.nextBoolean() ? random.nextInt(10) : Integer.MAX_VALUE;
            } else {
                now += Receiving.MAX_AGE.toNanos();
                orLoseChannel(() -> receiver.tick(now));
            }
        }

        private void keep() {
            long needed = receiver.neededPosition();
            if (needed >= 0) {
                assertThat(needed).as("progress does not go back").isGreaterThanOrEqualTo(kept);
                kept = needed;
                starts.forEach(
                        (token, start) ->
                                assertThat(through.contains(token) || start >= needed)
                                        .as("start %s of %s is skipped", start, token)
                                        .isTrue());
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

        private void readNext() throws IOException {
            if (position == stream.size() || unsettled.size() == PREFETCH) {
                return;
            }
            Written next = stream.get((int) position);
            long tag = ++tags;
            long at = position++;
            unsettled.add(tag);
            orLoseChannel(
                    () ->
                            receiver.onPacket(
                                    "d", next.packet(), next.annotations(), tag, at, 0, now));
        }

        private void loseChannel() throws IOException {
            unsettled.clear();
            receiver.channelLost(true, now);
            receiver.channelOpened(now);
            long next = receiver.nextPosition();
            position = next < 0 ? Math.max(0, kept) : next;
        }

        private void routeEnds(boolean failed) throws IOException {
            if (route.isEmpty()) {
                return;
            }
            ReceivedFile file = route.remove();
            if (failed) {
                receiver.requeue(file, now);
            } else {
                assertThat(new String(store.bytes(file), StandardCharsets.UTF_8))
                        .isEqualTo(files.get(file.token()));
                assertThat(through.add(file.token())).as("once").isTrue();
                receiver.routeDone(file, "f", now);
            }
            orLoseChannel(() -> receiver.letIn(now));
        }

        @Override
        public void acknowledge(List<Long> settled) {
            settled.forEach(tag -> assertThat(unsettled.remove(tag)).as("%s once", tag).isTrue());
        }

        @Override
        public void reject(List<Long> settled) {
            acknowledge(settled);
        }

        @Override
        public void requeue(List<Long> settled) {
            throw new AssertionError("a stream takes nothing back");
        }

        @Override
        public void report(String replyTo, Receipt receipt) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void dropReport(String replyTo, Receipt receipt) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void deliver(ReceivedFile file) {
            assertThat(file.verified()).isTrue();
            route.add(file);
        }
    }
}
