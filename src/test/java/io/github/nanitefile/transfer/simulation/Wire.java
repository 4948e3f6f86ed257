package io.github.nanitefile.transfer.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: frames arrive in order, some time later. When it is cut, those
 * from some frame on are lost.
 */
final class Wire {

    private static final long FASTEST = 50_000;

    private record Frame(long time, Runnable arrival) {}

    private final World world;
    private final long slowest;
    private final Deque<Frame> onTheWay = new ArrayDeque<>();
    private long lastArrival;
    private boolean cut;
    private boolean held;

    Wire(World world) {
        this.world = world;
        this.slowest = world.scenario.latency();
    }

    void send(Runnable arrival) {
        if (!cut) {
            send(arrival, world.chance.between(FASTEST, slowest));
        }
    }

    private void send(Runnable arrival, long latency) {
        lastArrival = Math.max(lastArrival, world.now() + latency);
        onTheWay.add(new Frame(lastArrival, arrival));
        world.at(lastArrival, this::arrive);
    }

    private void arrive() {
        while (!held && !onTheWay.isEmpty() && onTheWay.peek().time() <= world.now()) {
            onTheWay.remove().arrival().run();
        }
    }

    /** Whether the other end reads nothing for the time being. */
    void hold(boolean stop) {
        held = stop;
        arrive();
    }

    boolean isCut() {
        return cut;
    }

    /**
     * Nothing more goes in. Of what is on its way some of the first still arrive; the last thing
     * that the other end sees is the end.
     */
    void cut(Runnable end, long latency) {
        if (cut) {
            return;
        }
        cut = true;
        int survivors = world.chance.between(0, onTheWay.size());
        while (onTheWay.size() > survivors) {
            onTheWay.removeLast();
        }
        send(end, latency);
    }

    /** Nothing goes in, and nothing arrives any more. */
    void drop() {
        cut = true;
        onTheWay.clear();
    }
}
