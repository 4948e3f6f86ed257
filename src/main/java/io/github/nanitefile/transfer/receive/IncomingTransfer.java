package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.SegmentedDigest;
import io.github.nanitefile.transfer.Nanos;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One transfer on its way in: its bytes so far, what they come to, and the messages that are not
 * acknowledged yet. Keeps the account; {@link Receiver} decides. Owned by the receiver's thread.
 */
final class IncomingTransfer {

    private static final long FROM_THE_STORE = -1;

    private final String domain;
    private final TransferId id;
    private final FileStart start;
    private final Annotations startAnnotations;
    private final GrowingFile file;
    private final long position;
    private final SegmentedDigest digest;
    private final List<Long> tags = new ArrayList<>();
    private Digest whole;
    private FileEnd end;
    private Annotations endAnnotations;
    private boolean spilled;
    private boolean detached;
    private long heldSince;
    private long heldBytes;
    private long lastPacket;
    private long reserved;
    private Long missingSince;
    private String replyTo;
    private int attemptAsked;

    /**
     * One that begins.
     *
     * @param message what its FileStart came in
     */
    IncomingTransfer(FileStart start, Message message, GrowingFile file) {
        this(
                message.domain(),
                start,
                message.annotations(),
                file,
                message.position(),
                new SegmentedDigest(),
                message.now());
        this.detached = message.isOfStream();
    }

    private IncomingTransfer(
            String domain,
            FileStart start,
            Annotations annotations,
            GrowingFile file,
            long position,
            SegmentedDigest digest,
            long now) {
        this.domain = domain;
        this.id = new TransferId(domain, start.token());
        this.start = start;
        this.startAnnotations = annotations;
        this.file = file;
        this.position = position;
        this.digest = digest;
        this.lastPacket = now;
        this.replyTo = annotations.replyTo();
        this.attemptAsked = annotations.attempt();
        this.reserved = announcedLength() == null ? 0 : announcedLength();
    }

    /** One that was spilled, by this owner of the store or another. */
    static IncomingTransfer recovered(TransferState state, long now) throws IOException {
        SegmentedDigest digest = SegmentedDigest.resume(state.segments());
        IncomingTransfer transfer =
                new IncomingTransfer(
                        state.domain(),
                        state.start(),
                        state.startAnnotations(),
                        state.file(),
                        FROM_THE_STORE,
                        digest,
                        now);
        transfer.spilled = true;
        transfer.end = state.end();
        transfer.endAnnotations = state.endAnnotations();
        transfer.reserved = Math.max(transfer.reserved, state.file().length());
        if (transfer.finished()) {
            transfer.whole = state.digest() == null ? transfer.readAgain() : state.digest();
        } else {
            state.file().replay(digest.length(), digest::update);
        }
        return transfer;
    }

    /** Where that fails half way, what was taken down counts, and no more. */
    void append(ByteBuffer bytes) throws IOException {
        long before = file.length();
        try {
            file.append(bytes.duplicate());
        } finally {
            digest.update(bytes.slice(bytes.position(), (int) (file.length() - before)));
        }
    }

    /**
     * What all bytes come to, now that none are missing. Where the digest of the whole was lost by
     * a resumption, and the segments are what the sender announced, the bytes are those that it
     * took its digest of; else they are read again.
     */
    Digest whole(Annotations announced) throws IOException {
        if (whole == null) {
            whole = digest.whole().orElse(null);
        }
        if (whole == null) {
            boolean same =
                    EndCheck.isComparable(announced.digest())
                            && digest.segments().equals(announced.segments());
            whole = same ? announced.digest() : readAgain();
        }
        return whole;
    }

    private Digest readAgain() throws IOException {
        MessageDigest all = Digest.sha256();
        file.replay(0, all::update);
        return Digest.of(all);
    }

    /** The end has come, and {@link #whole} was computed. */
    void finish(FileEnd fileEnd, Annotations annotations) throws IOException {
        file.finish();
        end = fileEnd;
        endAnnotations = annotations;
        missingSince = null;
    }

    boolean finished() {
        return end != null;
    }

