package io.github.nanitefile.camel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a domain may be called, and how it travels. A consumer may name many at once, by a pattern
 * of words with dots between them: {@code *} stands for one word, {@code #} for any number.
 */
public final class Domains {

    /** The domain of an endpoint that names none. Nanite's own default. */
    public static final String DEFAULT = "global";

    private static final String PREFIX = "nanite.filepeer.";

    private static final String WORD = "[\\p{L}\\p{N}_@=+~-]+";
    private static final Pattern HARMLESS = Pattern.compile(WORD + "(\\." + WORD + ")*");

    /** AMQP 0-9-1's short string. */
    private static final int MAX_KEY_BYTES = 255;

    private Domains() {}

    /**
     * The routing key that files of a domain travel with.
     *
     * @throws IllegalArgumentException if a domain cannot be called so, or it is a pattern of many;
     *     says why
     */
    public static String routingKey(String domain) {
        String key = bindingKey(domain);
        if (hasWildcard(domain)) {
            throw new IllegalArgumentException(
                    "'"
                            + domain
                            + "' stands for many domains, so nothing can be sent to it: name one of them, without *"
                            + " and #");
        }
        return key;
    }

    /**
     * The routing keys that a consumer of a domain, or of a pattern of many, asks for.
     *
     * @throws IllegalArgumentException if no domain can be called so; says why
     */
    public static String bindingKey(String domain) {
        if (!isFit(domain)) {
            throw new IllegalArgumentException(
                    "'"
                            + domain
                            + "' cannot be a domain: give nanitefile: a name without *, #, : and blanks; to"
                            + " receive from many domains * or # stand for whole words, as in eu.* or #");
        }
        String key = PREFIX + domain;
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Domain '"
                            + domain
                            + "' is too long: with '"
                            + PREFIX
                            + "' before it a routing key has at most "
                            + MAX_KEY_BYTES
                            + " bytes");
        }
        return key;
    }

    private static boolean isFit(String domain) {
        return !domain.isEmpty()
                && domain.chars().noneMatch(c -> c == ':' || Character.isWhitespace(c))
                && Stream.of(domain.split("\\.", -1)).allMatch(Domains::isWordOrWildcard);
    }

    /** A wildcard inside a word is none to the broker, and no sender's domain has one. */
    private static boolean isWordOrWildcard(String word) {
        return !hasWildcard(word) || word.length() == 1;
    }

    private static boolean hasWildcard(String text) {
        return text.contains("*") || text.contains("#");
    }

    /**
     * Whether the name of a domain that came from the wire, and that nobody here has written, can
     * do no harm where a route makes it a part of a path or of a URI: it has no empty word, and but
     * letters, digits and what means nothing there.
     */
    public static boolean isHarmless(String domain) {
        return HARMLESS.matcher(domain).matches();
    }

    /** The domain that a routing key speaks of. */
    public static String domainOf(String routingKey) {
        return routingKey.startsWith(PREFIX) ? routingKey.substring(PREFIX.length()) : routingKey;
    }
}
