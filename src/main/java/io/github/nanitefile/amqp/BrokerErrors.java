package io.github.nanitefile.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MalformedFrameException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Turns what the AMQP client throws into a sentence that says what to do. */
final class BrokerErrors {

    private static final String OTHER_PORT =
            "is it an AMQP 0-9-1 port (5672 is RabbitMQ's, 5671 with TLS)? Check addresses";

    /** As RabbitMQ 3 says of a queue whose node is down, and RabbitMQ 4. */
    private static final Pattern NODE_DOWN =
            Pattern.compile("is down or inaccessible|on queue .* due to timeout");

    /** As RabbitMQ begins its texts: {@code NOT_FOUND - no queue …}. */
    private static final Pattern CODE = Pattern.compile("^[A-Z_]+ - ");

    private BrokerErrors() {}

    /** Why no connection came about. */
    static BrokerException notConnected(String broker, Exception cause) {
        String reason =
                caused(cause, EOFException.class) == null
                        ? reason(cause)
                        : "it hangs up at once; " + OTHER_PORT;
        return new BrokerException("Cannot connect to " + broker + ": " + reason, cause);
    }

    /** Why the broker did not do what was asked. */
    static BrokerException refused(String what, String broker, Exception cause) {
        return cause instanceof BrokerException known
                ? known
                : new BrokerException(
                        what + " at " + broker + " failed: " + reason(cause),
                        cause,
                        isRefusal(cause));
    }

    /** A sentence for a person, from an exception of the AMQP client. */
    static String reason(Throwable cause) {
        String ofCertificate = CertificateErrors.reason(cause);
        if (ofCertificate != null) {
            return ofCertificate;
        }
        if (cause instanceof PossibleAuthenticationFailureException) {
            return "it refuses this user and password; check username and password (guest may only come from the"
                    + " broker's own host)";
        }
        if (cause instanceof UnknownHostException) {
            return "there is no host of that name; check addresses";
        }
        if (cause instanceof ConnectException) {
            return "nobody listens there ("
                    + cause.getMessage()
                    + "); is the broker running? Check addresses";
        }
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return "it does not answer; " + OTHER_PORT;
        }
        if (cause instanceof SSLException) {
            return TlsErrors.reason(cause);
        }
        if (caused(cause, MalformedFrameException.class) != null) {
            return "it does not speak AMQP 0-9-1; " + OTHER_PORT;
        }
        ShutdownSignalException signal = caused(cause, ShutdownSignalException.class);
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
        return reply(cause).code();
    }

    /** What the broker said when it closed the channel or the connection; empty if it did not. */
    static String replyText(Throwable cause) {
        return reply(cause).text();
    }

    /** Not if an operator closed the connection, or the broker stops. */
    private static boolean isRefusal(Exception cause) {
        int code = replyCode(cause);
        return code != 0 && code != AMQP.CONNECTION_FORCED;
    }

    private record Reply(int code, String text) {}

    private static Reply reply(Throwable cause) {
        ShutdownSignalException signal = caused(cause, ShutdownSignalException.class);
        Method method = signal == null ? null : signal.getReason();
        if (method instanceof AMQP.Channel.Close close) {
            return new Reply(close.getReplyCode(), withoutCode(close.getReplyText()));
        }
        return method instanceof AMQP.Connection.Close close
                ? new Reply(close.getReplyCode(), withoutCode(close.getReplyText()))
                : new Reply(0, "");
    }

    private static String withoutCode(String text) {
        return CODE.matcher(text).replaceFirst("");
    }

    private static String reason(ShutdownSignalException signal) {
        if (signal.isInitiatedByApplication()) {
            return "this side closed the connection";
        }
        Reply reply = reply(signal);
        return switch (reply.code()) {
            case 0 -> broke(signal);
            case AMQP.ACCESS_REFUSED -> reply.text() + Permissions.remedy(signal);
            case AMQP.NOT_ALLOWED -> reply.text() + remedyOfNotAllowed(signal, reply);
            case AMQP.NOT_FOUND -> reply.text() + remedyOfNotFound(signal.isHardError(), reply);
            case AMQP.PRECONDITION_FAILED -> reply.text() + remedyOfPrecondition(reply);
            case AMQP.RESOURCE_LOCKED -> reply.text() + " (another connection has it to itself)";
            default -> reply.text();
        };
    }

    /** Whether it was never declared, or deleted. */
    static boolean isMissing(Throwable cause) {
        Reply reply = reply(cause);
        return reply.code() == AMQP.NOT_FOUND && !isNodeDown(reply);
    }

    private static boolean isNodeDown(Reply reply) {
        return NODE_DOWN.matcher(reply.text()).find();
    }

    private static String remedyOfNotFound(boolean connection, Reply reply) {
        if (isNodeDown(reply)) {
            return " (a classic queue is on one node alone: start the node again; queueType=quorum is on several)";
        }
        return connection ? " (check virtualHost)" : " (it was deleted, or never declared)";
    }

    private static String remedyOfPrecondition(Reply reply) {
        if (reply.text().startsWith("message size")) {
            return " (set a smaller chunkSize, or raise the broker's max_message_size)";
        }
        if (reply.text().startsWith("invalid arg")) {
            return " (the broker takes no such argument, or not with that value or queueType: check arg.queue.* and queueArgs)";
        }
        return reply.text().contains("delivery acknowledgement")
                ? " (a route took longer over a file than the broker's consumer_timeout allows: raise that, or make the route faster)"
                : " (it exists with other arguments: use those, another name, or delete it)";
    }

    private static String remedyOfNotAllowed(ShutdownSignalException signal, Reply reply) {
        return reply.text().contains("refused")
                ? Permissions.remedy(signal)
                : " (check virtualHost, username and password)";
    }

    private static String broke(ShutdownSignalException signal) {
        return "the connection broke"
                + (signal.getCause() == null || signal.getCause().getMessage() == null
                        ? ""
                        : " (" + signal.getCause().getMessage() + ")");
    }

    static <T extends Throwable> T caused(Throwable cause, Class<T> kind) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (kind.isInstance(one)) {
                return kind.cast(one);
            }
        }
        return null;
    }
}
