package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;

/**
 * What must be known about a transfer to go on with it after a crash.
 *
 * @param domain the domain it came through
 * @param start its FileStart
 * @param startAnnotations what came with it
 * @param end its FileEnd, or null while bytes are missing
 * @param endAnnotations what came with the FileEnd, or null
 * @param file its bytes so far
 */
public record TransferState(
        String domain,
        FileStart start,
        Annotations startAnnotations,
        FileEnd end,
        Annotations endAnnotations,
        GrowingFile file) {}
