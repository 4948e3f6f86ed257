package io.github.nanitefile.transfer.simulation;

/** A promise was broken. An error, so that no rule that catches exceptions hides it. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1;

    Violation(String message) {
        super(message);
    }

    Violation(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is broken, whoever broke it: the message without its numbers. */
    String kind() {
        return getMessage().replaceAll("[0-9a-f]{64}|[0-9]+", "");
    }
}
