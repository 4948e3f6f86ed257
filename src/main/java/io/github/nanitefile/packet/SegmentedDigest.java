package io.github.nanitefile.packet;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a growing file comes to, in two ways: the digest of the whole, and a digest of the digests
 * of its segments.
 *
 * <p>Java's SHA-256 cannot be saved half way, so after a restart the digest of the whole would take
 * reading the whole file again. The digests of finished segments can be saved:
 *
 * <pre>
 *   0        64 MiB    128 MiB   length
 *   |--- d0 ---|--- d1 ---|-- d2 --|      segments() = sha-256(d0 d1 d2), each d in 32 bytes
 * </pre>
 *
 * so that what goes on after a restart reads again the segment that was growing, and no more. An
 * empty file has no segment.
 *
 * <p>One thread.
 */
public final class SegmentedDigest {

    /** The length of every segment but the last, in bytes. */
    public static final long SEGMENT = 64L << 20;

    private final long segment;
    private final List<Digest> finished;
    private final MessageDigest growing = Digest.sha256();
    private final boolean fromTheStart;

    /** Null in the first segment, which is all that there is; and for good after a resumption. */
    private MessageDigest whole;

    private long length;

    /** Of a file that begins to grow. */
    public SegmentedDigest() {
        this(SEGMENT, List.of());
    }

    /**
     * Of a file that goes on: the bytes to be shown next are those from {@link #length} on. What
     * the whole comes to is not to be had any more.
     *
     * @param finished the digests of the segments before, in order
     */
    public static SegmentedDigest resume(List<Digest> finished) {
        return new SegmentedDigest(SEGMENT, finished);
    }

    SegmentedDigest(long segment, List<Digest> finished) {
        this.segment = segment;
        this.finished = new ArrayList<>(finished);
        this.fromTheStart = finished.isEmpty();
        this.length = segment * finished.size();
    }

    /** Takes the next bytes, between the buffer's position and limit; its position is moved. */
    public void update(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int end = (int) Math.min(bytes.remaining(), segment - length % segment);
            ByteBuffer part = bytes.slice(bytes.position(), end);
            if (whole != null) {
                whole.update(part.duplicate());
            }
            growing.update(part);
            bytes.position(bytes.position() + end);
            length += end;
            if (length % segment == 0) {
                endSegment();
            }
        }
    }

    private void endSegment() {
        if (fromTheStart && whole == null) {
            whole = copyOf(growing);
        }
        finished.add(Digest.of(growing)); // and it begins anew
    }

    /** How many bytes it has seen, those before a resumption included. */
    public long length() {
        return length;
    }

    /** The digests of the segments that are whole. */
    public List<Digest> finished() {
        return List.copyOf(finished);
    }

    /** What all bytes come to so far; empty if those before a resumption were not seen. */
    public Optional<Digest> whole() {
        return fromTheStart
                ? Optional.of(Digest.of(copyOf(whole == null ? growing : whole)))
                : Optional.empty();
    }

    /** What the digests of all segments come to, the one that is growing included. */
    public Digest segments() {
        MessageDigest all = Digest.sha256();
        finished.forEach(one -> all.update(one.bytes()));
        if (length % segment != 0) {
            all.update(Digest.of(copyOf(growing)).bytes());
        }
        return Digest.of(all);
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's SHA-256 cannot be read half way", e);
        }
    }
}
