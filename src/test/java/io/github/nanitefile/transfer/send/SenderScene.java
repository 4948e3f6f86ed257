package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** A sender that is connected, and what tests do to it. */
abstract class SenderScene {

    static final Digest DIGEST = new Digest(Digest.SHA_256, "00".repeat(32));
    static final Digest SEGMENTS = new Digest(Digest.SHA_256, "11".repeat(32));
    static final Duration IDLE = Duration.ofSeconds(10);
    static final long TOO_LONG = IDLE.toNanos() + 1;
    static final int CHUNK = 100;
    static final long NOW = 0;

    final RecordingSenderOutput output = new RecordingSenderOutput();
    final RecordingListener listener = new RecordingListener();
    final SendWindow window = new SendWindow(1_000);
    final Sender sender = new Sender(window, 2, output);
    OutgoingTransfer lastAdded;

    @BeforeEach
    void connect() {
        sender.connected(NOW);
    }

    OutgoingTransfer add(String token, Long length) {
        lastAdded = transfer(token, 1, length);
        sender.add(lastAdded, NOW);
        return lastAdded;
    }

    OutgoingTransfer add(String token, Long length, SendTerms terms) {
        OutgoingTransfer transfer =
                new OutgoingTransfer(
                        "d", new Token(token), 1, "f", "f", length, null, terms, listener);
        sender.add(transfer, NOW);
        return transfer;
    }

    static SendTerms terms(int chunkSize, Duration idleTimeout) {
        return new SendTerms(chunkSize, idleTimeout, false, 0);
    }

    OutgoingTransfer transfer(String token, int attempt, Long length) {
        return new OutgoingTransfer(
                "d",
                new Token(token),
                attempt,
                "f",
                "f",
                length,
                null,
                terms(CHUNK, IDLE),
                listener);
    }

    /** Answers the oldest read. */
    void read(int bytes, boolean atEnd) {
        sender.read(output.reads.remove().transfer(), result(bytes, atEnd), NOW);
    }

    static ReadResult result(int bytes, boolean atEnd) {
        return new ReadResult(
                ByteBuffer.allocate(bytes), atEnd ? DIGEST : null, atEnd ? SEGMENTS : null);
    }
}
