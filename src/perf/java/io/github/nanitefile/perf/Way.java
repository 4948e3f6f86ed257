package io.github.nanitefile.perf;

import java.io.IOException;
import java.util.List;

/** How Camel routes move files; {@link CamelContender} plays it. Used by one thread. */
interface Way {

    String name();

    /** Whether the run fails if it fails. */
    default boolean isOurs() {
        return false;
    }

    /** Of either JVM, as {@code -Xmx} takes it. */
    String heap();

    /** How many files it takes to move what the case has. */
    default int files(PerfCase perfCase) {
        return perfCase.files();
    }

    /** Prepares the broker and starts the receiver, which puts group 1 into {@code out/1}, … */
    Jvm startReceiver(CamelHost host) throws IOException, InterruptedException;

    /** Starts the sender, of which route 1 takes files from {@code in/1}, … */
    Jvm startSender(CamelHost host) throws IOException, InterruptedException;

    /** Names the queues that it leaves behind. */
    List<String> queues();
}
