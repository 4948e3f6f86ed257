package io.github.nanitefile.packet.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of JSON as they are written, with Ruby's escapes. */
public final class JsonOutput {

    /** What each byte becomes in a string; null for those that stay as they are. */
    private static final byte[][] ESCAPES = new byte[256][];

    static {
        for (int c = 0; c < ' '; c++) {
            escape(c, "\\u00" + HexFormat.of().toHexDigits((byte) c));
        }
        escape('\b', "\\b");
        escape('\f', "\\f");
        escape('\n', "\\n");
        escape('\r', "\\r");
        escape('\t', "\\t");
        escape('"', "\\\"");
        escape('\\', "\\\\");
    }

    private byte[] bytes;
    private int length;

    /**
     * Grows when it must.
     *
     * @param capacity in bytes, more than 0
     */
    public JsonOutput(int capacity) {
        bytes = new byte[capacity];
    }

    private static void escape(int c, String json) {
        ESCAPES[c] = json.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes the content of a string comes to. */
    static int lengthOf(ByteBuffer content) {
        int length = content.remaining();
        for (int i = content.position(); i < content.limit(); i++) {
            byte[] escape = ESCAPES[content.get(i) & 0xff];
            length += escape == null ? 0 : escape.length - 1;
        }
        return length;
    }

    /** Writes what needs no escapes. */
    public void ascii(String json) {
        byte[] ascii = json.getBytes(StandardCharsets.US_ASCII);
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    /**
     * Writes a string. What is no ASCII stays as it is, whether it is UTF-8 or not, as Ruby's does
     * since json 1.4.
     */
    public void string(ByteBuffer content) {
        reserve(lengthOf(content) + 2);
        bytes[length++] = '"';
        for (int i = content.position(); i < content.limit(); i++) {
            byte b = content.get(i);
            byte[] escape = ESCAPES[b & 0xff];
            if (escape == null) {
                bytes[length++] = b;
            } else {
                System.arraycopy(escape, 0, bytes, length, escape.length);
                length += escape.length;
            }
        }
        bytes[length++] = '"';
    }

    /** Writes a comma, unless what comes is the first in an array or a hash, or follows its key. */
    void separate() {
        byte last = bytes[length - 1];
        if (last != '[' && last != '{' && last != ':') {
            ascii(",");
        }
    }

    /** All that was written; nothing more may be. */
    public byte[] take() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
