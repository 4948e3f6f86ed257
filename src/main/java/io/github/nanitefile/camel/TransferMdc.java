package io.github.nanitefile.camel;

import io.github.nanitefile.packet.Token;
import org.slf4j.MDC;

/**
 * Puts a transfer's token and domain into the logging context of this thread, until it is closed;
 * what was there before comes back then.
 */
public final class TransferMdc implements AutoCloseable {

    public static final String TOKEN = "nanitefile.token";
    public static final String DOMAIN = "nanitefile.domain";

    private final String tokenBefore = MDC.get(TOKEN);
    private final String domainBefore = MDC.get(DOMAIN);

    private TransferMdc() {}

    /** For that transfer. */
    public static TransferMdc of(String domain, Token token) {
        TransferMdc mdc = new TransferMdc();
        MDC.put(TOKEN, ForPeople.name(token.value()));
        MDC.put(DOMAIN, ForPeople.name(domain));
        return mdc;
    }

    @Override
    public void close() {
        restore(TOKEN, tokenBefore);
        restore(DOMAIN, domainBefore);
    }

    private static void restore(String key, String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
