package io.github.nanitefile.amqp;

import java.io.IOException;

/** The broker could not be reached, or refused something; the message says what to do. */
public final class BrokerException extends IOException {

    private final boolean refusal;

    public BrokerException(String message) {
        super(message);
        refusal = false;
    }

    public BrokerException(String message, Throwable cause) {
        this(message, cause, false);
    }

    BrokerException(String message, Throwable cause, boolean refusal) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** Whether the broker closed the channel or the connection over something that was asked. */
    public boolean isRefusal() {
        return refusal;
    }

    /** Whether the broker closed the channel since nothing may be sent with that routing key. */
    public boolean forbidsSending(String routingKey) {
        return Permissions.forbidSending(getCause(), routingKey);
    }
}
