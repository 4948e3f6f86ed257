package io.github.nanitefile.packet.secure;

import io.github.nanitefile.packet.json.JsonOutput;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How much of a file fits into one message. In a secure message each byte of the packet's JSON
 * appears two or three times, in part as base64, and some bytes of a file are up to six in JSON: a
 * chunk of NULs comes to twenty times its size.
 */
final class ChunkRoom {

    /** Nanite's own chunk, and the largest body that its oldest peers take. */
    private static final int USUAL_CHUNK = 16_384;

    private static final long USUAL_MOST = 131_064;

    /** RabbitMQ takes no larger message. */
    private static final long MOST = 16L << 20;

    /** However many recipients there are, something must fit. */
    private static final int LEAST_PART = 8;

    /** For padding, lengths and lines, which grow in steps. */
    private static final int SLACK = 1024;

    /** Costs are in 64ths of a byte: base64 makes 66 bytes, line ends included, of 48. */
    private static final int BYTE = 64;

    private static final int IN_SIGNATURE = BYTE * 66 / 48;

    /** In the envelope, and again in the signature over its text. */
    private static final int IN_ENVELOPE_AND_SIGNATURE =
            IN_SIGNATURE + BYTE * 66 * 66 / 48 / 48 + 1;

    /** What each byte comes to in JSON, and what that comes to as a string in JSON once more. */
    private static final int[] ONCE = new int[256];

    private static final int[] TWICE = new int[256];

    static {
        for (int b = 0; b < ONCE.length; b++) {
            byte[] once = inString(new byte[] {(byte) b});
            ONCE[b] = once.length;
            TWICE[b] = inString(once).length;
        }
    }

    private final int fixed;
    private final boolean encrypted;

    /**
     * @param fixed what a message with an empty chunk comes to
     * @param encrypted whether messages are encrypted
     */
    ChunkRoom(int fixed, boolean encrypted) {
        this.fixed = fixed;
        this.encrypted = encrypted;
    }

    /** See {@link io.github.nanitefile.packet.PacketWriter#chunkLength}. */
    int chunkLength(ByteBuffer bytes, int chunkSize) {
        long left = room(chunkSize) * BYTE;
        int most = Math.min(bytes.remaining(), chunkSize);
        for (int i = 0; i < most; i++) {
            left -= cost(bytes.get(bytes.position() + i));
            if (left < 0) {
                return Math.max(1, i);
            }
        }
        return most;
    }

    private long room(int chunkSize) {
        long limit = Math.min(MOST, Math.max(USUAL_MOST, USUAL_MOST * chunkSize / USUAL_CHUNK));
        return Math.max(limit - fixed - SLACK, limit / LEAST_PART);
    }

    private int cost(byte b) {
        int once = ONCE[b & 0xff];
        return encrypted
                ? once * IN_ENVELOPE_AND_SIGNATURE
                : once * IN_SIGNATURE + TWICE[b & 0xff] * BYTE;
    }

    /** Without the quotes. */
    private static byte[] inString(byte[] bytes) {
        JsonOutput out = new JsonOutput(2);
        out.string(ByteBuffer.wrap(bytes));
        byte[] string = out.take();
        return Arrays.copyOfRange(string, 1, string.length - 1);
    }
}
