package io.github.nanitefile.faults;

import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;

/** Somebody deletes the queue of a group whose member is in the middle of a file. */
final class DeleteQueue implements Fault {

    @Override
    public String name() {
        return "delete-queue";
    }

    @Override
    public String title() {
        return "the queue of one of two groups deleted under its consumer";
    }

    @Override
    public Setup setup() {
        return new Setup().slowSender();
    }

    @Override
    public Promise promise() {
        return Promise.LOST_WITH_ITS_QUEUE;
    }

    @Override
    public void strike(Stage stage, Load load, Random random) {
        Moment.between(0, 0.6, stage, load, random);
        String queue = Stage.queue(Stage.NORTH);
        stage.broker().ctl("delete_queue", queue);
        Awaitility.await("the consumer declares it again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> stage.broker().queueExists(queue));
    }
}
