package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.Random;

/** A network that is slow for a while: 30 to 130 ms for each 64 KiB, both ways. */
final class DelayConnections implements Fault {

    private final Side side;

    DelayConnections(Side side) {
        this.side = side;
    }

    @Override
    public String name() {
        return "delay-" + side.word();
    }

    @Override
    public String title() {
        return "network of the " + side.word() + " at 0.5 to 2 MB/s for 5 s";
    }

    @Override
    public Setup setup() {
        return new Setup().relayed();
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.between(0, 0.5, stage, load, random);
        side.relay(stage).delay(30 + random.nextInt(100));
        Moment.pass(Duration.ofSeconds(5));
        side.relay(stage).delay(0);
    }
}