    /** Of two owners' parts of one transfer, which is worth more. */
    boolean isFurtherThan(IncomingTransfer other) {
        return finished() != other.finished() ? finished() : length() > other.length();
    }

    /** Takes note of a message that belongs here and is not acknowledged. */
    void hold(long tag, int bytes, long now) {
        if (tags.isEmpty()) {
            heldSince = now;
        }
        tags.add(tag);
        heldBytes += bytes;
    }

    /** The sender waits to be told how the transfer fares. */
    void asked(Annotations annotations) {
        if (annotations.replyTo() != null) {
            replyTo = annotations.replyTo();
            attemptAsked = Math.max(attemptAsked, annotations.attempt());
        }
    }

    /** Where the sender waits for a receipt; null if it does not. */
    String replyTo() {
        return replyTo;
    }

    /** The attempt that the sender is at by now; {@link #attempt} is the one that is here. */
    int attemptAsked() {
        return attemptAsked;
    }

    /** Gives the unacknowledged messages away, to be settled. */
    List<Long> release() {
        List<Long> released = List.copyOf(tags);
        tags.clear();
        heldBytes = 0;
        return released;
    }

    int held() {
        return tags.size();
    }

    long heldBytes() {
        return heldBytes;
    }

    long heldSince() {
        return heldSince;
    }

    void touch(long now) {
        lastPacket = now;
    }

    /** What is waited for may come as late from now on as if it were waited for only now. */
    void restartClocks(long now) {
        touch(now);
        missingSince = missingSince == null ? null : Long.valueOf(now);
    }

    boolean idle(Duration transferTimeout, long now) {
        return now - lastPacket > Nanos.of(patience(startAnnotations, transferTimeout));
    }

    /**
     * How long a transfer may be without a packet: what the sender announced, if that is longer.
     */
    static Duration patience(Annotations start, Duration transferTimeout) {
        Duration announced = start.maxPause();
        return announced != null && announced.compareTo(transferTimeout) > 0
                ? announced
                : transferTimeout;
    }

    /** For how long the sender may fall silent, as far as it said; else not at all. */
    Duration announcedPause() {
        return startAnnotations.maxPause() == null ? Duration.ZERO : startAnnotations.maxPause();
    }

    /** Since when bytes are missed that come before some that came; null if none are. */
    Long missingSince() {
        return missingSince;
    }

    void missing(Long since) {
        missingSince = since;
    }

    void spilled() {
        spilled = true;
    }

    boolean isSpilled() {
        return spilled;
    }

    /**
     * From now on the held messages are not all that the broker has of the file, or it must not
     * come from there again.
     */
    void detach() {
        detached = true;
    }

    /** Whether the messages held are all that the file came in, and can go back. */
    boolean isWithBroker() {
        return !spilled && !detached;
    }

    /** Where its FileStart is in the stream; negative if it does not come from one. */
    long position() {
        return position;
    }

    boolean plain() {
        return startAnnotations.plain();
    }

    int attempt() {
        return startAnnotations.attempt();
    }

    TransferId id() {
        return id;
    }

    long length() {
        return file.length();
    }

    Long announcedLength() {
        return startAnnotations.length();
    }

    long reserved() {
        return reserved;
    }

    void reserve(long bytes) {
        reserved = bytes;
    }

    /** How many of the reserved bytes are not here yet. */
    long toCome() {
        return reserved - length();
    }

    GrowingFile file() {
        return file;
    }

    TransferState state() {
        return new TransferState(
                domain,
                start,
                startAnnotations,
                end,
                endAnnotations,
                file,
                digest.finished(),
                finished() ? whole : null);
    }

    ReceivedFile received() {
        boolean verified = endAnnotations.length() != null && whole.equals(endAnnotations.digest());
        return new ReceivedFile(domain, start, end.meta(), length(), whole, verified, file.path());
    }

    Transfer describe() {
        return describe(domain, start, finished() ? Long.valueOf(length()) : announcedLength());
    }

    static Transfer describe(String domain, FileStart start, Long length) {
        return new Transfer(Direction.RECEIVING, domain, start.token(), start.dest(), length);
    }
}
