package io.github.nanitefile.faults;

import java.util.Random;

/** Kill -9 of the sender, which is started again: {@code file:} sends what it had not moved. */
final class KillSender implements Fault {

    @Override
    public String name() {
        return "kill-sender";
    }

    @Override
    public String title() {
        return "kill -9 of the sender, restarted";
    }

    @Override
    public String configuration() {
        return "`from(\"file:in\")`";
    }

    @Override
    public void strike(Stage stage, Load load, Random random) throws Exception {
        Moment.between(0, 0.5, stage, load, random);
        stage.killSender();
        stage.startMissingSenders();
    }
}
