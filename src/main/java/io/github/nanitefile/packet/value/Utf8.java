package io.github.nanitefile.packet.value;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8, with nothing changed to make it fit. */
public final class Utf8 {

    private Utf8() {}

    /**
     * The bytes of a text.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    public static byte[] encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw halfPair(e);
        }
    }

    /**
     * How many bytes a text comes to.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    throw halfPair(null);
                }
                i++;
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    private static IllegalArgumentException halfPair(Throwable cause) {
        return new IllegalArgumentException(
                "a text holds half a surrogate pair, which is no character in UTF-8", cause);
    }
}
