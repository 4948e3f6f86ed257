package io.github.nanitefile.camel.send;

import io.github.nanitefile.packet.SegmentedDigest;
import io.github.nanitefile.transfer.send.ReadResult;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads an exchange's body piece by piece, and knows at the end what it came to. One read at a
 * time, each on any thread; opened by the first, so that files that wait for their turn hold no
 * file descriptor.
 */
final class BodySource implements Closeable {

    private final Opening opening;
    private final boolean atHand;
    private final Long length;
    private final int chunkSize;
    private InputStream stream;
    private SegmentedDigest digest;

    /**
     * @param atHand whether no byte has to be waited for, other than for the disk
     * @param length how many bytes there should be, or null where only reading tells
     * @param chunkSize what is read together, so that chunks are cut where a Nanite peer cuts them
     */
    BodySource(Opening opening, boolean atHand, Long length, int chunkSize) {
        this.opening = opening;
        this.atHand = atHand;
        this.length = length;
        this.chunkSize = chunkSize;
    }

    /** Opens the body's bytes; more than once only where the body is repeatable. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /** Begins again at the first byte. */
    void rewind() throws IOException {
        close();
        stream = null;
    }

    /**
     * Reads the next bytes: {@code atMost} so many, fewer at the end, or whole chunks where the
     * stream would have to be waited for.
     */
    ReadResult read(int atMost) throws IOException {
        if (stream == null) {
            stream = opening.open();
            digest = new SegmentedDigest();
        }
        int most = room(atMost);
        byte[] bytes = new byte[most];
        int read = 0;
        boolean atEnd = false;
        while (read < most && !atEnd) {
            int wanted = atHand ? most - read : Math.min(chunkSize, most - read);
            int got = stream.readNBytes(bytes, read, wanted);
            read += got;
            atEnd = got < wanted;
            if (read < most && !atEnd && stream.available() == 0) {
                break;
            }
        }
        if (read < most / 2) { // who keeps these bytes shall not keep the room for others
            bytes = Arrays.copyOf(bytes, read);
        }
        ByteBuffer result = ByteBuffer.wrap(bytes, 0, read);
        digest.update(result.duplicate());
        return atEnd
                ? new ReadResult(result, digest.whole().orElseThrow(), digest.segments())
                : new ReadResult(result, null, null);
    }

    /** Of a small file all bytes, and one that shows that it has grown. */
    private int room(int atMost) {
        long left = length == null ? Long.MAX_VALUE : length - digest.length();
        return atHand && left >= 0 && left < atMost ? (int) left + 1 : atMost;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
