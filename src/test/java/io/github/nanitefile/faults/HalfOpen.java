package io.github.nanitefile.faults;

import io.github.nanitefile.testing.TcpRelay.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Connections that stay open and carry nothing any more, one way or both. */
final class HalfOpen implements Fault {

    private static final int HEARTBEAT = 2;

    private final Side side;
    private final Set<Direction> swallowed;

    HalfOpen(Side side, Direction swallowed) {
        this(side, EnumSet.of(swallowed));
    }

    HalfOpen(Side side) {
        this(side, EnumSet.allOf(Direction.class));
    }

    private HalfOpen(Side side, Set<Direction> swallowed) {
        this.side = side;
        this.swallowed = swallowed;
    }

    @Override
    public String name() {
        return "half-open-" + side.word() + "-" + (swallowed.size() > 1 ? "both" : only());
    }

    private String only() {
        return swallowed.contains(Direction.TO_BROKER) ? "to" : "from";
    }

    @Override
    public String title() {
        String lost =
                swallowed.stream()
                        .map(way -> way == Direction.TO_BROKER ? "to" : "from")
                        .collect(Collectors.joining(" and "));
        return "connections of the "
                + side.word()
                + " open, all bytes "
                + lost
                + " the broker lost";
    }

    @Override
    public String configuration() {
        return "heartbeat 2 s";
    }

    @Override
    public Setup setup() {
        return new Setup().relayed().heartbeat(HEARTBEAT).abandonedAfter(Duration.ofSeconds(15));
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.between(0, 0.6, stage, load, random);
        swallowed.forEach(side.relay(stage)::swallow);
    }
}
