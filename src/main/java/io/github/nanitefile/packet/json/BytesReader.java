package io.github.nanitefile.packet.json;

import java.io.Reader;

/**
 * Gives a parser each byte as a character of its own. So it never judges whether they are UTF-8,
 * which in the strings of older peers they are not, and where it says it is counts bytes.
 */
final class BytesReader extends Reader {

    private final byte[] body;
    private int next;

    BytesReader(byte[] body) {
        this.body = body;
    }

    @Override
    public int read(char[] chars, int start, int length) {
        if (next == body.length) {
            return -1;
        }
        int count = Math.min(length, body.length - next);
        for (int i = 0; i < count; i++) {
            chars[start + i] = (char) (body[next + i] & 0xff);
        }
        next += count;
        return count;
    }

    /** There is nothing to close. */
    @Override
    public void close() {}
}
