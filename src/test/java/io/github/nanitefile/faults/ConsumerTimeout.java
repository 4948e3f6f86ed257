package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.Random;

/**
 * A route that takes longer for a file than the broker waits for an acknowledgement. Nothing has to
 * be done to make it happen.
 */
final class ConsumerTimeout implements Fault {

    @Override
    public String name() {
        return "consumer-timeout";
    }

    @Override
    public String title() {
        return "the broker's consumer time-out shorter than the route";
    }

    @Override
    public String configuration() {
        return "consumer_timeout 4 s, route 6 s";
    }

    @Override
    public Setup setup() {
        return new Setup().route(6).files(30_000_000, 2).patience(Duration.ofSeconds(90));
    }

    @Override
    public void prepare(Stage stage) {
        stage.broker().ctl("eval", "application:set_env(rabbit, consumer_timeout, 4000).");
        // How often channels look at it, a minute otherwise.
        stage.broker().ctl("eval", "application:set_env(rabbit, channel_tick_interval, 1000).");
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.pass(Moment.upTo(6000, random));
    }
}
