package io.github.nanitefile.camel;

import static io.github.nanitefile.amqp.QueueSpec.STREAM;

import io.github.nanitefile.amqp.StreamOffset;
import io.github.nanitefile.camel.connection.BrokerLinks;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.secure.SecureFormat;
import java.util.List;
import org.apache.camel.support.jsse.SSLContextParameters;

/** What values options can have. Each complaint names the option, the value and the remedy. */
final class OptionRules {

    private static final int MAX_CHUNK = 4 << 20;
    private static final int MAX_PREFETCH = 65_535;
    private static final int MAX_PARTITIONS = 255;

    private OptionRules() {}

    /** Holds for a producer's endpoint. */
    static void checkProducer(NaniteFileConfiguration options) {
        range("chunkSize", options.getChunkSize(), 1, MAX_CHUNK);
        range("idleTimeout", options.getIdleTimeout(), 1, Long.MAX_VALUE);
        range("receipts", options.getReceipts(), 0, Integer.MAX_VALUE);
        oneOf("resume", options.getResume(), List.of("continue", "restart"));
        format(options.getFormat());
        if (options.getFormat().equals(SecureFormat.NAME)) {
            needed("format=secure", "secureKey", options.getSecureKey(), "signs what is sent");
            needed(
                    "format=secure",
                    "secureCertificate",
                    options.getSecureCertificate(),
                    "names the key that signed");
        } else if (options.getSecureRecipients() != null) {
            throw new IllegalArgumentException(
                    "Option secureRecipients encrypts nothing with format="
                            + options.getFormat()
                            + ": set format=secure, or leave it out to send in clear");
        }
        checkSecure(options);
        checkConnection(options);
    }

    /** Holds for a consumer's endpoint. */
    static void checkConsumer(NaniteFileConfiguration options) {
        range("prefetchCount", options.getPrefetchCount(), 1, MAX_PREFETCH);
        range("concurrentConsumers", options.getConcurrentConsumers(), 1, Integer.MAX_VALUE);
        range("maxOpenTransfers", options.getMaxOpenTransfers(), 1, Integer.MAX_VALUE);
        range("maxFileSize", options.getMaxFileSize(), 0, Long.MAX_VALUE);
        range("maxSpoolSize", options.getMaxSpoolSize(), 0, Long.MAX_VALUE);
        range("transferTimeout", options.getTransferTimeout(), 1, Long.MAX_VALUE);
        range("requeueDelay", options.getRequeueDelay(), 0, Long.MAX_VALUE);
        oneOf("queueType", options.getQueueType(), List.of("classic", "quorum", STREAM));
        stream(options);
        oneOf("onFailure", options.getOnFailure(), List.of("keep", "requeue", "reject"));
        said("group", options.getGroup());
        said("spoolDirectory", options.getSpoolDirectory());
        nullOrSaid("queue", options.getQueue());
        nullOrSaid("directory", options.getDirectory());
        QueueArguments.of(options);
        if (options.isBroadcast() && !options.isDeclare()) {
            throw new IllegalArgumentException(
                    "Option broadcast=true needs a queue of its own, which declare=false forbids: leave broadcast"
                            + " out and name the group or queue that somebody else declares, or leave declare out");
        }
        checkPartitions(options);
        if (Boolean.TRUE.equals(options.getRequireSecure())) {
            needed(
                    "requireSecure=true",
                    "secureTrusted",
                    options.getSecureTrusted(),
                    "says whose signatures are accepted");
        }
        checkSecure(options);
        checkConnection(options);
    }

