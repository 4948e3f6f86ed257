package io.github.nanitefile.packet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What we say about a packet beside its body, in AMQP headers. A Nanite peer neither writes nor
 * reads them.
 *
 * <p>Every header is a string (AMQP type {@code S}): the AMQP client that Nanite peers run misreads
 * a message whose header table holds a 64-bit integer, and stops.
 *
 * @param attempt the how-manieth try at sending this transfer, from 1; 0 for a plain packet, that
 *     is one of a Nanite peer
 * @param offset where a chunk's first byte belongs in the file; null on other packets
 * @param length the file's length in bytes; on a start when it is known, on an end always; else
 *     null
 * @param digest what the whole file must come to; on an end, else null
 * @param maxPause how long the sender may fall silent within the transfer; on a start, else null
 * @param abort why the sender gives the transfer up; on the empty chunk that says so, else null
 */
public record Annotations(
        int attempt, Long offset, Long length, Digest digest, Duration maxPause, String abort) {

    /** Those of a plain packet: none. */
    public static final Annotations PLAIN = new Annotations(0, null, null, null, null, null);

    public static final String ATTEMPT = "nanite-attempt";
    public static final String OFFSET = "nanite-offset";
    public static final String LENGTH = "nanite-length";
    public static final String DIGEST = "nanite-digest";

    /** In whole seconds. */
    public static final String MAX_PAUSE = "nanite-max-pause";

    public static final String ABORT = "nanite-abort";

    /** Those of a start; length is null where it is not known beforehand. */
    public static Annotations ofStart(int attempt, Long length, Duration maxPause) {
        return new Annotations(attempt, null, length, null, maxPause, null);
    }

    public static Annotations ofChunk(int attempt, long offset) {
        return new Annotations(attempt, offset, null, null, null, null);
    }

    public static Annotations ofEnd(int attempt, long length, Digest digest) {
        return new Annotations(attempt, null, length, digest, null, null);
    }

    public static Annotations ofAbort(int attempt, String reason) {
        return new Annotations(attempt, null, null, null, null, reason);
    }

    /** Whether the packet comes from a peer that writes no annotations. */
    public boolean plain() {
        return attempt == 0;
    }

    /** The headers to send; empty for a plain packet. */
    public Map<String, String> toHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (plain()) {
            return headers;
        }
        headers.put(ATTEMPT, Integer.toString(attempt));
        putIfSaid(headers, OFFSET, offset);
        putIfSaid(headers, LENGTH, length);
        putIfSaid(headers, DIGEST, digest);
        putIfSaid(headers, MAX_PAUSE, maxPause == null ? null : maxPause.toSeconds());
        putIfSaid(headers, ABORT, abort);
        return headers;
    }

    /**
     * Reads the headers of a message. Others than ours are passed over; a message without {@value
     * #ATTEMPT} is plain, whatever else it carries.
     *
     * @param headers null or the message's headers, of any value types
     * @throws UnreadableMessageException if a header of ours has a value that it cannot have
     */
    public static Annotations fromHeaders(Map<String, ?> headers)
            throws UnreadableMessageException {
        if (headers == null || headers.get(ATTEMPT) == null) {
            return PLAIN;
        }
        long attempt = number(headers, ATTEMPT);
        if (attempt < 1 || attempt > Integer.MAX_VALUE) {
            throw broken(ATTEMPT, headers.get(ATTEMPT), null);
        }
        Long pause = number(headers, MAX_PAUSE);
        return new Annotations(
                (int) attempt,
                number(headers, OFFSET),
                number(headers, LENGTH),
                digest(headers),
                pause == null ? null : Duration.ofSeconds(pause),
                text(headers, ABORT));
    }

    private static void putIfSaid(Map<String, String> headers, String name, Object value) {
        if (value != null) {
            headers.put(name, value.toString());
        }
    }

    private static String text(Map<String, ?> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }

    private static Long number(Map<String, ?> headers, String name)
            throws UnreadableMessageException {
        String text = text(headers, name);
        if (text == null) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw broken(name, text, e);
        }
        throw broken(name, text, null);
    }

    private static Digest digest(Map<String, ?> headers) throws UnreadableMessageException {
        String text = text(headers, DIGEST);
        if (text == null) {
            return null;
        }
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw broken(DIGEST, text, e);
        }
    }

    private static UnreadableMessageException broken(String name, Object value, Throwable cause) {
        return new UnreadableMessageException(
                "its header " + name + " has the value '" + value + "', which it cannot have",
                cause);
    }
}
