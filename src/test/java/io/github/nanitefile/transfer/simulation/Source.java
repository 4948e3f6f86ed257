package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.packet.SegmentedDigest;
import io.github.nanitefile.transfer.send.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file's bytes as one try reads them; it may fail, or be shorter than it was. */
final class Source {

    private final World world;
    private final byte[] bytes;
    private final int chunkSize;
    private SegmentedDigest digest = new SegmentedDigest();
    private final int length;
    private int read;

    /**
     * @param shrinks whether it is shorter than it was when it was taken on
     */
    Source(World world, byte[] bytes, int chunkSize, boolean shrinks) {
        this.world = world;
        this.bytes = bytes;
        this.chunkSize = chunkSize;
        this.length =
                shrinks && bytes.length > 0
                        ? world.chance.between(0, bytes.length - 1)
                        : bytes.length;
    }

    /** Begins at the first byte again. */
    void rewind() {
        digest = new SegmentedDigest();
        read = 0;
    }

    /** So many bytes, fewer at the end, or whole chunks now and then. */
    ReadResult next(int most) throws IOException {
        if (world.has(Fault.SOURCE) && world.chance.oneIn(10)) {
            throw new IOException("the source cannot be read");
        }
        int wanted = most;
        if (most > chunkSize && world.chance.oneIn(3)) {
            wanted = world.chance.between(1, most / chunkSize) * chunkSize;
        }
        int got = Math.min(wanted, length - read);
        ByteBuffer next = ByteBuffer.wrap(bytes, read, got).slice();
        digest.update(next.duplicate());
        read += got;
        return got == wanted
                ? new ReadResult(next, null, null)
                : new ReadResult(next, digest.whole().orElseThrow(), digest.segments());
    }
}
