package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import java.util.List;

/**
 * What must be known about a transfer to go on with it after a crash.
 *
 * @param domain the domain it came through
 * @param start its FileStart
 * @param startAnnotations what came with it
 * @param end its FileEnd, or null while bytes are missing
 * @param endAnnotations what came with the FileEnd, or null
 * @param file its bytes so far
 * @param segments what the finished segments of its bytes come to, so that they need not be read
 *     again; see {@link io.github.nanitefile.packet.SegmentedDigest#finished}
 * @param digest what all its bytes come to; null while bytes are missing
 */
public record TransferState(
        String domain,
        FileStart start,
        Annotations startAnnotations,
        FileEnd end,
        Annotations endAnnotations,
        GrowingFile file,
        List<Digest> segments,
        Digest digest) {

    /** How the queue's transfers tell it from others. */
    public TransferId id() {
        return new TransferId(domain, start.token());
    }
}
