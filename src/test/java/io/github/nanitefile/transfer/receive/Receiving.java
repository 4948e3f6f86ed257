package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** A receiver with recording fakes around it, and short words for what comes in. */
final class Receiving {

    static final long OF_A_QUEUE = -1;
    static final Duration MAX_AGE = Duration.ofMinutes(1);
    static final Instant TIME = Instant.parse("2026-11-22T21:00:00Z");
    static final Duration TIMEOUT = Duration.ofMinutes(10);

    final InMemoryStore store = new InMemoryStore();
    final RecordingReceiverOutput output = new RecordingReceiverOutput();
    final RecordingListener listener = new RecordingListener();
    final Set<Token> deliveredBefore = new HashSet<>();
    Receiver receiver;
    private final ReceiverLimits limits;
    String domain = "d";

    /** Where the sender waits for receipts; null if it does not. */
    String replyTo;

    /** How often the broker has delivered what comes now before. */
    int redeliveries;

    /** Where the next message is in the stream; negative for a queue. */
    long position = OF_A_QUEUE;

    boolean repositoryDown;
    long now;
    private long tags;

    Receiving(ReceiverLimits limits) {
        this.limits = limits;
        start();
    }

    /** One that reads a stream, from there on. */
    static Receiving stream(ReceiverLimits limits, long position) {
        Receiving in = new Receiving(limits);
        in.position = position;
        in.store.keepsNothing = true;
        return in;
    }

    private void start() {
        receiver =
                new Receiver(
                        limits,
                        store,
                        output,
                        listener,
                        dest ->
                                dest.startsWith("/")
                                        ? Optional.of("it is absolute")
                                        : Optional.empty(),
                        this::isDelivered,
                        (token, attempt, verdict, name, digest, reason) ->
                                new Receipt(
                                        token, attempt, verdict, "q", "g", name, digest, TIME,
                                        reason));
        receiver.channelOpened(now);
    }

    /** The process dies, and is started again; all unsettled messages will come again. */
    void crash() throws IOException {
        output.unsettled.clear();
        output.delivered.clear();
        store.crash();
        start();
        receiver.recover(now);
    }

    static ReceiverLimits limits(int prefetch, int maxOpenTransfers, long maxSpoolSize) {
        return new ReceiverLimits(
                prefetch, MAX_AGE, TIMEOUT, Long.MAX_VALUE, maxOpenTransfers, maxSpoolSize, false);
    }

    private boolean isDelivered(Token token) throws IOException {
        if (repositoryDown) {
            throw new IOException("repository down");
        }
        return deliveredBefore.contains(token);
    }

    long packet(Packet packet, Annotations annotations) throws IOException {
        long tag = ++tags;
        output.given(tag);
        long at = position < 0 ? OF_A_QUEUE : position++;
        receiver.onPacket(
                domain, packet, annotations.withReplyTo(replyTo), tag, at, redeliveries, now);
        return tag;
    }

    long start(String token, int attempt, Long length) throws IOException {
        Annotations annotations =
                attempt == 0 ? Annotations.PLAIN : Annotations.ofStart(attempt, length, null);
        return packet(new FileStart("f", "f", new Token(token)), annotations);
    }

    /** A start whose sender announces for how long it may fall silent. */
    long start(String token, int attempt, Long length, Duration maxPause) throws IOException {
        return packet(
                new FileStart("f", "f", new Token(token)),
                Annotations.ofStart(attempt, length, maxPause));
    }

    long chunk(String token, int attempt, long offset, String text) throws IOException {
        Annotations annotations =
                attempt == 0 ? Annotations.PLAIN : Annotations.ofChunk(attempt, offset);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return packet(new FileChunk(new Token(token), bytes), annotations);
    }

    long chunk(String token, int attempt, long offset, byte[] bytes) throws IOException {
        return packet(
                new FileChunk(new Token(token), ByteBuffer.wrap(bytes)),
                Annotations.ofChunk(attempt, offset));
    }

    long end(String token, int attempt, String whole) throws IOException {
        Annotations annotations =
                attempt == 0
                        ? Annotations.PLAIN
                        : Annotations.ofEnd(attempt, whole.length(), digest(whole), null);
        return packet(new FileEnd(new Token(token), null), annotations);
    }

    /** An end that announces what the segments come to, too. */
    long end(String token, int attempt, long length, Digest digest, Digest segments)
            throws IOException {
        return packet(
                new FileEnd(new Token(token), null),
                Annotations.ofEnd(attempt, length, digest, segments));
    }

    long abort(String token, int attempt) throws IOException {
        return packet(
                new FileChunk(new Token(token), ByteBuffer.allocate(0)),
                Annotations.ofAbort(attempt, "its length changed"));
    }

    /** All of a small file. */
    void file(String token, int attempt, String text) throws IOException {
        start(token, attempt, (long) text.length());
        chunk(token, attempt, 0, text);
        end(token, attempt, text);
    }

    String text(ReceivedFile file) {
        return new String(store.bytes(file), StandardCharsets.UTF_8);
    }

    /** The route is done with the file that was delivered first. */
    void routeDone() throws IOException {
        ReceivedFile file = output.delivered.remove();
        deliveredBefore.add(file.token());
        receiver.routeDone(file, "placed/" + file.start().dest(), now);
        receiver.letIn(now);
    }

    /** The broker has the oldest receipt. */
    Receipt reported() throws IOException {
        Receipt receipt = output.reports.remove();
        receiver.reported(replyTo, receipt);
        receiver.letIn(now);
        return receipt;
    }

    /** The channel is lost and another is there; all unsettled messages will come again. */
    void channelLost() throws IOException {
        output.unsettled.clear();
        receiver.channelLost(true, now);
        receiver.channelOpened(now);
    }

    static Digest digest(String text) {
        try {
            byte[] value =
                    MessageDigest.getInstance(Digest.SHA_256)
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new Digest(Digest.SHA_256, HexFormat.of().formatHex(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
