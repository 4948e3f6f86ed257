package io.github.nanitefile.transfer.send;

import java.io.IOException;

/** A file was not sent; the message names the file, its domain and the remedy. */
public class SendFailedException extends IOException {

    public SendFailedException(String message) {
        super(message);
    }

    public SendFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
