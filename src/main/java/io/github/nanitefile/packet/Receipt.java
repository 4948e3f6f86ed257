package io.github.nanitefile.packet;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a receiver tells the sender of a transfer that asked for receipts: a message without a body
 * to the queue of {@link Annotations#replyTo}, of AMQP type {@value #TYPE}, with the token as its
 * correlation id and the rest in headers, all of them strings.
 *
 * @param token names the transfer
 * @param attempt the how-manieth try at sending it this is about, from 1
 * @param verdict how it fared
 * @param queue the queue that the receiver reads; one queue, one copy
 * @param group the receiver's group, for people
 * @param name the file's final name there, or null unless it was delivered
 * @param digest what the bytes there come to, or null unless it was delivered
 * @param time when, by the receiver's clock
 * @param reason why it was not delivered, or null if it was
 */
public record Receipt(
        Token token,
        int attempt,
        Verdict verdict,
        String queue,
        String group,
        String name,
        Digest digest,
        Instant time,
        String reason) {

    /** The AMQP type of the message. */
    public static final String TYPE = "FileReceipt";

    /**
     * How the names of queues begin that receipts are sent to: a packet that names another must not
     * make receivers write there.
     */
    public static final String QUEUE_PREFIX = "nanitefile:receipts:";

    private static final String ATTEMPT = Annotations.ATTEMPT;
    private static final String DIGEST = Annotations.DIGEST;
    private static final String VERDICT = "nanite-verdict";
    private static final String QUEUE = "nanite-queue";
    private static final String GROUP = "nanite-group";
    private static final String NAME = "nanite-name";
    private static final String TIME = "nanite-time";
    private static final String REASON = "nanite-reason";

    /** How a transfer fared at one receiver. */
    public enum Verdict {
        /** Placed and verified, and the route is done with it. */
        DELIVERED,
        /** A part of it is not there any more; another attempt may do better. */
        LOST,
        /** It is not wanted, or the route failed on it; another attempt would fare no better. */
        REFUSED
    }

    /** The same, told again to a sender that is at another attempt by now. */
    public Receipt withAttempt(int later) {
        return new Receipt(token, later, verdict, queue, group, name, digest, time, reason);
    }

    /** The headers to send. */
    public Map<String, String> toHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ATTEMPT, Integer.toString(attempt));
        headers.put(VERDICT, verdict.name().toLowerCase(Locale.ROOT));
        headers.put(QUEUE, queue);
        headers.put(GROUP, group);
        headers.put(TIME, time.toString());
        putIfSaid(headers, NAME, name);
        putIfSaid(headers, DIGEST, digest == null ? null : digest.toString());
        putIfSaid(headers, REASON, reason);
        return headers;
    }

    /**
     * Reads a receipt.
     *
     * @param correlationId null or the message's
     * @param headers null or the message's headers, of any value types
     * @throws UnreadableMessageException if it is none; says what is wrong with it
     */
    public static Receipt of(String correlationId, Map<String, ?> headers)
            throws UnreadableMessageException {
        if (correlationId == null || headers == null) {
            throw new UnreadableMessageException("it has no correlation id or no headers");
        }
        try {
            return new Receipt(
                    new Token(correlationId),
                    Integer.parseInt(said(headers, ATTEMPT)),
                    Verdict.valueOf(said(headers, VERDICT).toUpperCase(Locale.ROOT)),
                    said(headers, QUEUE),
                    said(headers, GROUP),
                    text(headers, NAME),
                    headers.get(DIGEST) == null ? null : Digest.parse(said(headers, DIGEST)),
                    Instant.parse(said(headers, TIME)),
                    text(headers, REASON));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableMessageException(
                    "it is no receipt: " + quote(String.valueOf(e.getMessage())), e);
        }
    }

    private static void putIfSaid(Map<String, String> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private static String said(Map<String, ?> headers, String name)
            throws UnreadableMessageException {
        String text = text(headers, name);
        if (text == null) {
            throw new UnreadableMessageException("it has no header " + name);
        }
        return text;
    }

    private static String text(Map<String, ?> headers, String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }
}
