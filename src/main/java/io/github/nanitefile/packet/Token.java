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
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a token has 1 to "
                            + MAX_LENGTH
                            + " characters, this one has "
                            + value.length());
        }
    }

    /** A new token that nobody else has. */
    public static Token random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
