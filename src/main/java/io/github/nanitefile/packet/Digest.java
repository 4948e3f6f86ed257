package io.github.nanitefile.packet;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's bytes come to, as it travels in the header {@code nanite-digest}: {@code
 * sha-256:<hex>}.
 *
 * @param algorithm the algorithm as it travels, in lower case; {@value #SHA_256} is the one that we
 *     announce
 * @param hex the value in lower-case hex digits
 */
public record Digest(String algorithm, String hex) {

    /** The algorithm of every digest that we announce. */
    public static final String SHA_256 = "sha-256";

    private static final Pattern TEXT = Pattern.compile("([a-z0-9-]{1,32}):([0-9a-f]{2,256})");

    public Digest {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(hex, "hex");
    }

    /**
     * Reads {@code sha-256:<hex>}.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static Digest parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a digest reads 'sha-256:<hex>', not '" + text + "'");
        }
        return new Digest(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
