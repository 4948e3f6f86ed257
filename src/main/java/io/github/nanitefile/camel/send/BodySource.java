package io.github.nanitefile.camel.send;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.transfer.send.ReadResult;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;

/**
 * Reads an exchange's body piece by piece, and knows at the end what it came to. One read at a
 * time, each on any thread; opened by the first, so that files that wait for their turn hold no
 * file descriptor.
 */
final class BodySource implements Closeable {

    private final Opening opening;
    private final int chunkSize;
    private DigestInputStream stream;

    /**
     * @param chunkSize what is read together, so that chunks are cut where a Nanite peer cuts them
     */
    BodySource(Opening opening, int chunkSize) {
        this.opening = opening;
        this.chunkSize = chunkSize;
    }

    /** Opens the body's bytes. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * Reads the next bytes: {@code most} of them, fewer at the end, or whole chunks where the
     * stream would have to be waited for.
     */
    ReadResult read(int most) throws IOException {
        if (stream == null) {
            stream = new DigestInputStream(opening.open(), Digest.sha256());
        }
        byte[] bytes = new byte[most];
        int read = 0;
        while (read < most) {
            int wanted = Math.min(chunkSize, most - read);
            int got = stream.readNBytes(bytes, read, wanted);
            read += got;
            if (got < wanted) {
                return new ReadResult(
                        ByteBuffer.wrap(bytes, 0, read), Digest.of(stream.getMessageDigest()));
            }
            if (read < most && stream.available() == 0) {
                break;
            }
        }
        return new ReadResult(ByteBuffer.wrap(bytes, 0, read), null);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
