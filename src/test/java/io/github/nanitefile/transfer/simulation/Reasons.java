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

    private static final List<String> OF_GAPS =
            List.of("did not arrive", "did not come again", "bytes but");

    /** By which packets come to miss between others. */
    private static final Set<Fault> CAUSES_OF_GAPS =
            EnumSet.of(Fault.BROKER_CRASH, Fault.DUPLICATES, Fault.REFUSALS);

    private Reasons() {}

    /** Whether something that went wrong in the scenario explains the failure. */
    static boolean isExcusable(String reason, Scenario scenario) {
        if (INEXCUSABLE.stream().anyMatch(reason::contains)) {
            return false;
        }
        return OF_GAPS.stream().noneMatch(reason::contains)
                || scenario.faults().stream().anyMatch(CAUSES_OF_GAPS::contains)
                || isScattered(scenario);
    }

    /** One member may have the middle of a file that another gets the rest of. */
    private static boolean isScattered(Scenario scenario) {
        return scenario.get(Knob.MEMBERS) > 1 && !scenario.sharedSpool();
    }
}
