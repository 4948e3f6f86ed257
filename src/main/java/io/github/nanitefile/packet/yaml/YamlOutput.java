package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.value.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The bytes of a message as they come about. */
final class YamlOutput {

    /** As long as Ruby's. */
    private static final int LINE = 60;

    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(LINE, "\n  ".getBytes(StandardCharsets.US_ASCII));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /** Writes characters that mean something to YAML. */
    YamlOutput ascii(String characters) {
        out.writeBytes(characters.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Writes a text in double quotes, on one line, whatever it holds. */
    void quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), quoted);
        }
        out.writeBytes(Utf8.encode(quoted.append('"').toString()));
    }

    /**
     * Of the escapes, {@code \xNN} is a byte to Ruby 1.8 and a character to others, so it is for
     * ASCII alone. Whatever need not be escaped is not: Ruby 1.8 does not know {@code \}{@code u}.
     */
    private static void escape(char c, StringBuilder quoted) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append(c);
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    quoted.append("\\x%02X".formatted((int) c));
                } else if (isBreakOrUnprintable(c)) {
                    quoted.append("\\u%04X".formatted((int) c));
                } else {
                    quoted.append(c);
                }
            }
        }
    }

    /** Beyond ASCII, to YAML 1.1. */
    private static boolean isBreakOrUnprintable(char c) {
        return (c >= 0x80 && c < 0xa0)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\ufeff'
                || c > '\ufffd';
    }

    /** Writes bytes as base64 in lines under a key, and moves none of the positions of the view. */
    void base64Lines(ByteBuffer bytes) {
        ascii("!binary |\n  ");
        ByteBuffer encoded = LINES.encode(bytes.duplicate());
        out.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
        ascii("\n");
    }

    /** Writes bytes as base64 on one line. */
    void base64(byte[] bytes) {
        ascii("!binary \"");
        out.writeBytes(Base64.getEncoder().encode(bytes));
        ascii("\"");
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
