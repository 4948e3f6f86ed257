package io.github.nanitefile.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Read;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SenderPropertiesTest {

    private static final Digest DIGEST = new Digest(Digest.SHA_256, "00".repeat(32));
    private static final int CHUNK = 10;

    /** Whatever the order of reads, confirms, refusals, returns, losses and failures. */
    @Property(tries = 500)
    void shouldTellEveryEndOnceAndGiveTheWholeWindowBack(@ForAll long seed) {
        new Run(new Random(seed)).run();
    }

    private static final class Run {

        private final Random random;
        private final SendWindow window = new SendWindow(100);
        private final RecordingSenderOutput output = new RecordingSenderOutput();
        private final Sender sender = new Sender(window, 3, output, new RecordingListener());
        private final List<OutgoingTransfer> added = new ArrayList<>();
        private final Map<OutgoingTransfer, Integer> sizes = new HashMap<>();
        private final Map<OutgoingTransfer, Integer> given = new HashMap<>();
        private long now;

        Run(Random random) {
            this.random = random;
        }

        void run() {
            for (int step = 0; step < 150; step++) {
                step(random.nextInt(100));
                assertThat(window.used()).isBetween(0L, window.size());
            }
            finish();

            assertThat(window.used()).isZero();
            assertThat(output.completed.size() + output.failed.size()).isEqualTo(added.size());
            for (OutgoingTransfer transfer : output.completed) {
                assertThat(transfer.confirmed()).isEqualTo(sizes.get(transfer).longValue());
                assertThat(chunkBytes(transfer)).isEqualTo(sizes.get(transfer));
            }
        }

        private void step(int dice) {
            now += random.nextInt(20);
            if (dice < 15) {
                add();
            } else if (dice < 60) {
                answerRead();
            } else if (dice < 85) {
                sender.confirmed(someNumber(), random.nextBoolean(), now);
            } else if (dice < 88) {
                sender.refused(someNumber(), random.nextBoolean(), now);
            } else if (dice < 90 && !added.isEmpty()) {
                sender.returned(added.get(random.nextInt(added.size())).token(), now);
            } else if (dice < 92) {
                sender.connectionLost(new IOException("reset"), now);
            } else if (dice < 94) {
                output.publishable = random.nextInt(4);
            } else if (dice < 99) {
                output.publishable = Integer.MAX_VALUE;
                sender.tick(random.nextBoolean(), now);
            } else {
                sender.close(now);
            }
        }

        private void add() {
            int size = random.nextInt(150);
            OutgoingTransfer transfer =
                    new OutgoingTransfer(
                            "d",
                            new Token("t" + random.nextInt(8)),
                            1,
                            "f",
                            "f",
                            random.nextBoolean() ? Long.valueOf(size) : null,
                            null,
                            CHUNK,
                            Duration.ofNanos(200));
            added.add(transfer);
            sizes.put(transfer, size);
            given.put(transfer, 0);
            sender.add(transfer, now);
        }

        private void answerRead() {
            if (output.reads.isEmpty()) {
                return;
            }
            Read read = output.reads.remove();
            OutgoingTransfer transfer = read.transfer();
            if (random.nextInt(20) == 0) {
                sender.readFailed(transfer, new IOException("gone"), now);
                return;
            }
            int left = sizes.get(transfer) - given.get(transfer);
            boolean atEnd = left < read.bytes();
            int bytes = atEnd ? left : read.bytes();
            given.merge(transfer, bytes, Integer::sum);
            sender.read(
                    transfer,
                    new ReadResult(ByteBuffer.allocate(bytes), atEnd ? DIGEST : null),
                    now);
        }

        private long someNumber() {
            return output.lastNumber() - random.nextInt(6);
        }

        /** Everything that is under way comes to its end. */
        private void finish() {
            output.publishable = Integer.MAX_VALUE;
            for (int i = 0; i < 1_000 && !isOver(); i++) {
                answerRead();
                sender.confirmed(output.lastNumber(), true, now);
                now += Sender.RETURN_GRACE;
                sender.tick(true, now);
            }
            while (!output.reads.isEmpty()) {
                answerRead();
            }
            sender.confirmed(output.lastNumber(), true, now);
        }

        private boolean isOver() {
            return output.completed.size() + output.failed.size() == added.size();
        }

        private int chunkBytes(OutgoingTransfer transfer) {
            return output.publishedOf(transfer).stream()
                    .filter(one -> one.packet() instanceof FileChunk)
                    .mapToInt(one -> ((FileChunk) one.packet()).chunk().remaining())
                    .sum();
        }
    }
}
