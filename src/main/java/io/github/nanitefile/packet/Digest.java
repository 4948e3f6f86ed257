package io.github.nanitefile.packet;

import static io.github.nanitefile.packet.UnreadableMessageException.quote;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file's bytes come to, as it travels in the header {@code nanite-digest}: {@code
 * sha-256:<hex>}.
 *
 * @param algorithm the algorithm as it travels, in lower case, 1 to 32 characters; {@value
 *     #SHA_256} is the one that we announce
 * @param hex the value in lower-case hex digits, 1 to 128 bytes
 */
public record Digest(String algorithm, String hex) {

    /** The algorithm of every digest that we announce. */
    public static final String SHA_256 = "sha-256";

    private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2}){1,128}");

    /**
     * @throws IllegalArgumentException if a part is of another form; says which form is right
     */
    public Digest {
        if (!ALGORITHM.matcher(algorithm).matches() || !HEX.matcher(hex).matches()) {
            throw malformed(algorithm + ":" + hex);
        }
    }

    /**
     * Reads {@code sha-256:<hex>}, in upper or lower case.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static Digest parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
        if (parts.length != 2) {
            throw malformed(text);
        }
        return new Digest(parts[0], parts[1]);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("a digest reads 'sha-256:<hex>', not " + quote(text));
    }

    /** A new computation of the digest that we announce. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(SHA_256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a {@link #sha256} computation comes to; that ends it. */
    public static Digest of(MessageDigest sha256) {
        return new Digest(SHA_256, HexFormat.of().formatHex(sha256.digest()));
    }

    /** The value as bytes. */
    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
