package io.github.nanitefile.faults;

import io.github.nanitefile.testing.TcpRelay.Direction;
import java.util.Arrays;
import java.util.List;

/** All of them. */
final class Faults {

    static final List<Fault> ALL =
            List.of(
                    new KillReceiver(),
                    new KillSender(),
                    new KillBroker(),
                    new StandBy(),
                    new Freeze(Side.SENDER),
                    new Freeze(Side.RECEIVER),
                    new CutConnections(Side.SENDER),
                    new CutConnections(Side.RECEIVER),
                    new DelayConnections(Side.SENDER),
                    new DelayConnections(Side.RECEIVER),
                    new HalfOpen(Side.SENDER, Direction.TO_BROKER),
                    new HalfOpen(Side.SENDER, Direction.FROM_BROKER),
                    new HalfOpen(Side.SENDER),
                    new HalfOpen(Side.RECEIVER, Direction.TO_BROKER),
                    new HalfOpen(Side.RECEIVER, Direction.FROM_BROKER),
                    new HalfOpen(Side.RECEIVER),
                    Alarm.ofMemory(),
                    Alarm.ofDisk(),
                    new DeleteQueue(),
                    new ConsumerTimeout(),
                    new DiskFull(),
                    new WithReceipts(new KillReceiver()),
                    new WithReceipts(new KillSender()),
                    new WithReceipts(new KillBroker()),
                    new WithReceipts(new CutConnections(Side.SENDER)),
                    new WithReceipts(new CutConnections(Side.RECEIVER)),
                    new WithReceipts(new DeleteQueue()),
                    new KillNodes("quorum"),
                    new KillNodes("stream"));

    private Faults() {}

    /**
     * Those of that name, or else those whose names begin with it and a hyphen.
     *
     * @param names with commas between them, or {@code all}
     */
    static List<Fault> named(String names) {
        return names.equals("all")
                ? ALL
                : Arrays.stream(names.split(",")).flatMap(name -> some(name).stream()).toList();
    }

    private static List<Fault> some(String name) {
        List<Fault> exactly = ALL.stream().filter(f -> f.name().equals(name)).toList();
        List<Fault> found =
                exactly.isEmpty()
                        ? ALL.stream().filter(f -> f.name().startsWith(name + "-")).toList()
                        : exactly;
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "No fault " + name + "; there are " + ALL.stream().map(Fault::name).toList());
        }
        return found;
    }
}
