package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Turns what the AMQP client throws into a sentence that says what to do. */
final class BrokerErrors {

    private BrokerErrors() {}

    /** Why no connection came about. */
    static BrokerException notConnected(String broker, Exception cause) {
        return new BrokerException("Cannot connect to " + broker + ": " + reason(cause), cause);
    }

    /** Why the broker did not do what was asked. */
    static BrokerException refused(String what, String broker, Exception cause) {
        return new BrokerException(what + " at " + broker + " failed: " + reason(cause), cause);
    }

    /** A sentence for a person, from an exception of the AMQP client. */
    static String reason(Throwable cause) {
        if (cause instanceof AuthenticationFailureException
                || cause instanceof PossibleAuthenticationFailureException) {
            return "it refuses this user and password; check username and password";
        }
        if (cause instanceof UnknownHostException) {
            return "there is no host '" + cause.getMessage() + "'; check addresses";
        }
        if (cause instanceof ConnectException) {
            return "nobody listens there ("
                    + cause.getMessage()
                    + "); is the broker running? Check addresses";
        }
        if (cause instanceof TimeoutException) {
            return "it does not answer; is it an AMQP 0-9-1 port? Check addresses";
        }
        ShutdownSignalException signal = signal(cause);
        if (signal != null) {
            return reason(signal);
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /**
     * The reply code with which the broker closed the channel or the connection; 0 if it did not.
     */
    static int replyCode(Throwable cause) {
        ShutdownSignalException signal = signal(cause);
        if (signal == null) {
            return 0;
        }
        Method method = signal.getReason();
        if (method instanceof AMQP.Channel.Close close) {
            return close.getReplyCode();
        }
        return method instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
    }

    private static String reason(ShutdownSignalException signal) {
        String text = text(signal);
        return switch (replyCode(signal)) {
            case AMQP.ACCESS_REFUSED ->
                    text + " (give the user that permission, or check username and virtualHost)";
            case AMQP.NOT_ALLOWED -> text + " (check virtualHost, username and password)";
            case AMQP.NOT_FOUND -> text + " (it was deleted, or never declared)";
            case AMQP.PRECONDITION_FAILED ->
                    text
                            + " (it exists with other arguments: use those, another name, or delete it)";
            case AMQP.RESOURCE_LOCKED -> text + " (another connection has it to itself)";
            default -> text;
        };
    }

    private static String text(ShutdownSignalException signal) {
        Method method = signal.getReason();
        if (method instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        if (method instanceof AMQP.Connection.Close close) {
            return close.getReplyText();
        }
        if (signal.isInitiatedByApplication()) {
            return "this side closed it";
        }
        return "the connection broke"
                + (signal.getCause() == null ? "" : " (" + signal.getCause().getMessage() + ")");
    }

    private static ShutdownSignalException signal(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof ShutdownSignalException signal) {
                return signal;
            }
        }
        return null;
    }
}
