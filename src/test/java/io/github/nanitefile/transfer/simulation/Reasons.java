package io.github.nanitefile.transfer.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which failures a receiver may report, beside what it does with them: to fail loudly is no way out
 * where the file could have been had.
 */
final class Reasons {

    /** What no fault of this world makes of a file: bytes neither change nor multiply. */
    private static final List<String> INEXCUSABLE = List.of("its bytes come to", "but at least");

    /** By then a sender that is not held up for longer than it announced has repeated them. */
    private static final String NOT_REPEATED = "did not come again";

    private static final List<String> OF_GAPS =
            List.of("did not arrive", NOT_REPEATED, "bytes but");

    /**
     * By which packets come to miss between others. Not by a broker that dies and loses some of
     * what it had not confirmed: a sender that resumes repeats it, and receivers wait for that.
     */
    private static final Set<Fault> CAUSES_OF_GAPS =
            EnumSet.of(Fault.DUPLICATES, Fault.REFUSALS, Fault.SENDER_CRASH, Fault.STOP);

    /** By which a broker that is there may confirm nothing, or not be heard. */
    private static final Set<Fault> CAUSES_OF_SILENCE =
            EnumSet.of(Fault.REFUSALS, Fault.FREEZE, Fault.SLOW_PEER);

    private static final String NO_BEGINNING = "its beginning is not here";

    /** By which the first packets of a file go astray, though who has them shares them. */
    private static final Set<Fault> CAUSES_OF_LOST_BEGINNINGS =
            EnumSet.of(
                    Fault.LATE_RECEIVER,
                    Fault.DISK,
                    Fault.BROKER_CRASH,
                    Fault.DUPLICATES,
                    Fault.REFUSALS);

    private static final String UNCONFIRMED = "the broker confirmed nothing";
    private static final String LOST = "the connection to the broker was lost";

    private Reasons() {}

    /**
     * Whether something that went wrong in the scenario explains a receiver's failure.
     *
     * @param harmless whether it matters less than it says: a failure of the same file was told
     *     before, or its queue is a private one, of which every lost connection takes a part away,
     *     or the file is through the route and who did not know that got a part of it again
     */
    static boolean isExcusable(String reason, Scenario scenario, boolean harmless) {
        if (INEXCUSABLE.stream().anyMatch(reason::contains)) {
            return false;
        }
        if (reason.contains(NO_BEGINNING) && !harmless && keepsBeginnings(scenario)) {
            return false;
        }
        return OF_GAPS.stream().noneMatch(reason::contains)
                || harmless
                || scenario.faults().stream().anyMatch(CAUSES_OF_GAPS::contains)
                || (reason.contains(NOT_REPEATED) && scenario.faults().contains(Fault.FREEZE))
                || scenario.sendTerms().restarts()
                || isScattered(scenario);
    }

    /** Whether all members have, and remember, what one of them has. */
    private static boolean keepsBeginnings(Scenario scenario) {
        return !isScattered(scenario)
                && scenario.repository() == Repository.Kind.SHARED
                && !scenario.sendTerms().restarts()
                && scenario.faults().stream().noneMatch(CAUSES_OF_LOST_BEGINNINGS::contains);
    }

    /** One member may have the middle of a file that another gets the rest of. */
    private static boolean isScattered(Scenario scenario) {
        return scenario.get(Knob.MEMBERS) > 1 && !scenario.sharedSpool();
    }

    /**
     * Whether something explains a sender's failure: who resumes survives a lost connection, and a
     * broker that is there confirms.
     *
     * @param soundFor for how long it had a connection on which nothing was wrong
     */
    static boolean isExcusableOfSender(String reason, Scenario scenario, long soundFor) {
        boolean resumes = !scenario.sendTerms().restarts();
        boolean served =
                !scenario.asksForReceipts()
                        && soundFor > scenario.sendTerms().idleTimeout().toNanos()
                        && scenario.faults().stream().noneMatch(CAUSES_OF_SILENCE::contains);
        return !(resumes && reason.contains(LOST))
                && !(served && reason.contains(UNCONFIRMED))
                && !(scenario.faults().isEmpty() && !scenario.asksForReceipts());
    }
}
