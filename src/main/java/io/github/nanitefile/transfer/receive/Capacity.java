package io.github.nanitefile.transfer.receive;

/**
 * How many transfers, and how many bytes of theirs, may be open at once. Counts; does not decide
 * who waits.
 */
final class Capacity {

    private final int maxTransfers;
    private final long maxBytes;
    private int transfers;
    private long bytes;

    Capacity(int maxTransfers, long maxBytes) {
        this.maxTransfers = maxTransfers;
        this.maxBytes = maxBytes;
    }

    /** Whether a transfer of that many bytes can be let in now. */
    boolean holds(long length) {
        boolean unlimited = maxBytes == Long.MAX_VALUE;
        return transfers < maxTransfers
                && (unlimited || transfers == 0 || length <= maxBytes - bytes);
    }

    /** What is in the way of the next transfer, and what to do about it. */
    String full() {
        return transfers >= maxTransfers
                ? "maxOpenTransfers=%d are open. If that takes too long, raise maxOpenTransfers, or concurrentConsumers where the route is slow"
                        .formatted(maxTransfers)
                : "of maxSpoolSize=%d bytes %d are taken by open transfers. If that takes too long, raise maxSpoolSize, or concurrentConsumers where the route is slow"
                        .formatted(maxBytes, bytes);
    }

    boolean isUnused() {
        return transfers == 0 && bytes == 0;
    }

    void reserve(long length) {
        transfers++;
        bytes += length;
    }

    /** A transfer turned out longer than what was reserved for it. */
    void grow(long more) {
        bytes += more;
    }

    void release(long length) {
        transfers--;
        bytes -= length;
    }
}
