package io.github.nanitefile.transfer.simulation;

import java.util.List;

/** What goes wrong, and when. */
final class Chaos {

    private static final long HEARTBEAT = 20 * World.SECOND;
    private static final long LONGEST_SENDING = World.SECOND / 3;

    private final World world;
    private final Broker broker;
    private final List<SendingProcess> senders;
    private final List<ReceivingProcess> receivers;
    private final List<Disk> disks;
    private final List<Repository> repositories;

    Chaos(
            World world,
            Broker broker,
            List<SendingProcess> senders,
            List<ReceivingProcess> receivers,
            List<Disk> disks,
            List<Repository> repositories) {
        this.world = world;
        this.broker = broker;
        this.senders = senders;
        this.receivers = receivers;
        this.disks = disks;
        this.repositories = repositories;
    }

    /**
     * Plans as many faults as the scenario has, of its kinds, while the time of faults lasts: most
     * of them when there is something to go wrong.
     *
     * @param busy when files are sent
     */
    void plan(List<Long> busy) {
        List<Fault> kinds = List.copyOf(world.scenario.faults());
        if (kinds.isEmpty()) {
            return;
        }
        for (int i = 0; i < world.scenario.get(Knob.FAULTS); i++) {
            Fault fault = world.chance.of(kinds);
            world.at(
                    when(busy),
                    () -> {
                        if (world.has(fault)) {
                            strike(fault);
                        }
                    });
        }
    }

    private long when(List<Long> busy) {
        return world.chance.oneIn(4)
                ? world.chance.between(0, world.scenario.faultTime())
                : world.chance.of(busy) + world.chance.between(1, LONGEST_SENDING);
    }

    private void strike(Fault fault) {
        switch (fault) {
            case SENDER_CRASH -> crash(world.chance.of(senders));
            case RECEIVER_CRASH -> crash(world.chance.of(receivers));
            case STOP -> stop(world.chance.oneIn(2) ? someSender() : world.chance.of(receivers));
            case SUSPEND -> suspend(world.chance.of(receivers));
            case BROKER_CRASH -> crashBroker();
            case CONNECTION_RESET -> reset();
            case ALARM -> alarm();
            case FREEZE ->
                    freeze(world.chance.oneIn(2) ? someSender() : world.chance.of(receivers));
            case DISK -> world.chance.of(disks).troubleUntil(soon(10));
            case REPOSITORY -> repositories.forEach(one -> one.troubleUntil(soon(10)));
            case DUPLICATES -> broker.duplicateOne();
            case REFUSALS -> broker.refuseUntil(soon(3));
            case LINGERING,
                    SLOW_PEER,
                    TORN_TAIL,
                    ROUTE_FAILS,
                    ROUTE_SLOW,
                    LATE_RECEIVER,
                    SOURCE -> {} // these are not of a moment
        }
    }

    private SimulatedProcess someSender() {
        return world.chance.of(senders);
    }

    private long soon(int mostSeconds) {
        return world.now() + world.chance.between(World.SECOND, mostSeconds * World.SECOND);
    }

    /** At once, or some steps on in the midst of a task. */
    private void crash(SimulatedProcess process) {
        if (world.chance.oneIn(3)) {
            process.die();
        } else {
            process.dieAfter(world.chance.between(1, 40));
        }
        startLater(process);
    }

    private void startLater(SimulatedProcess process) {
        world.at(
                soon(15),
                () -> {
                    process.dieAfter(0);
                    process.start();
                });
    }

    private void stop(SimulatedProcess process) {
        world.count(Count.STOPS);
        restart(process);
    }

    void restart(SimulatedProcess process) {
        process.post(
                () -> {
                    process.stop();
                    world.at(soon(15), process::start);
                });
    }

    private void suspend(ReceivingProcess process) {
        process.post(process::drain);
        process.after(world.chance.between(World.SECOND, 15 * World.SECOND), process::resume);
    }

    private void crashBroker() {
        if (broker.isUp()) {
            broker.crash();
            world.at(soon(10), broker::restart);
        }
    }

    private void reset() {
        List<Connection> open = broker.connections();
        if (!open.isEmpty()) {
            world.chance.of(open).reset();
        }
    }

    private void alarm() {
        world.count(Count.ALARMS);
        broker.blocked(true);
        world.at(soon(30), () -> broker.blocked(false));
    }

    private void freeze(SimulatedProcess process) {
        world.count(Count.FREEZES);
        process.freeze(world.chance.between(World.SECOND, 60 * World.SECOND));
        world.after(
                HEARTBEAT,
                () -> {
                    if (process.isFrozen()) {
                        broker.connections().stream()
                                .filter(connection -> connection.client == process)
                                .toList()
                                .forEach(Connection::heartbeatMissed);
                    }
                });
    }

    /** Ends all faults, and mends what is broken. */
    void end() {
        world.calmDown();
        broker.restart();
        broker.blocked(false);
        broker.refuseUntil(0);
        disks.forEach(disk -> disk.troubleUntil(0));
        repositories.forEach(one -> one.troubleUntil(0));
        senders.forEach(this::mend);
        receivers.forEach(this::mend);
        receivers.forEach(process -> process.post(process::resume));
    }

    private void mend(SimulatedProcess process) {
        process.dieAfter(0);
        process.start();
    }
}
