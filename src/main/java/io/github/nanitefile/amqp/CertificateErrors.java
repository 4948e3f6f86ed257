package io.github.nanitefile.amqp;

import com.rabbitmq.client.AuthenticationFailureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a certificate of this side is not taken for a user (SASL's mechanism EXTERNAL). */
final class CertificateErrors {

    private static final String MECHANISM = "EXTERNAL";

    /** As amqp-client says it. */
    private static final Pattern NOT_OFFERED =
            Pattern.compile(
                    "No compatible authentication mechanism found - server offered \\[(?<offered>.*)\\]");

    private CertificateErrors() {}

    /** A sentence for a person; null where it is about something else. */
    static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof AuthenticationFailureException && text.contains(MECHANISM)) {
            return "it got no certificate from here, or knows no user of the name that it takes from it (its"
                    + " ssl_cert_login_from says which); the key store needs a certificate that is signed by an"
                    + " authority in the broker's ssl_options.cacertfile, and its administrator gives the user by"
                    + " rabbitmqctl add_user";
        }
        Matcher notOffered = NOT_OFFERED.matcher(text);
        return notOffered.matches() ? notOffered(notOffered.group("offered")) : null;
    }

    private static String notOffered(String offered) {
        return offered.contains(MECHANISM)
                ? "it lets users in by their certificate alone; set saslMechanism=EXTERNAL"
                : "it does not let users in by their certificate (it offers "
                        + offered
                        + "); its administrator enables that with rabbitmq-plugins enable"
                        + " rabbitmq_auth_mechanism_ssl, auth_mechanisms.1 = EXTERNAL and ssl_options.verify ="
                        + " verify_peer";
    }
}
