package io.github.nanitefile.transfer.simulation;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * A connection between a process and the broker, with one channel on it. Each side learns of its
 * end in its own time.
 */
class Connection {

    private static final long NOTICED_AT_ONCE = 5 * World.MILLI;

    final World world;
    final SimulatedProcess client;
    final Wire toBroker;
    final Wire toClient;
    private final Consumer<IOException> whenLost;
    private boolean brokerHasIt = true;

    /**
     * @param whenLost is told on the client's thread that the connection is gone
     */
    Connection(SimulatedProcess client, Consumer<IOException> whenLost) {
        this.world = client.world;
        this.client = client;
        this.whenLost = whenLost;
        this.toBroker = new Wire(world);
        this.toClient = new Wire(world);
    }

    /** What the broker does when it has seen the end. */
    void brokerForgets() {}

    final boolean isOpen() {
        return brokerHasIt;
    }

    /** Whether it is open, and nothing is known against it anywhere. */
    final boolean isSound() {
        return brokerHasIt && !toBroker.isCut() && !toClient.isCut();
    }

    /** The client closes it in order: all that it sent arrives. */
    final void close() {
        toClient.drop();
        toBroker.send(this::brokerSeesEnd);
    }

    /** It is cut, somewhere between the two. */
    final void reset() {
        if (toBroker.isCut()) {
            return;
        }
        world.note("connection of", client.name, "is cut");
        world.count(Count.CONNECTIONS_RESET);
        boolean lingers = world.has(Fault.LINGERING) && world.chance.oneIn(2);
        toBroker.cut(this::brokerSeesEnd, noticed());
        if (lingers) {
            toBroker.hold(true);
            world.after(
                    world.chance.between(World.SECOND, 5 * World.SECOND),
                    () -> toBroker.hold(false));
        }
        toClient.cut(() -> lost("connection reset"), noticed());
    }

    /** The process is gone; its operating system says so, after what is sent already. */
    final void clientDied() {
        toClient.drop();
        toBroker.cut(this::brokerSeesEnd, noticed());
    }

    /** The broker is gone; its operating system says so. */
    final void brokerDied() {
        toBroker.drop();
        brokerHasIt = false;
        toClient.cut(() -> lost("the broker is gone"), noticed());
    }

    /** The client is silent for so long that the broker gives it up. */
    final void heartbeatMissed() {
        world.note("the broker hears nothing from", client.name);
        brokerSeesEnd();
    }

    private long noticed() {
        return world.chance.oneIn(4)
                ? world.chance.between(World.SECOND, 8 * World.SECOND)
                : NOTICED_AT_ONCE;
    }

    private void brokerSeesEnd() {
        if (brokerHasIt) {
            brokerHasIt = false;
            toBroker.drop();
            toClient.cut(() -> lost("the broker closed it"), NOTICED_AT_ONCE);
            brokerForgets();
        }
    }

    private void lost(String why) {
        client.post(() -> whenLost.accept(new IOException(why)));
    }
}
