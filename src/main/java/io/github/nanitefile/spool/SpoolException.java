package io.github.nanitefile.spool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The disk did not do what it had to; the message says which path, what is wrong and the remedy.
 */
public class SpoolException extends IOException {

    public SpoolException(String message) {
        super(message);
    }

    public SpoolException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * One sentence of what failed, where, why and what to do.
     *
     * @param what what was tried, such as "write to the spool file"
     */
    static SpoolException of(String what, Path where, IOException cause, String remedy) {
        return new SpoolException(
                "cannot " + what + " " + where + ": " + reason(cause) + "; " + remedy, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "permission denied on " + denied.getFile();
        }
        if (cause instanceof NoSuchFileException missing) {
            String other = missing.getOtherFile() == null ? "" : " or " + missing.getOtherFile();
            return missing.getFile() + other + " is not there";
        }
        if (cause instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is in the way";
        }
        if (cause instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + " (" + failed.getFile() + ")";
        }
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
