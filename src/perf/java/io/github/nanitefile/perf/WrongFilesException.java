package io.github.nanitefile.perf;

/** What arrived is not what was sent. */
final class WrongFilesException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongFilesException(String message) {
        super(message);
    }
}
