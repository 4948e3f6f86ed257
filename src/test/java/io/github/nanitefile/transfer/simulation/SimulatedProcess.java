package io.github.nanitefile.transfer.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process with one thread, whose tasks run one after another. It may die at any step, be frozen,
 * be slow, and live again; what it was told before its death is forgotten.
 */
abstract class SimulatedProcess {

    /** The process dies here and now. */
    private static final class Death extends Error {

        private static final long serialVersionUID = 1;

        Death() {
            super("the process dies", null, false, false);
        }
    }

    final World world;
    final String name;
    private final long slowness;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private boolean alive;
    private boolean running;
    private boolean woken;
    private int life;
    private int stepsToLive;
    private long frozenUntil;
    private long busyUntil;

    /**
     * @param slowness how long a task takes, in nanoseconds
     */
    SimulatedProcess(World world, String name, long slowness) {
        this.world = world;
        this.name = name;
        this.slowness = slowness;
    }

    /** Begins a new life. */
    abstract void born();

    /** What the operating system does with what a dead process had. */
    abstract void buried();

    /** Stops in order, as far as that goes. */
    abstract void stop();

    /** What is counted at its death. */
    abstract Count death();

    final boolean isAlive() {
        return alive;
    }

    final void start() {
        if (alive) {
            return;
        }
        alive = true;
        stepsToLive = 0;
        busyUntil = 0;
        frozenUntil = 0;
        world.note(name, "starts");
        post(this::born);
    }

    /** Runs the task on the process's thread, after those that came before. */
    final void post(Runnable task) {
        if (!alive) {
            return;
        }
        if (!running && inbox.isEmpty() && isAwake()) {
            run(task);
        } else {
            inbox.add(task);
            wakeUp();
        }
    }

    /** Runs the task after a while, if the process lives until then. */
    final void after(long nanos, Runnable task) {
        int planned = life;
        world.after(
                nanos,
                () -> {
                    if (life == planned) {
                        post(task);
                    }
                });
    }

    final void every(long nanos, Runnable task) {
        after(
                nanos,
                () -> {
                    task.run();
                    every(nanos, task);
                });
    }

    private boolean isAwake() {
        return world.now() >= Math.max(busyUntil, frozenUntil);
    }

    private void wakeUp() {
        if (woken || inbox.isEmpty()) {
            return;
        }
        woken = true;
        int planned = life;
        world.at(
                Math.max(busyUntil, frozenUntil),
                () -> {
                    if (life == planned) {
                        woken = false;
                        next();
                    }
                });
    }

    private void next() {
        if (!inbox.isEmpty() && isAwake()) {
            run(inbox.remove());
        }
        wakeUp();
    }

    private void run(Runnable task) {
        running = true;
        try {
            task.run();
        } catch (Death e) {
            die();
        } catch (RuntimeException e) {
            throw new Violation(name + " met an exception that nobody meant", e);
        } finally {
            running = false;
        }
        busyUntil = world.now() + slowness;
        wakeUp();
    }

    /** Where the process may die in the midst of a task. */
    final void step() {
        if (stepsToLive > 0 && --stepsToLive == 0) {
            throw new Death();
        }
    }

    /** Lets it die after so many more steps. */
    final void dieAfter(int steps) {
        stepsToLive = steps;
    }

    final void die() {
        if (alive) {
            world.note(name, "dies");
            world.count(death());
            end();
        }
    }

    /** Ends this life; for a process that stopped in order. */
    final void end() {
        alive = false;
        woken = false;
        life++;
        inbox.clear();
        buried();
    }

    final void freeze(long nanos) {
        frozenUntil = world.now() + nanos;
        world.note(name, "is frozen for", nanos);
    }

    /** Whether it lives, and nothing waits for it. */
    final boolean isQuiet() {
        return alive && inbox.isEmpty() && !isFrozen();
    }

    final boolean isFrozen() {
        return world.now() < frozenUntil;
    }
}
