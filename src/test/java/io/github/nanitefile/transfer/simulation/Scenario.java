package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.transfer.receive.ReceiverLimits;
import io.github.nanitefile.transfer.send.SendTerms;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schedule is about: how many of what, and what may go wrong. With the seed, it determines
 * everything that happens.
 *
 * @param seed of all chance in the schedule
 * @param knobs what there is
 * @param faults what may go wrong
 */
record Scenario(long seed, Map<Knob, Integer> knobs, Set<Fault> faults) {

    private static final int UNLIMITED = 10_000;
    private static final List<Repository.Kind> REPOSITORIES = List.of(Repository.Kind.values());
    private static final List<RoutePolicy> POLICIES = List.of(RoutePolicy.values());

    /** The scenario that the seed stands for: each has some of the faults, few or many. */
    static Scenario of(long seed) {
        Chance chance = new Chance(~seed);
        Map<Knob, Integer> knobs = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            knobs.put(knob, chance.between(knob.least, knob.most));
        }
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        int rarity = chance.between(2, 6);
        for (Fault fault : Fault.values()) {
            if (chance.oneIn(rarity)) {
                faults.add(fault);
            }
        }
        return new Scenario(seed, knobs, faults);
    }

    int get(Knob knob) {
        return knobs.get(knob);
    }

    private boolean is(Knob knob) {
        return get(knob) == 1;
    }

    Scenario with(Knob knob, int value) {
        Map<Knob, Integer> changed = new EnumMap<>(knobs);
        changed.put(knob, value);
        return new Scenario(seed, changed, faults);
    }

    Scenario without(Fault fault) {
        Set<Fault> fewer = EnumSet.copyOf(faults);
        fewer.remove(fault);
        return new Scenario(seed, knobs, fewer);
    }

    Scenario withSeed(long other) {
        return new Scenario(other, knobs, faults);
    }

    int chunkSize() {
        return get(Knob.CHUNK_SIZE);
    }

    int sendWindow() {
        return get(Knob.SEND_WINDOW);
    }

    SendTerms sendTerms() {
        return new SendTerms(
                chunkSize(),
                Duration.ofSeconds(get(Knob.IDLE_TIMEOUT_SECONDS)),
                is(Knob.RESTARTS),
                is(Knob.RECEIPTS) ? get(Knob.GROUPS) : 0);
    }

    boolean asksForReceipts() {
        return sendTerms().receipts() > 0;
    }

    boolean isRepeatable() {
        return is(Knob.REPEATABLE);
    }

    boolean lengthKnown() {
        return is(Knob.LENGTH_KNOWN);
    }

    boolean sharedSpool() {
        return is(Knob.SHARED_SPOOL);
    }

    Repository.Kind repository() {
        return REPOSITORIES.get(get(Knob.REPOSITORY));
    }

    ReceiverLimits limits() {
        return new ReceiverLimits(
                get(Knob.PREFETCH),
                Duration.ofSeconds(get(Knob.UNACKNOWLEDGED_SECONDS)),
                Duration.ofSeconds(get(Knob.TRANSFER_TIMEOUT_SECONDS)),
                unlimitedIfLarge(get(Knob.LARGEST_ACCEPTED)),
                get(Knob.OPEN_TRANSFERS),
                unlimitedIfLarge(get(Knob.SPOOL_SIZE)),
                true);
    }

    private static long unlimitedIfLarge(int limit) {
        return limit > UNLIMITED ? Long.MAX_VALUE : limit;
    }

    int concurrentRoutes() {
        return get(Knob.ROUTES_AT_ONCE);
    }

    RoutePolicy onFailure() {
        return POLICIES.get(get(Knob.ON_FAILURE));
    }

    long latency() {
        return get(Knob.LATENCY_MILLIS) * World.MILLI;
    }

    long diskLatency() {
        return get(Knob.DISK_LATENCY_MILLIS) * World.MILLI;
    }

    boolean refusesUnroutable() {
        return is(Knob.REFUSES_UNROUTABLE);
    }

    long faultTime() {
        return get(Knob.FAULT_SECONDS) * World.SECOND;
    }
}