    private static void stream(NaniteFileConfiguration options) {
        boolean isStream = options.getQueueType().equals(STREAM);
        if (isStream && options.isBroadcast()) {
            throw new IllegalArgumentException(
                    "Option broadcast=true cannot be with queueType=stream: leave it out, as every group reads all of a"
                            + " stream, and set streamOffset=next to begin with what is sent from now on");
        }
        if (isStream && BrokerLinks.isEmbedded(options)) {
            throw new IllegalArgumentException(
                    "Option queueType=stream cannot be with addresses=embedded:, as that broker has no streams: use a"
                            + " RabbitMQ, or a queue of another type");
        }
        try {
            StreamOffset.parse(options.getStreamOffset());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option streamOffset="
                            + options.getStreamOffset()
                            + " cannot be: "
                            + e.getMessage(),
                    e);
        }
        if (!isStream && !options.getStreamOffset().equals("first")) {
            needsStream("streamOffset=" + options.getStreamOffset());
        }
        if (!isStream && options.getOffsetRepository() != null) {
            needsStream("offsetRepository");
        }
    }

    private static void needsStream(String option) {
        throw new IllegalArgumentException(
                "Option " + option + " is for streams: set queueType=stream, or leave it out");
    }

    private static void checkPartitions(NaniteFileConfiguration options) {
        range("partitions", options.getPartitions(), 1, MAX_PARTITIONS);
        if (options.getPartitions() == 1) {
            return;
        }
        noPartitions(
                options, options.isBroadcast(), "broadcast", "reads a private queue for itself");
        noPartitions(options, options.getQueue() != null, "queue", "reads that one queue");
        noPartitions(
                options,
                options.getQueueType().equals(STREAM),
                "queueType=stream",
                "reads all of the stream");
        noPartitions(
                options,
                !options.isDeclare(),
                "declare=false",
                "lets nobody declare and bind them");
    }

    private static void noPartitions(
            NaniteFileConfiguration options, boolean isSet, String other, String does) {
        if (isSet) {
            throw new IllegalArgumentException(
                    "Option partitions=%d does not go with %s, which %s: leave one of them out"
                            .formatted(options.getPartitions(), other, does));
        }
    }

    private static void checkSecure(NaniteFileConfiguration options) {
        nullOrSaid("secureKey", options.getSecureKey());
        nullOrSaid("secureCertificate", options.getSecureCertificate());
        nullOrSaid("secureIdentity", options.getSecureIdentity());
        nullOrSaid("secureRecipients", options.getSecureRecipients());
        nullOrSaid("secureTrusted", options.getSecureTrusted());
    }

    private static void needed(String cause, String option, String value, String purpose) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "Option %s needs the option %s, which %s: set it"
                            .formatted(cause, option, purpose));
        }
    }

    private static void checkConnection(NaniteFileConfiguration options) {
        nullOrSaid("addresses", options.getAddresses());
        oneOf("saslMechanism", options.getSaslMechanism(), List.of("PLAIN", "EXTERNAL"));
        if (BrokerLinks.isByCertificate(options)) {
            checkCertificate(options);
        }
    }

    private static void checkCertificate(NaniteFileConfiguration options) {
        SSLContextParameters tls = options.getSslContextParameters();
        if (tls == null || tls.getKeyManagers() == null) {
            throw new IllegalArgumentException(
                    "Option saslMechanism=EXTERNAL needs the option sslContextParameters with a key store"
                            + " (keyManagers), which has the certificate that says who we are: set it");
        }
        if (options.getUsername() != null || options.getPassword() != null) {
            throw new IllegalArgumentException(
                    "Option saslMechanism=EXTERNAL takes the user from the certificate in sslContextParameters: leave"
                            + " username and password out, on endpoint and component");
        }
    }

    static void checkWindow(long windowSize) {
        range("windowSize", windowSize, 1, Long.MAX_VALUE);
    }

    private static void range(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Option "
                            + option
                            + "="
                            + value
                            + " cannot be: it takes "
                            + least
                            + (most == Long.MAX_VALUE || most == Integer.MAX_VALUE
                                    ? " and more"
                                    : " to " + most));
        }
    }

    private static void oneOf(String option, String value, List<String> values) {
        if (!values.contains(value)) {
            throw new IllegalArgumentException(
                    "Option "
                            + option
                            + "="
                            + value
                            + " cannot be: it takes one of "
                            + String.join(", ", values));
        }
    }

    private static void format(String value) {
        try {
            PacketFormats.plain().named(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option format=" + value + " cannot be: " + e.getMessage(), e);
        }
    }

    private static void nullOrSaid(String option, String value) {
        if (value != null) {
            said(option, value);
        }
    }

    private static void said(String option, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "Option "
                            + option
                            + " is empty: give it a name, or leave it out for the default");
        }
    }
}
