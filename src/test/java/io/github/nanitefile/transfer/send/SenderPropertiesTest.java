package io.github.nanitefile.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Published;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Read;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SenderPropertiesTest {

    private static final Digest DIGEST = new Digest(Digest.SHA_256, "00".repeat(32));
    private static final int CHUNK = 10;
    private static final long MILLIS = 1_000_000;

    /** Whatever the order of reads, confirms, refusals, returns, losses and failures. */
    @Property(tries = 1000)
    void shouldTellEveryEndOnceAndGiveTheWholeWindowBack(@ForAll long seed) {
        new Run(new Random(seed)).run();
    }

    private static final class Run {

        private final Random random;
        private final SendWindow window = new SendWindow(100);
        private final RecordingSenderOutput output = new RecordingSenderOutput();
        private final Sender sender = new Sender(window, 3, output);
        private final List<OutgoingTransfer> added = new ArrayList<>();
        private final Map<OutgoingTransfer, Integer> sizes = new HashMap<>();
        private final Map<OutgoingTransfer, Integer> given = new HashMap<>();
        private final Set<Long> confirmed = new HashSet<>();
        private final Set<Long> lost = new HashSet<>();
        private long firstOfConnection = 1;
        private long now;

        Run(Random random) {
            this.random = random;
        }

        void run() {
            for (int step = 0; step < 200; step++) {
                step(random.nextInt(100));
                assertThat(window.used()).isBetween(0L, window.size());
            }
            finish();

            assertThat(window.used()).isZero();
            assertThat(output.completed.size() + output.failed.size()).isEqualTo(added.size());
            for (OutgoingTransfer transfer : output.completed) {
                assertThat(transfer.receipts())
                        .hasSizeGreaterThanOrEqualTo(transfer.terms().receipts());
                assertThat(transfer.confirmed()).isEqualTo(sizes.get(transfer).longValue());
                assertThat(received(transfer)).isEqualTo(sizes.get(transfer).longValue());
            }
        }

        private void step(int dice) {
            now += random.nextInt(20) * MILLIS;
            output.repeatable = random.nextInt(10) > 0;
            if (dice < 15) {
                add();
            } else if (dice < 60) {
                answerRead();
            } else if (dice < 82) {
                confirm(output.lastNumber() - random.nextInt(6), random.nextBoolean());
            } else if (dice < 84) {
                sender.refused(output.lastNumber() - random.nextInt(6), random.nextBoolean(), now);
            } else if (dice < 86 && !added.isEmpty()) {
                sender.returned(added.get(random.nextInt(added.size())).token(), now);
            } else if (dice < 89) {
                disconnect();
            } else if (dice < 92) {
                output.publishable = random.nextInt(4);
            } else if (dice < 95) {
                connect();
            } else if (dice < 97 && !added.isEmpty()) {
                receipt(
                        added.get(random.nextInt(added.size())),
                        random.nextInt(3) > 0 ? Verdict.DELIVERED : Verdict.LOST,
                        random.nextInt(3));
                if (random.nextInt(5) == 0) {
                    sender.receiptsComeAgain(now);
                }
            } else if (dice < 99) {
                sender.tick(random.nextBoolean(), now);
            } else if (random.nextInt(3) == 0) {
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
                            new SendTerms(
                                    CHUNK,
                                    Duration.ofMillis(300),
                                    random.nextInt(4) == 0,
                                    random.nextInt(3)),
                            new RecordingListener());
            added.add(transfer);
            sizes.put(transfer, size);
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
            int from = read.fromTheStart() ? 0 : given.getOrDefault(transfer, 0);
            int left = sizes.get(transfer) - from;
            boolean atEnd = left < read.bytes();
            int bytes = atEnd ? left : read.bytes();
            given.put(transfer, from + bytes);
            Digest digest = atEnd ? DIGEST : null;
            sender.read(transfer, new ReadResult(ByteBuffer.allocate(bytes), digest, digest), now);
        }

        private void confirm(long number, boolean multiple) {
            for (long one = multiple ? firstOfConnection : number; one <= number; one++) {
                if (one >= firstOfConnection) {
                    confirmed.add(one);
                }
            }
            sender.confirmed(number, multiple, now);
        }

        private void receipt(OutgoingTransfer transfer, Verdict verdict, int group) {
            sender.receipt(
                    new Receipt(
                            transfer.token(),
                            transfer.attempt(),
                            verdict,
                            "q" + group,
                            "g" + group,
                            "f",
                            DIGEST,
                            Instant.EPOCH,
                            null),
                    now);
        }

        private void connect() {
            output.publishable = 0;
            disconnect();
            output.publishable = Integer.MAX_VALUE;
            firstOfConnection = output.lastNumber() + 1;
            sender.connected(now);
        }

        /** Of what was not confirmed anything may be lost, in any order. */
        private void disconnect() {
            for (long one = firstOfConnection; one <= output.lastNumber(); one++) {
                if (!confirmed.contains(one) && random.nextBoolean()) {
                    lost.add(one);
                }
            }
            firstOfConnection = output.lastNumber() + 1;
            sender.disconnected(new IOException("reset"), random.nextInt(4) == 0, now);
        }

        /** Everything that is under way comes to its end. */
        private void finish() {
            connect();
            for (int i = 0; i < 1_000 && !isOver(); i++) {
                answerRead();
                confirm(output.lastNumber(), true);
                now += 10 * MILLIS;
                sender.tick(true, now);
                for (OutgoingTransfer transfer : added) {
                    receipt(transfer, Verdict.DELIVERED, i % 3);
                }
            }
            while (!output.reads.isEmpty()) {
                answerRead();
            }
        }

        private boolean isOver() {
            return output.completed.size() + output.failed.size() == added.size();
        }

        /**
         * What a receiver makes of it that takes bytes in their order only and drops what it has;
         * -1 if it is not whole.
         */
        private long received(OutgoingTransfer transfer) {
            long length = 0;
            boolean whole = false;
            for (Published one : output.publishedOf(transfer)) {
                if (lost.contains(one.number())
                        || !one.packet().token().equals(transfer.token())
                        || one.annotations().attempt() != transfer.attempt()) {
                    continue;
                }
                if (one.packet() instanceof FileChunk chunk
                        && one.annotations().offset() == length) {
                    length += chunk.chunk().remaining();
                }
                whole |= one.packet() instanceof FileEnd && one.annotations().length() == length;
            }
            return whole ? length : -1;
        }
    }
}
