package io.github.nanitefile.camel;

import java.nio.charset.StandardCharsets;

/** What a domain may be called, and how it travels. */
public final class Domains {

    /** The domain of an endpoint that names none. Nanite's own default. */
    public static final String DEFAULT = "global";

    private static final String PREFIX = "nanite.filepeer.";

    /** AMQP 0-9-1's short string. */
    private static final int MAX_KEY_BYTES = 255;

    private Domains() {}

    /**
     * The routing key that files of a domain travel with.
     *
     * @throws IllegalArgumentException if a domain cannot be called so; says why
     */
    public static String routingKey(String domain) {
        if (domain.isEmpty()
                || domain.chars()
                        .anyMatch(c -> "*#:".indexOf(c) >= 0 || Character.isWhitespace(c))) {
            throw new IllegalArgumentException(
                    "'"
                            + domain
                            + "' cannot be a domain: give nanitefile: a name without *, #, : and blanks");
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

    /** The domain that a routing key speaks of. */
    public static String domainOf(String routingKey) {
        return routingKey.startsWith(PREFIX) ? routingKey.substring(PREFIX.length()) : routingKey;
    }
}
