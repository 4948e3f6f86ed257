package io.github.nanitefile.camel.send;

import io.github.nanitefile.packet.Token;
import org.apache.camel.Exchange;

/**
 * The how-manieth try at sending an exchange's file. When Camel redelivers an exchange the token
 * stays and the number rises, so that receivers drop what they have of the earlier try; after a
 * success nothing is remembered, so that the same exchange can send its body elsewhere.
 *
 * @param domain where to
 * @param token names the transfer
 * @param number from 1
 */
record Attempt(String domain, Token token, int number) {

    private static final String REMEMBERED = "CamelNaniteFileFailedAttempt";

    /**
     * @param wanted the token that the user asked for, or null
     */
    static Attempt of(Exchange exchange, String domain, Token wanted) {
        Attempt failed = (Attempt) exchange.getProperty(REMEMBERED);
        if (failed != null
                && failed.domain.equals(domain)
                && (wanted == null || wanted.equals(failed.token))) {
            return new Attempt(domain, failed.token, failed.number + 1);
        }
        return new Attempt(domain, wanted == null ? Token.random() : wanted, 1);
    }

    boolean isFirst() {
        return number == 1;
    }

    /** It failed: the next one has this one's token. */
    void remember(Exchange exchange) {
        exchange.setProperty(REMEMBERED, this);
    }

    /** It succeeded: the same exchange may send its body once more, as another transfer. */
    void forget(Exchange exchange) {
        exchange.removeProperty(REMEMBERED);
    }
}
