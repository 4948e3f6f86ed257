package io.github.nanitefile.amqp;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;

/** Says of a TLS handshake that failed what to do. */
final class TlsErrors {

    /** As Java complains of a certificate that is for other hosts. */
    private static final Pattern OTHER_HOST =
            Pattern.compile("No (subject alternative|name matching).*");

    /** As Java tells what a broker said that had no certificate of this side, or wants another. */
    private static final Pattern WANTS_A_CERTIFICATE =
            Pattern.compile(".*(certificate_required|bad_certificate|unknown_ca).*");

    private TlsErrors() {}

    /** A sentence for a person. */
    static String reason(Throwable failure) {
        String detail = " (" + failure.getMessage() + ")";
        if (has(failure, CertificateExpiredException.class)
                || has(failure, CertificateNotYetValidException.class)) {
            return "its certificate has expired, or is not valid yet"
                    + detail
                    + "; renew it, or set the clock right";
        }
        CertificateException refused = BrokerErrors.caused(failure, CertificateException.class);
        if (refused == null && WANTS_A_CERTIFICATE.matcher(detail).matches()) {
            return "it lets in nobody without a certificate that it trusts"
                    + detail
                    + "; the key store of sslContextParameters needs one that is signed by an authority in the"
                    + " broker's ssl_options.cacertfile";
        }
        if (refused == null) {
            return "TLS did not come about"
                    + detail
                    + "; does that port speak TLS (5671 is RabbitMQ's), and does it ask for a certificate of this side?";
        }
        return OTHER_HOST.matcher(String.valueOf(refused.getMessage())).matches()
                ? "its certificate is for another host"
                        + detail
                        + "; connect by the name that it is for, or, where that cannot be, set hostnameVerification=false"
                : "its certificate is not trusted here"
                        + detail
                        + "; put it, or that of the authority that signed it, into the trust store of sslContextParameters,"
                        + " or of what the connection is taken from";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> cause) {
        return BrokerErrors.caused(failure, cause) != null;
    }
}
