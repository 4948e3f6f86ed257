package io.github.nanitefile.faults;

import java.util.Random;

/** All connections of a side are cut, again and again. */
final class CutConnections implements Fault {

    private final Side side;

    CutConnections(Side side) {
        this.side = side;
    }

    @Override
    public String name() {
        return "cut-" + side.word();
    }

    @Override
    public String title() {
        return "connections of the " + side.word() + " cut, again and again";
    }

    @Override
    public Setup setup() {
        return new Setup().relayed();
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.between(0, 0.5, stage, load, random);
        int times = 2 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            side.relay(stage).cut();
            Moment.pass(Moment.upTo(1500, random));
        }
    }
}
