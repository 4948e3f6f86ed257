package io.github.nanitefile.faults;

import java.util.Random;

/** Kill -9 of the receiver, which is started again. */
final class KillReceiver implements Fault {

    @Override
    public String name() {
        return "kill-receiver";
    }

    @Override
    public String title() {
        return "kill -9 of the receiver, restarted";
    }

    @Override
    public void strike(Stage stage, Load load, Random random) throws Exception {
        String member = stage.setup().members().get(0);
        Moment.between(0, 1, stage, load, random);
        stage.killReceiver(member);
        stage.startReceiver(member);
    }
}
