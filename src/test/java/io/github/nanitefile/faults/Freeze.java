package io.github.nanitefile.faults;

import io.github.nanitefile.testing.CamelProcess;
import java.time.Duration;
import java.util.Random;

/** SIGSTOP, for longer than the broker waits for a heartbeat, and SIGCONT. */
final class Freeze implements Fault {

    private static final int HEARTBEAT = 2;

    private final Side side;

    Freeze(Side side) {
        this.side = side;
    }

    @Override
    public String name() {
        return "freeze-" + side.word();
    }

    @Override
    public String title() {
        return "SIGSTOP of the " + side.word() + " for 8 to 10 s, then SIGCONT";
    }

    @Override
    public String configuration() {
        return "heartbeat 2 s";
    }

    @Override
    public Setup setup() {
        return new Setup().heartbeat(HEARTBEAT).abandonedAfter(Duration.ofSeconds(15));
    }

    @Override
    public void strike(Stage stage, Load load, Random random) throws Exception {
        Moment.between(0, 0.6, stage, load, random);
        CamelProcess process = side.process(stage);
        process.freeze();
        Moment.pass(Duration.ofSeconds(8).plus(Moment.upTo(2000, random)));
        process.thaw();
    }
}
