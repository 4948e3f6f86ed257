package io.github.nanitefile.faults;

import io.github.nanitefile.testing.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;

/** When faults strike, and how long they last. */
final class Moment {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Moment() {}

    /** Waits until a part of the large file, between the two, is at a receiver. */
    static void between(double least, double most, Stage stage, Load load, Random random) {
        long bytes = (long) (load.largeLength() * (least + (most - least) * random.nextDouble()));
        Awaitility.await(bytes + " bytes at a receiver")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .pollInSameThread()
                .until(() -> largest(stage) >= bytes || arrived(stage, load));
    }

    /** Waits until a receiver has forced a part of a file to its disk. */
    static void spilled(Stage stage, Load load) {
        Awaitility.await("a record in the spool")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .pollInSameThread()
                .until(() -> spills(stage) || arrived(stage, load));
    }

    private static boolean spills(Stage stage) throws IOException {
        return FileTree.files(stage.spool()).stream()
                .anyMatch(file -> file.toString().endsWith(".record"));
    }

    private static long largest(Stage stage) throws IOException {
        long largest = 0;
        for (Path file : FileTree.files(stage.spool())) {
            largest = Math.max(largest, file.toFile().length());
        }
        return largest;
    }

    /** The fault comes too late then, which a round may have now and again. */
    private static boolean arrived(Stage stage, Load load) {
        return !stage.placed(Stage.NORTH, load.large()).isEmpty();
    }

    /** Lets a fault last so long. */
    static void pass(Duration time) {
        Awaitility.await()
                .pollDelay(time)
                .atMost(time.plus(PATIENCE))
                .pollInSameThread()
                .until(() -> true);
    }

    /** Up to so many milliseconds. */
    static Duration upTo(int millis, Random random) {
        return Duration.ofMillis(1 + random.nextInt(millis));
    }
}
