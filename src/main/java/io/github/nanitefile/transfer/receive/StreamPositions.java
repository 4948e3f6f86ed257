package io.github.nanitefile.transfer.receive;

import java.util.stream.LongStream;

/**
 * From where on a stream has to be read. Its messages stay in it, so that is all that must be known
 * to go on anywhere. Nothing of this means anything for a queue. Owned by the receiver's thread.
 */
final class StreamPositions {

    private static final long UNKNOWN = -1;

    private final OpenTransfers open;
    private long next = UNKNOWN;

    StreamPositions(OpenTransfers open) {
        this.open = open;
    }

    /** A message was taken in, or is of no use to anybody. */
    void taken(long position) {
        if (position >= 0) {
            next = position + 1;
        }
    }

    /** A message that had been taken in is lost, and all after it with the channel. */
    void lost(long position) {
        if (position >= 0) {
            next = Math.min(next, position);
        }
    }

    /** What is not whole is lost with the channel. To be called before it is let go of. */
    void channelLost() {
        next = oldest(open.unfinishedPositions());
    }

    /** The one to be read next; negative before the first. */
    long next() {
        return next;
    }

    /** The oldest that is needed still, were all that is here lost; negative before the first. */
    long needed() {
        return oldest(open.positions());
    }

    private long oldest(LongStream beginnings) {
        return beginnings.filter(position -> position >= 0).reduce(next, Math::min);
    }
}
