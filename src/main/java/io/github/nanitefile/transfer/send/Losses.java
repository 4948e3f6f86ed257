package io.github.nanitefile.transfer.send;

import io.github.nanitefile.transfer.FailureKind;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the loss of the connection means for each transfer: most are kept for the next one. Owned by
 * the sender's thread.
 */
final class Losses {

    /** So often the channel may be closed over packets of one transfer, and nothing confirmed. */
    static final int MOST_REFUSALS = 3;

    private final Line line;
    private final Flights flights;
    private final ForbiddenDomains forbidden = new ForbiddenDomains();

    Losses(Line line, Flights flights) {
        this.line = line;
        this.flights = flights;
    }

    /** As {@link Sender#disconnected}. */
    void lost(Exception cause, boolean refusal, long now) {
        line.lost(cause);
        for (Flight flight : flights.all()) {
            if (flight.idleFor(true, now) == 0) {
                flight.touch(now); // from now on it counts
            }
            boolean uncertain = flight.isUncertain();
            flight.lost();
            if (uncertain) {
                uncertain(flight, cause, refusal, now);
            }
        }
    }

    private void uncertain(Flight flight, Exception cause, boolean refusal, long now) {
        OutgoingTransfer transfer = flight.transfer();
        if (refusal && transfer.refusedAgain() >= MOST_REFUSALS) {
            flights.fail(flight, FailureKind.BROKER, Complaint.refusedAgain(cause), cause, now);
        } else if (transfer.terms().restarts() && flight.isStarted()) {
            flights.startOver(flight, Complaint.uncertain(cause), true, now);
        }
    }

    /** As {@link Sender#closedOver}. Nobody else is to blame where the broker says who is. */
    void closedOver(Exception cause, Predicate<String> isForbidden, long now) {
        line.lost(cause);
        List<Flight> guilty =
                flights.all().stream()
                        .filter(flight -> isForbidden.test(flight.transfer().domain()))
                        .toList();
        for (Flight flight : guilty) {
            forbidden.add(flight.transfer().domain(), cause, now);
            drop(flight, cause, now);
        }
        lost(cause, guilty.isEmpty(), now);
    }

    /** Fails it if it goes where this user may not send to, as the broker said not long ago. */
    void dropIfForbidden(Flight flight, long now) {
        Exception refusal = forbidden.refusal(flight.transfer().domain(), now);
        if (refusal != null) {
            drop(flight, refusal, now);
        }
    }

    /** Its receivers could not be told either. */
    private void drop(Flight flight, Exception refusal, long now) {
        String reason = Complaint.forbidden(refusal);
        flights.drop(
                flight, FailureKind.BROKER, Complaint.of(flight.transfer(), reason, refusal), now);
    }
}
