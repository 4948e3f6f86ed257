package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.Random;

/** Kill -9 of the broker, which is started again on its data. */
final class KillBroker implements Fault {

    @Override
    public String name() {
        return "kill-broker";
    }

    @Override
    public String title() {
        return "kill -9 of the broker, restarted";
    }

    @Override
    public String configuration() {
        return "classic queues, durable exchange";
    }

    @Override
    public Setup setup() {
        return new Setup().abandonedAfter(Duration.ofSeconds(20));
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.between(0, 0.7, stage, load, random);
        stage.broker().kill();
        stage.broker().restart();
    }
}
