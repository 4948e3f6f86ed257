package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Digest;
import java.nio.ByteBuffer;

/**
 * What a read of a source came to.
 *
 * @param bytes the bytes that were read, between position and limit; given away by the reader
 * @param digest what the whole source comes to, if these were its last bytes; else null
 * @param segments what the digests of its segments come to, if these were its last bytes, see
 *     {@link io.github.nanitefile.packet.SegmentedDigest}; else null
 */
public record ReadResult(ByteBuffer bytes, Digest digest, Digest segments) {

    /** Whether these were the last bytes. */
    public boolean atEnd() {
        return digest != null;
    }
}
