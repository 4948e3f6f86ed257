package io.github.nanitefile.packet.secure;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What becomes of bytes that OpenSSL signs as text, which is how Nanite has them signed: lines end
 * in CR LF. OpenSSL does it piece by piece, a line or 1023 bytes, and drops every CR at the end of
 * a piece.
 */
final class SignedText {

    /** What OpenSSL's buffer of 1024 takes, beside the NUL at its end. */
    private static final int PIECE = 1023;

    private static final byte[] CR_LF = {'\r', '\n'};

    private SignedText() {}

    /** The bytes that are signed. */
    static byte[] of(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length + bytes.length / 32);
        int start = 0;
        while (start < bytes.length) {
            int next = endOfPiece(bytes, start);
            boolean isLine = bytes[next - 1] == '\n';
            int end = isLine ? next - 1 : next;
            while (end > start && bytes[end - 1] == '\r') {
                end--;
            }
            text.write(bytes, start, end - start);
            if (isLine) {
                text.writeBytes(CR_LF);
            }
            start = next;
        }
        return text.toByteArray();
    }

    private static int endOfPiece(byte[] bytes, int start) {
        int most = Math.min(bytes.length, start + PIECE);
        for (int i = start; i < most; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return most;
    }

    /**
     * What was signed, with the line ends that it had. Where other bytes come to the same signed
     * ones, because they hold a CR more, these are none of them: they follow from what was signed
     * alone, so that nobody on the way has a say.
     */
    static byte[] original(byte[] signed) {
        byte[] original = new byte[signed.length];
        int length = 0;
        for (int i = 0; i < signed.length; i++) {
            boolean endsLine = signed[i] == '\r' && i + 1 < signed.length && signed[i + 1] == '\n';
            if (!endsLine) {
                original[length++] = signed[i];
            }
        }
        return Arrays.copyOf(original, length);
    }
}
