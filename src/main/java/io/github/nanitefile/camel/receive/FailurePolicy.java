package io.github.nanitefile.camel.receive;

import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.io.IOException;

/** What becomes of a file when the route failed. Called on the receiver's owner thread. */
interface FailurePolicy {

    /**
     * The route failed on a file.
     *
     * @param file what the route failed on
     * @param cause why
     * @param hands what can be done with it
     * @throws IOException if it could not be done; the file stays where it is
     */
    void routeFailed(ReceivedFile file, Throwable cause, Hands hands) throws IOException;

    /** What can be done with a file that the route failed on. */
    interface Hands {

        /** Puts it aside into the spool's {@code failed/}, and acknowledges its messages. */
        void keep(ReceivedFile file, Throwable cause) throws IOException;

        /** Lets it come again after a while. */
        void requeueLater(ReceivedFile file, Throwable cause);

        /** Whether all its messages are still with the broker. */
        boolean isWithBroker(ReceivedFile file);

        /** Rejects its messages; only where they are all with the broker. */
        void reject(ReceivedFile file, Throwable cause);
    }

    /** The policy of that name: keep, requeue or reject. */
    static FailurePolicy named(String name) {
        return switch (name) {
            case "keep" -> (file, cause, hands) -> hands.keep(file, cause);
            case "requeue" -> (file, cause, hands) -> hands.requeueLater(file, cause);
            case "reject" -> FailurePolicy::rejectOrKeep;
            default -> throw new IllegalArgumentException("no such onFailure: " + name);
        };
    }

    /**
     * What was acknowledged cannot be rejected any more, so such a file is kept: nothing is lost.
     */
    private static void rejectOrKeep(ReceivedFile file, Throwable cause, Hands hands)
            throws IOException {
        if (hands.isWithBroker(file)) {
            hands.reject(file, cause);
        } else {
            hands.keep(file, cause);
        }
    }
}
