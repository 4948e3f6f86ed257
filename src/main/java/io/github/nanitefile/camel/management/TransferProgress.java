package io.github.nanitefile.camel.management;

import io.github.nanitefile.transfer.Transfer;
import java.time.Duration;

/**
 * How far a transfer is.
 *
 * @param transfer which
 * @param bytes how many of its bytes are confirmed by the broker, or in the spool
 * @param waiting whether it waits for room, with nothing of it taken in
 * @param age since when it is under way here
 */
public record TransferProgress(Transfer transfer, long bytes, boolean waiting, Duration age) {

    /** The share that is through, 0 to 100; null while the length is not known. */
    public Integer percent() {
        Long length = transfer.length();
        if (length == null) {
            return null;
        }
        return length == 0 ? 100 : (int) Math.min(100, bytes * 100.0 / length);
    }
}
