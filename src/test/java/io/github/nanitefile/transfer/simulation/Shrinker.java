package io.github.nanitefile.transfer.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a scenario that fails simpler, as long as it still fails: fewer faults, fewer of
 * everything. Each simpler one is tried with several seeds, since chance falls differently in it.
 */
final class Shrinker {

    private static final int SEEDS = 30;

    private Shrinker() {}

    static Scenario shrink(Scenario failing, Predicate<Scenario> fails) {
        Scenario simplest = failing;
        boolean simpler = true;
        while (simpler) {
            simpler = false;
            for (Scenario candidate : simplerThan(simplest)) {
                Optional<Scenario> stillFails = failing(candidate, fails);
                if (stillFails.isPresent()) {
                    simplest = stillFails.get();
                    simpler = true;
                    break;
                }
            }
        }
        return simplest;
    }

    private static List<Scenario> simplerThan(Scenario scenario) {
        List<Scenario> simpler = new ArrayList<>();
        scenario.faults().forEach(fault -> simpler.add(scenario.without(fault)));
        for (Knob knob : Knob.values()) {
            int value = scenario.get(knob);
            int half = value + (knob.simplest - value) / 2;
            if (value != knob.simplest) {
                simpler.add(scenario.with(knob, knob.simplest));
            }
            if (half != value && half != knob.simplest) {
                simpler.add(scenario.with(knob, half));
            }
        }
        return simpler;
    }

    private static Optional<Scenario> failing(Scenario candidate, Predicate<Scenario> fails) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Scenario tried = seed == 0 ? candidate : candidate.withSeed(seed);
            if (fails.test(tried)) {
                return Optional.of(tried);
            }
        }
        return Optional.empty();
    }
}
