package io.github.nanitefile.spool;

import java.io.IOException;

/** Does several things that may fail, each of them whatever became of those before. One thread. */
public final class Closing {

    private IOException failure;

    /**
     * Begins.
     *
     * @param failure what went wrong already, or null; takes what goes wrong from now on
     */
    public Closing(IOException failure) {
        this.failure = failure;
    }

    /** One of the things to do. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Does one of them, whatever becomes of it. */
    public void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    /**
     * Tells what went wrong.
     *
     * @throws IOException the first thing that went wrong, with the others as suppressed ones
     */
    public void finish() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
