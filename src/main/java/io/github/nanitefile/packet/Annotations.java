package io.github.nanitefile.packet;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What we say about a packet beside its body, in AMQP headers. A Nanite peer neither writes nor
 * reads them.
 *
 * <p>Every header is a string (AMQP type {@code S}): the AMQP client that Nanite peers run misreads
 * a message whose header table holds a 64-bit integer, and stops.
 *
 * @param attempt the how-manieth try at sending this transfer, from 1; 0 for a plain packet, that
 *     is one of a Nanite peer, which has nothing else either
 * @param offset where a chunk's first byte belongs in the file, from 0; null on other packets
 * @param length the file's length in bytes, from 0; on a start when it is known, on an end always;
 *     else null
 * @param digest what the whole file must come to; on an end, else null
 * @param maxPause how long the sender may fall silent within the transfer, from 0 to {@link
 *     #LONGEST_PAUSE}; on a start, else null
 * @param abort why the sender gives the transfer up; on the empty chunk that says so, else null
 * @param segments what the digests of the file's segments come to, see {@link SegmentedDigest}; on
 *     an end, else null
 * @param replyTo the queue where the sender waits for {@link Receipt}s, or null if it does not;
 *     travels as AMQP's own {@code reply_to}, not as a header
 */
public record Annotations(
        int attempt,
        Long offset,
        Long length,
        Digest digest,
        Duration maxPause,
        String abort,
        Digest segments,
        String replyTo) {

    /** Those of a plain packet: none. */
    public static final Annotations PLAIN =
            new Annotations(0, null, null, null, null, null, null, null);

    /** On every packet of ours: what tells them from plain ones. */
    public static final String ATTEMPT = "nanite-attempt";

    /** On a chunk, in bytes. */
    public static final String OFFSET = "nanite-offset";

    /** On a start when known, and on an end, in bytes. */
    public static final String LENGTH = "nanite-length";

    /** On an end, as {@link Digest} reads and writes it. */
    public static final String DIGEST = "nanite-digest";

    /** On an end, as {@link Digest} reads and writes it. */
    public static final String SEGMENTS = "nanite-segments";

    /** In whole seconds, rounded up. */
    public static final String MAX_PAUSE = "nanite-max-pause";

    /** On the empty chunk that gives a transfer up: the reason, as any text. */
    public static final String ABORT = "nanite-abort";

    /**
     * The longest pause that a sender may announce. A bound, so that a message can neither make a
     * receiver wait for ever nor overflow its clock.
     */
    public static final Duration LONGEST_PAUSE = Duration.ofDays(365);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    /**
     * @throws IllegalArgumentException if a value is out of its range, or a plain packet has any
     */
    public Annotations {
        if (attempt < 0 || isNegative(offset) || isNegative(length)) {
            throw new IllegalArgumentException(
                    "attempt %d, offset %d and length %d must not be negative"
                            .formatted(attempt, offset, length));
        }
        if (maxPause != null && (maxPause.isNegative() || maxPause.compareTo(LONGEST_PAUSE) > 0)) {
            throw new IllegalArgumentException(
                    "a sender may pause for 0 to %d seconds, not %d"
                            .formatted(LONGEST_PAUSE.toSeconds(), maxPause.toSeconds()));
        }
        if (attempt == 0
                && !(offset == null
                        && length == null
                        && digest == null
                        && maxPause == null
                        && abort == null
                        && segments == null
                        && replyTo == null)) {
            throw new IllegalArgumentException("a plain packet, of attempt 0, has no annotations");
        }
    }

    /** Those of a start; length is null where it is not known beforehand. */
    public static Annotations ofStart(int attempt, Long length, Duration maxPause) {
        return new Annotations(attempt, null, length, null, maxPause, null, null, null);
    }

    /** Those of a chunk. */
    public static Annotations ofChunk(int attempt, long offset) {
        return new Annotations(attempt, offset, null, null, null, null, null, null);
    }

    /**
     * Those of an end.
     *
     * @param segments null where the sender does not say
     */
    public static Annotations ofEnd(int attempt, long length, Digest digest, Digest segments) {
        return new Annotations(attempt, null, length, digest, null, null, segments, null);
    }

    /** Those of the empty chunk that gives a transfer up. */
    public static Annotations ofAbort(int attempt, String reason) {
        return new Annotations(attempt, null, null, null, null, reason, null, null);
    }

    /**
     * The same with the queue where the sender waits for receipts; those of a plain packet stay
     * plain.
     *
     * @param queue null for none
     */
    public Annotations withReplyTo(String queue) {
        return plain()
                ? this
                : new Annotations(
                        attempt, offset, length, digest, maxPause, abort, segments, queue);
    }

    /** Whether the packet comes from a peer that writes no annotations. */
    public boolean plain() {
        return attempt == 0;
    }

    /** The headers to send, without {@link #replyTo}; empty for a plain packet. */
    public Map<String, String> toHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (plain()) {
            return headers;
        }
        headers.put(ATTEMPT, Integer.toString(attempt));
        putIfSaid(headers, OFFSET, offset);
        putIfSaid(headers, LENGTH, length);
        putIfSaid(headers, DIGEST, digest);
        putIfSaid(headers, SEGMENTS, segments);
        putIfSaid(headers, MAX_PAUSE, maxPause == null ? null : secondsUp(maxPause));
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
        long attempt = number(headers, ATTEMPT, 1, Integer.MAX_VALUE);
        Long pause = number(headers, MAX_PAUSE, 0, LONGEST_PAUSE.toSeconds());
        return new Annotations(
                (int) attempt,
                number(headers, OFFSET, 0, Long.MAX_VALUE),
                number(headers, LENGTH, 0, Long.MAX_VALUE),
                digest(headers, DIGEST),
                pause == null ? null : Duration.ofSeconds(pause),
                text(headers, ABORT),
                digest(headers, SEGMENTS),
                null);
    }

    private static boolean isNegative(Long number) {
        return number != null && number < 0;
    }

    /** A pause is a promise: announced shorter than it is, receivers would give up too early. */
    private static long secondsUp(Duration duration) {
        return duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0);
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

    /** Null if the header is not there. */
    private static Long number(Map<String, ?> headers, String name, long min, long max)
            throws UnreadableMessageException {
        String text = text(headers, name);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw broken(name, text, null);
        }
        BigInteger number = new BigInteger(text); // 19 digits may be more than a long
        if (number.compareTo(BigInteger.valueOf(min)) < 0
                || number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw broken(name, text, null);
        }
        return number.longValueExact();
    }

    private static Digest digest(Map<String, ?> headers, String name)
            throws UnreadableMessageException {
        String text = text(headers, name);
        if (text == null) {
            return null;
        }
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw broken(name, text, e);
        }
    }

    private static UnreadableMessageException broken(String name, String value, Throwable cause) {
        return new UnreadableMessageException(
                "its header " + name + " has the value " + quote(value) + ", which it cannot have",
                cause);
    }
}
