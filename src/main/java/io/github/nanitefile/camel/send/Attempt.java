package io.github.nanitefile.camel.send;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.send.OutgoingTransfer;
import org.apache.camel.Exchange;

/**
 * The how-manieth try at sending an exchange's file. When Camel redelivers an exchange the token
 * stays and the number rises, so that receivers drop what they have of the earlier try. After a
 * success nothing is remembered, so that the same exchange can send its body elsewhere; and another
 * body after a failure is another file, which nobody may drop as the one that failed.
 *
 * @param endpoint the domain of the endpoint that tries
 * @param domain where to; another one if the user said so in a header, which is gone by the next
 *     try
 * @param token names the transfer
 * @param number from 1
 * @param body what it sends
 */
record Attempt(String endpoint, String domain, Token token, int number, SentBody body) {

    private static final String REMEMBERED = "CamelNaniteFileFailedAttempt";

    /**
     * @param domain the domain that the user asked for instead of the endpoint's, or null
     * @param token the token that the user asked for, or null
     */
    static Attempt of(Exchange exchange, String endpoint, String domain, Token token) {
        Attempt failed = (Attempt) exchange.getProperty(REMEMBERED);
        SentBody body = SentBody.of(exchange.getMessage());
        if (failed != null
                && failed.body.isSameAs(body)
                && failed.isTriedAgain(endpoint, domain, token)) {
            return new Attempt(endpoint, failed.domain, failed.token, failed.number + 1, body);
        }
        return new Attempt(
                endpoint,
                domain == null ? endpoint : domain,
                token == null ? Token.random() : token,
                1,
                body);
    }

    private boolean isTriedAgain(String byEndpoint, String toDomain, Token withToken) {
        return endpoint.equals(byEndpoint)
                && (toDomain == null || domain.equals(toDomain))
                && (withToken == null || token.equals(withToken));
    }

    boolean isFirst() {
        return number == 1;
    }

    /**
     * It failed: the next one has its token, and a higher number.
     *
     * @param last what it came to: it may have started over by itself meanwhile
     */
    void remember(Exchange exchange, OutgoingTransfer last) {
        exchange.setProperty(
                REMEMBERED, new Attempt(endpoint, domain, last.token(), last.attempt(), body));
    }

    /** It succeeded: the same exchange may send its body once more, as another transfer. */
    void forget(Exchange exchange) {
        exchange.removeProperty(REMEMBERED);
    }
}
