package io.github.nanitefile.transfer.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * One schedule: senders, a broker and receivers live through the faults of a {@link Scenario}, and
 * after that must come to rest with every promise kept. Everything runs on the caller's thread, in
 * virtual time; nothing but the scenario decides what happens.
 */
final class Simulation {

    private static final long LONGEST_SETTLING = 1_200 * World.SECOND;
    private static final int PROBE_SIZE = 200;

    private final Scenario scenario;
    private final World world;
    private final Broker broker;
    private final List<Group> groups = new ArrayList<>();
    private final List<SendingProcess> senders = new ArrayList<>();
    private final List<ReceivingProcess> receivers = new ArrayList<>();
    private final List<Disk> disks = new ArrayList<>();
    private final List<Repository> repositories = new ArrayList<>();
    private final List<Long> busy = new ArrayList<>();

    /**
     * @param keptLines how many of the last lines of the trace are kept as text
     */
    Simulation(Scenario scenario, int keptLines) {
        this.scenario = scenario;
        this.world = new World(scenario, new Trace(keptLines));
        this.broker = new Broker(world);
    }

    Statistics statistics() {
        return world.statistics;
    }

    Trace trace() {
        return world.trace;
    }

    /**
     * Runs it to its end.
     *
     * @throws Violation if a promise was broken
     */
    void run() {
        world.count(Count.SCHEDULES);
        build();
        Chaos chaos = new Chaos(world, broker, senders, receivers, disks, repositories);
        chaos.plan(busy);
        runUntil(scenario.faultTime());
        chaos.end();
        if (world.ledger().hasParkingFailed()) {
            receivers.forEach(chaos::restart);
        }
        settle();
        world.ledger().probe();
        for (SendingProcess sender : senders) {
            sender.give(file(sender.name + "-probe", PROBE_SIZE));
            settle(); // one after the other: two might find no room
        }
        world.ledger().check(groups);
    }

    private void build() {
        for (int i = 0; i < scenario.get(Knob.GROUPS); i++) {
            group("group" + i, scenario.get(Knob.MEMBERS), false);
        }
        group("broadcast", scenario.get(Knob.BROADCAST), true);
        for (int i = 0; i < scenario.get(Knob.SENDERS); i++) {
            SendingProcess sender = new SendingProcess(world, "sender" + i, slowness(), broker);
            senders.add(sender);
            sender.start();
            for (int j = 0; j < scenario.get(Knob.FILES_PER_SENDER); j++) {
                int most = scenario.get(Knob.LARGEST_FILE);
                Shipment file = file(sender.name + "-file" + j, world.chance.between(0, most));
                long time = world.chance.between(0, scenario.faultTime());
                world.at(time, () -> sender.give(file));
                busy.add(time);
            }
        }
        world.statistics.add(
                Count.FILES, (long) senders.size() * scenario.get(Knob.FILES_PER_SENDER));
    }

    private void group(String name, int members, boolean broadcast) {
        if (members == 0) {
            return;
        }
        Repository repository = new Repository(world);
        repositories.add(repository);
        Group group = new Group(name, broadcast, repository);
        groups.add(group);
        Disk shared = new Disk(world, name);
        for (int i = 0; i < members; i++) {
            boolean own = broadcast || !scenario.sharedSpool();
            String member = name + "-" + i;
            Disk disk = own ? new Disk(world, member) : shared;
            if (own || i == 0) {
                disks.add(disk);
            }
            ReceivingProcess receiver =
                    new ReceivingProcess(world, member, slowness(), group, broker, disk);
            receivers.add(receiver);
            boolean late = world.has(Fault.LATE_RECEIVER);
            world.at(late ? world.chance.between(0, scenario.faultTime()) : 0, receiver::start);
        }
    }

    private long slowness() {
        return world.has(Fault.SLOW_PEER) && world.chance.oneIn(3)
                ? world.chance.between(1, 60) * World.MILLI
                : 1;
    }

    private Shipment file(String name, int size) {
        int redeliveries = world.chance.between(0, scenario.get(Knob.REDELIVERIES));
        return new Shipment(name, world.chance.bytes(size), redeliveries);
    }

    private void runUntil(long time) {
        while (world.nextTime() <= time) {
            world.step();
        }
    }

    private void settle() {
        long deadline = world.now() + LONGEST_SETTLING;
        while (!isSettled()) {
            if (world.now() > deadline) {
                throw new Violation("it does not come to rest: " + unsettled());
            }
            long next = world.now() + World.SECOND;
            world.at(next, () -> {});
            runUntil(next);
        }
    }

    private boolean isSettled() {
        return senders.stream().allMatch(SendingProcess::hasSentAll)
                && broker.isEmpty()
                && receivers.stream().allMatch(ReceivingProcess::isIdle)
                && disks.stream().allMatch(Disk::isEmpty);
    }

    private String unsettled() {
        List<String> causes = new ArrayList<>();
        senders.stream()
                .filter(sender -> !sender.hasSentAll())
                .forEach(sender -> causes.add(sender.name + " is not done"));
        receivers.stream()
                .filter(receiver -> !receiver.isIdle())
                .forEach(receiver -> causes.add(receiver.name + " is not idle"));
        disks.stream()
                .filter(disk -> !disk.isEmpty())
                .forEach(disk -> causes.add("left in the spool: " + disk));
        if (!broker.isEmpty()) {
            causes.add("there are messages in queues");
        }
        return String.join(", ", causes);
    }
}
