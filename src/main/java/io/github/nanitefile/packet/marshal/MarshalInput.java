package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.WireString;

/** The bytes of a message and how far they are read: bytes, numbers and lengths. */
final class MarshalInput {

    private static final int MAJOR = 4;
    private static final int MINOR = 8;

    private final byte[] body;
    private int position;

    MarshalInput(byte[] body) {
        this.body = body;
    }

    /** Reads the version. Ruby, too, reads older minor versions and refuses newer ones. */
    void version() throws UnreadableMessageException {
        int major = next();
        int minor = next();
        if (major != MAJOR || minor > MINOR) {
            throw new UnreadableMessageException(
                    "it is Marshal of version %d.%d, not 4.8".formatted(major, minor));
        }
    }

    /** The next byte, 0 to 255. */
    int next() throws UnreadableMessageException {
        if (position == body.length) {
            throw broken("the message ends too early");
        }
        return body[position++] & 0xff;
    }

    /** The next byte, 0 to 255, which stays the next. */
    int peek() throws UnreadableMessageException {
        int next = next();
        position--;
        return next;
    }

    /**
     * Reads Ruby's packed integer: a byte of -4 to 4 says how many bytes follow, lowest first, and
     * whether the number is negative; any other byte is the number itself, moved away from zero by
     * 5.
     */
    long integer() throws UnreadableMessageException {
        byte head = (byte) next();
        if (head > 4) {
            return head - 5L;
        }
        if (head < -4) {
            return head + 5L;
        }
        int width = Math.abs(head);
        long number = 0;
        for (int i = 0; i < width; i++) {
            number |= (long) next() << (8 * i);
        }
        return head < 0 ? number - (1L << (8 * width)) : number;
    }

    /**
     * Reads how many things follow, and holds it against what can follow.
     *
     * @param bytesEach the least number of bytes that each takes
     */
    int count(String things, int bytesEach) throws UnreadableMessageException {
        long count = integer();
        int remaining = body.length - position;
        if (count < 0 || count > remaining / bytesEach) {
            throw broken(
                    "%d %s are announced, and %d bytes remain".formatted(count, things, remaining));
        }
        return (int) count;
    }

    /** Reads a length and passes over as many bytes. */
    WireString bytes() throws UnreadableMessageException {
        int length = count("bytes", 1);
        return new WireString(body, skip(length), length);
    }

    /**
     * Passes over bytes.
     *
     * @return where they start
     */
    private int skip(int length) {
        int start = position;
        position += length;
        return start;
    }

    /** What to throw: says what is wrong, and where. */
    UnreadableMessageException broken(String what) {
        return new UnreadableMessageException(
                "its Marshal data is broken at byte " + position + ": " + what);
    }
}
