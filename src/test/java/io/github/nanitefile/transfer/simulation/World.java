package io.github.nanitefile.transfer.simulation;

import java.time.Duration;
import java.util.PriorityQueue;

/**
 * Virtual time: what is due happens, one after another, and the clock goes on to the next. What is
 * due at the same time happens in the order in which it was planned.
 */
final class World {

    /** All senders and receivers are of one domain. */
    static final String DOMAIN = "global";

    static final long MILLI = Duration.ofMillis(1).toNanos();
    static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What is planned. */
    private record Event(long time, long order, Runnable happening) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    final Scenario scenario;
    final Chance chance;
    final Trace trace;
    final Statistics statistics = new Statistics();
    private final PriorityQueue<Event> planned = new PriorityQueue<>();
    private final Ledger ledger = new Ledger(this);
    private long now;
    private long order;

    /** Whether faults happen; when they stop, all must come to a good end. */
    private boolean calm;

    World(Scenario scenario, Trace trace) {
        this.scenario = scenario;
        this.chance = new Chance(scenario.seed());
        this.trace = trace;
    }

    long now() {
        return now;
    }

    Ledger ledger() {
        return ledger;
    }

    /** When the next thing happens. */
    long nextTime() {
        return planned.isEmpty() ? Long.MAX_VALUE : planned.peek().time();
    }

    void at(long time, Runnable happening) {
        planned.add(new Event(Math.max(time, now), order++, happening));
    }

    void after(long nanos, Runnable happening) {
        at(now + nanos, happening);
    }

    /** Lets the next thing happen. */
    void step() {
        Event next = planned.remove();
        now = next.time();
        next.happening().run();
    }

    void note(Object... words) {
        trace.line(now, words);
    }

    void count(Count what) {
        statistics.add(what);
    }

    /** Whether the schedule has faults of that kind and they have not stopped yet. */
    boolean has(Fault fault) {
        return !calm && scenario.faults().contains(fault);
    }

    boolean isCalm() {
        return calm;
    }

    /** From now on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
        note("calm");
    }
}
