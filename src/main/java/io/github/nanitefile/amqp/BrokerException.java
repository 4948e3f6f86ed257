package io.github.nanitefile.amqp;

import java.io.IOException;

/** The broker could not be reached, or refused something; the message says what to do. */
public final class BrokerException extends IOException {

    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
