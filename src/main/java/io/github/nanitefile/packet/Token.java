package io.github.nanitefile.packet;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names one transfer, from its FileStart to its FileEnd.
 *
 * <p>Ours are 32 lower-case hex digits, as Nanite's are, but from a secure random source. A peer's
 * may be any text: it is a name from the wire, never a file name or a routing key.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters
 */
public record Token(String value) {

    /**
     * The longest token: what fits the AMQP property {@code correlation_id} (255 bytes) in any
     * text.
     */
    public static final int MAX_LENGTH = 63;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    /**
     * @throws IllegalArgumentException if value is empty or too long
     */
    public Token {
        if (!fits(value)) {
            throw new IllegalArgumentException(
                    "a token has 1 to "
                            + MAX_LENGTH
                            + " characters, this one has "
                            + value.length());
        }
    }

    /**
     * The token that a message names.
     *
     * @throws UnreadableMessageException if it cannot be one
     */
    public static Token fromWire(String value) throws UnreadableMessageException {
        if (!fits(value)) {
            throw new UnreadableMessageException(
                    "its token has "
                            + value.length()
                            + " characters, and one of 1 to "
                            + MAX_LENGTH
                            + " can be read");
        }
        return new Token(value);
    }

    /** A new token that nobody else has. */
    public static Token random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    private static boolean fits(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH;
    }

    @Override
    public String toString() {
        return value;
    }
}
