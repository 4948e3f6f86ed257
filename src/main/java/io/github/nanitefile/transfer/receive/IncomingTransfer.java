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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One transfer on its way in: its bytes so far, what they come to, and the messages that are not
 * acknowledged yet. Keeps the account; {@link Receiver} decides. Owned by the receiver's thread.
 */
final class IncomingTransfer {

    private final String domain;
    private final FileStart start;
    private final Annotations startAnnotations;
    private final GrowingFile file;
    private final SegmentedDigest digest;
    private final List<Long> tags = new ArrayList<>();
    private FileEnd end;
    private Annotations endAnnotations;
    private boolean spilled;
    private boolean detached;
    private long heldSince;
    private long heldBytes;
    private long lastPacket;
    private long reserved;

    IncomingTransfer(
            String domain, FileStart start, Annotations annotations, GrowingFile file, long now) {
        this.domain = domain;
        this.start = start;
        this.startAnnotations = annotations;
        this.file = file;
        this.digest = new SegmentedDigest();
        this.lastPacket = now;
        this.reserved = announcedLength() == null ? 0 : announcedLength();
    }

    /** One that was spilled by an earlier owner of the store. */
    static IncomingTransfer recovered(TransferState state, long now) throws IOException {
        IncomingTransfer transfer =
                new IncomingTransfer(
                        state.domain(), state.start(), state.startAnnotations(), state.file(), now);
        state.file().replay(0, transfer.digest::update);
        transfer.spilled = true;
        transfer.end = state.end();
        transfer.endAnnotations = state.endAnnotations();
        transfer.reserved = Math.max(transfer.reserved, state.file().length());
        return transfer;
    }

    void append(ByteBuffer bytes) throws IOException {
        long before = file.length();
        try {
            file.append(bytes.duplicate());
        } finally {
            // Also what a full disk took of them: a spilled transfer goes on from there.
            int taken = (int) (file.length() - before);
            digest.update(bytes.duplicate().limit(bytes.position() + taken));
        }
    }

    void finish(FileEnd fileEnd, Annotations annotations) throws IOException {
        file.finish();
        end = fileEnd;
        endAnnotations = annotations;
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

    boolean idle(Duration transferTimeout, long now) {
        Duration announced = startAnnotations.maxPause();
        Duration longest =
                announced != null && announced.compareTo(transferTimeout) > 0
                        ? announced
                        : transferTimeout;
        return now - lastPacket > Nanos.of(longest);
    }

    void spilled() {
        spilled = true;
    }

    boolean isSpilled() {
        return spilled;
    }

    /** From now on the held messages are not all that the broker has of the file. */
    void detach() {
        detached = true;
    }

    /** Whether the messages held are all that the file came in. */
    boolean isWithBroker() {
        return !spilled && !detached;
    }

    boolean plain() {
        return startAnnotations.plain();
    }

    int attempt() {
        return startAnnotations.attempt();
    }

    TransferId id() {
        return new TransferId(domain, start.token());
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

    GrowingFile file() {
        return file;
    }

    /** What the bytes so far come to; the computation can go on afterwards. */
    Digest digestSoFar() {
        return digest.whole().orElseThrow();
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
                finished() ? digestSoFar() : null);
    }

    ReceivedFile received() {
        Digest actual = digestSoFar();
        boolean verified =
                endAnnotations.length() != null && actual.equals(endAnnotations.digest());
        return new ReceivedFile(domain, start, end.meta(), length(), actual, verified, file.path());
    }

    Transfer describe() {
        return describe(domain, start, finished() ? Long.valueOf(length()) : announcedLength());
    }

    static Transfer describe(String domain, FileStart start, Long length) {
        return new Transfer(Direction.RECEIVING, domain, start.token(), start.dest(), length);
    }
}
