package io.github.nanitefile.transfer.send;

import io.github.nanitefile.transfer.Nanos;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Domains that the broker has just refused to take files for. To ask it again takes the channel
 * that all transfers share, so that is done once in a while, not for each file. Owned by the
 * sender's thread.
 */
final class ForbiddenDomains {

    /** How long a refusal is taken to hold. */
    static final Duration HOLD = Duration.ofSeconds(30);

    private final Map<String, Refusal> refusals = new HashMap<>();

    private record Refusal(Exception cause, long since) {

        boolean holds(long now) {
            return now - since < Nanos.of(HOLD);
        }
    }

    void add(String domain, Exception cause, long now) {
        refusals.values().removeIf(refusal -> !refusal.holds(now));
        refusals.put(domain, new Refusal(cause, now));
    }

    /** Why nothing can be sent there now; null if it can be tried. */
    Exception refusal(String domain, long now) {
        Refusal refusal = refusals.get(domain);
        return refusal != null && refusal.holds(now) ? refusal.cause() : null;
    }
}
