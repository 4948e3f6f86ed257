package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.transfer.FailureKind;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What of a chunk goes into the file, and when none of it may. */
final class ChunkCheck {

    private final Admission admission;

    ChunkCheck(Admission admission) {
        this.admission = admission;
    }

    /** Why the transfer fails, or nothing if the chunk's unseen bytes may be appended. */
    Optional<Failure> failure(IncomingTransfer transfer, FileChunk chunk, Annotations annotations) {
        long offset = offset(transfer, annotations);
        if (offset > transfer.length()) {
            return Optional.of(
                    Failure.lost(
                            FailureKind.INCOMPLETE,
                            "bytes "
                                    + transfer.length()
                                    + " to "
                                    + (offset - 1)
                                    + " did not arrive; send it again"));
        }
        int unseen = unseen(transfer, chunk, annotations).remaining();
        if (unseen == 0) {
            return Optional.empty();
        }
        long length = transfer.length() + unseen;
        Long announced = transfer.announcedLength();
        if (announced != null && length > announced) {
            return Optional.of(
                    Failure.lost(
                            FailureKind.INCOMPLETE,
                            "it should have "
                                    + announced
                                    + " bytes but at least "
                                    + length
                                    + " arrived; send it again"));
        }
        return admission
                .tooLarge(length)
                .map(reason -> Failure.refused(FailureKind.REFUSED, "refused: " + reason));
    }

    /** The bytes that are not in the file yet; the chunk must not begin beyond its end. */
    ByteBuffer unseen(IncomingTransfer transfer, FileChunk chunk, Annotations annotations) {
        ByteBuffer bytes = chunk.chunk().duplicate();
        long behind = transfer.length() - offset(transfer, annotations);
        return bytes.position(bytes.position() + (int) Math.min(behind, bytes.remaining()));
    }

    /** A plain peer does not say: then it is the next. */
    private static long offset(IncomingTransfer transfer, Annotations annotations) {
        return annotations.offset() == null ? transfer.length() : annotations.offset();
    }
}
