package io.github.nanitefile.transfer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Runs schedule after schedule; see CONTRIBUTING for how many, and for how to run one again. */
class SimulationTest {

    private static final long SCHEDULES = Long.getLong("nanitefile.simulation.schedules", 2_000);
    private static final long FIRST = Long.getLong("nanitefile.simulation.first", 0);
    private static final Long ONLY = Long.getLong("nanitefile.simulation.seed");
    private static final int THREADS = 2;
    private static final int SHOWN_LINES = 150;
    private static final int COMPARED = 100;

    private final AtomicLong next = new AtomicLong(ONLY == null ? FIRST : ONLY);
    private final long end = next.get() + (ONLY == null ? SCHEDULES : 1);

    @Test
    void shouldKeepEveryPromiseInEverySchedule() throws Exception {
        Statistics all = new Statistics();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Statistics> work = this::runSchedules;
            for (Future<Statistics> done : threads.invokeAll(List.of(work, work))) {
                all.addAll(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("The simulator ran\n" + all);
        assertThat(all.get(Count.SCHEDULES)).isEqualTo(ONLY == null ? SCHEDULES : 1);
    }

    /** Until there are none left, or one fails. */
    private Statistics runSchedules() {
        Statistics statistics = new Statistics();
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Simulation simulation = new Simulation(Scenario.of(seed), 0);
            try {
                simulation.run();
            } catch (Violation e) {
                next.set(end);
                throw explained(seed, e);
            }
            statistics.addAll(simulation.statistics());
        }
        return statistics;
    }

    /** The simplest scenario found that fails too, with its last lines. */
    private static Violation explained(long seed, Violation first) {
        Scenario simplest =
                Shrinker.shrink(Scenario.of(seed), simpler -> fails(simpler, first.kind()));
        Simulation simulation = new Simulation(simplest, SHOWN_LINES);
        try {
            simulation.run();
        } catch (Violation e) {
            return new Violation(
                    "Schedule %d breaks a promise: %s%nIt was made simpler: %s%n%s%nTo run it again: mvn test -Dtest=SimulationTest -Dnanitefile.simulation.seed=%d"
                            .formatted(
                                    seed,
                                    e.getMessage(),
                                    simplest,
                                    simulation.trace().text(),
                                    seed),
                    e);
        }
        return new Violation("Schedule " + seed + " does not fail each time: " + simplest);
    }

    private static boolean fails(Scenario scenario, String kind) {
        try {
            new Simulation(scenario, 0).run();
            return false;
        } catch (Violation e) {
            return e.kind().equals(kind);
        }
    }

    @Test
    void shouldRunTheSameScheduleTheSameEachTime() {
        LongStream.range(0, COMPARED)
                .forEach(
                        seed ->
                                assertThat(hash(seed))
                                        .as("hash of schedule %d", seed)
                                        .isEqualTo(hash(seed)));
        assertThat(LongStream.range(0, COMPARED).map(SimulationTest::hash).distinct().count())
                .isEqualTo(COMPARED);
    }

    private static long hash(long seed) {
        Simulation simulation = new Simulation(Scenario.of(seed), 0);
        simulation.run();
        return simulation.trace().hash();
    }
}
