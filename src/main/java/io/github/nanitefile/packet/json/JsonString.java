package io.github.nanitefile.packet.json;

import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.WireString;

/**
 * Reads one string as bytes: what stands in it raw as it is, whether it is UTF-8 or not, and
 * escapes as the UTF-8 of their characters.
 *
 * <p>The lower half of a surrogate pair that stands alone becomes the three bytes that Ruby makes
 * of it, which are no valid UTF-8. An upper half alone is refused: Ruby refuses some of these and
 * makes other characters of the rest.
 */
final class JsonString {

    private static final int HEX_DIGITS = 4;

    private final byte[] body;
    private final int start;
    private int next;
    private byte[] bytes;
    private int length;

    private JsonString(byte[] body, int quote) {
        this.body = body;
        this.start = quote + 1;
        this.next = start;
    }

    /**
     * Reads the string whose opening quote is at {@code quote}. One without escapes is a view of
     * the body.
     */
    static WireString read(byte[] body, int quote) throws UnreadableMessageException {
        return new JsonString(body, quote).read();
    }

    private WireString read() throws UnreadableMessageException {
        int end = start;
        boolean plain = true;
        while (at(end) != '"') {
            if (body[end] == '\\') {
                plain = false;
                end++; // what it escapes may be a quote
            }
            end++;
        }
        if (plain) {
            return new WireString(body, start, end - start);
        }
        bytes = new byte[end - start]; // as no escape is shorter than what it stands for
        while (next < end) {
            byte b = body[next++];
            if (b == '\\') {
                escape();
            } else {
                bytes[length++] = b;
            }
        }
        return new WireString(bytes, 0, length);
    }

    private void escape() throws UnreadableMessageException {
        byte letter = at(next++);
        switch (letter) {
            case '"', '\\', '/' -> bytes[length++] = letter;
            case 'b' -> bytes[length++] = '\b';
            case 'f' -> bytes[length++] = '\f';
            case 'n' -> bytes[length++] = '\n';
            case 'r' -> bytes[length++] = '\r';
            case 't' -> bytes[length++] = '\t';
            case 'u' -> utf8(character());
            default -> throw broken("has an escape that there is not");
        }
    }

    private int character() throws UnreadableMessageException {
        char c = hex();
        if (!Character.isHighSurrogate(c)) {
            return c;
        }
        if (at(next) == '\\' && at(next + 1) == 'u') {
            next += 2;
            char low = hex();
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(c, low);
            }
        }
        throw broken("has the upper half of a surrogate pair without the lower");
    }

    private char hex() throws UnreadableMessageException {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(at(next++), 16);
            if (digit < 0) {
                throw broken("has an escape \\u without its four hex digits");
            }
            value = (value << 4) | digit;
        }
        return (char) value;
    }

    /** By hand, as half a surrogate pair is to become bytes too. */
    private void utf8(int c) {
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xc0 | (c >> 6));
            bytes[length++] = continuation(c);
        } else {
            if (c < 0x10000) {
                bytes[length++] = (byte) (0xe0 | (c >> 12));
            } else {
                bytes[length++] = (byte) (0xf0 | (c >> 18));
                bytes[length++] = continuation(c >> 12);
            }
            bytes[length++] = continuation(c >> 6);
            bytes[length++] = continuation(c);
        }
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private byte at(int place) throws UnreadableMessageException {
        if (place >= body.length) {
            throw broken("does not end");
        }
        return body[place];
    }

    private UnreadableMessageException broken(String what) {
        return new UnreadableMessageException(
                "it is no valid JSON: the string at byte " + (start - 1) + " " + what);
    }
}
