package io.github.nanitefile.perf;

import java.io.IOException;

/** A way to move everything of a case, with its processes. Used by one thread. */
interface Contender extends AutoCloseable {

    String name();

    /** Whether the run fails if it fails. */
    boolean isOurs();

    /** Starts its processes, and waits until they are ready. */
    void start() throws IOException, InterruptedException;

    /**
     * Moves everything once, and looks whether it arrived.
     *
     * @throws WrongFilesException if what arrived is not what was sent
     */
    Sample measure() throws IOException, InterruptedException;

    /** Ends its processes, and leaves no queue behind. */
    @Override
    void close() throws IOException;
}
