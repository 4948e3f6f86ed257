package io.github.nanitefile.camel.security;

import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.secure.SecureFormat;
import io.github.nanitefile.packet.secure.SecureKeys;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes packet formats of what the options of the format secure say. Keys are loaded here, once,
 * when a route starts; what is wrong with them is said then.
 */
public final class SecureOptions {

    private static final Logger LOG = LoggerFactory.getLogger(SecureOptions.class);

    /** What would be missed, or break where another library brings an older part of it. */
    private static final List<String> LIBRARY =
            List.of(
                    "org.bouncycastle.cms.CMSSignedData",
                    "org.bouncycastle.cms.CMSAlgorithm",
                    "org.bouncycastle.openssl.PEMParser");

    private SecureOptions() {}

    /**
     * The formats of a producer.
     *
     * @throws IllegalArgumentException if an option is wrong; names it, and the remedy
     */
    public static PacketFormats sending(
            CamelContext context, String domain, NaniteFileConfiguration options) {
        if (!options.getFormat().equals(SecureFormat.NAME)) {
            return PacketFormats.plain();
        }
        checkLibrary(SecureOptions.class.getClassLoader());
        PemResource certificateFile =
                new PemResource("secureCertificate", options.getSecureCertificate());
        X509Certificate certificate = Certificates.first(context, certificateFile);
        String identity =
                options.getSecureIdentity() == null
                        ? CommonName.of(certificate, certificateFile)
                        : options.getSecureIdentity();
        List<X509Certificate> recipients =
                Certificates.all(context, "secureRecipients", options.getSecureRecipients());
        SecureFormat format =
                new SecureFormat(
                        new SecureKeys(
                                key(context, options, certificate),
                                certificate,
                                identity,
                                recipients,
                                List.of()));
        LOG.info(
                LogLines.SIGNED_AS,
                domain,
                identity,
                recipients.isEmpty()
                        ? "travel in clear, as secureRecipients is not set"
                        : "encrypted to secureRecipients=" + options.getSecureRecipients());
        return PacketFormats.with(format, true);
    }

    /**
     * The formats of a consumer.
     *
     * @throws IllegalArgumentException if an option is wrong; names it, and the remedy
     */
    public static PacketFormats receiving(
            CamelContext context, String domain, NaniteFileConfiguration options) {
        if (options.getSecureTrusted() == null) {
            if (options.getSecureKey() != null) {
                LOG.warn(LogLines.NOBODY_TRUSTED, domain);
            }
            return PacketFormats.plain();
        }
        checkLibrary(SecureOptions.class.getClassLoader());
        X509Certificate certificate =
                options.getSecureCertificate() == null
                        ? null
                        : Certificates.first(
                                context,
                                new PemResource(
                                        "secureCertificate", options.getSecureCertificate()));
        return PacketFormats.with(
                new SecureFormat(
                        new SecureKeys(
                                options.getSecureKey() == null
                                        ? null
                                        : key(context, options, certificate),
                                certificate,
                                null,
                                List.of(),
                                Certificates.all(
                                        context, "secureTrusted", options.getSecureTrusted()))),
                !Boolean.FALSE.equals(options.getRequireSecure()));
    }

    /** Checks that the optional library is there and whole, before a message needs it. */
    static void checkLibrary(ClassLoader loader) {
        try {
            for (String type : LIBRARY) {
                Class.forName(type, true, loader);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "The format secure needs org.bouncycastle:bcpkix-jdk18on on the class path: add it",
                    e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "The format secure needs bcpkix-jdk18on, bcutil-jdk18on and bcprov-jdk18on of one version of"
                            + " org.bouncycastle, and those on the class path do not fit: name the same version for each ("
                            + e
                            + ")",
                    e);
        }
    }

    /**
     * Our private key.
     *
     * @param certificate what must be of the same key, or null
     */
    private static RSAPrivateKey key(
            CamelContext context, NaniteFileConfiguration options, X509Certificate certificate) {
        PemResource file = new PemResource("secureKey", options.getSecureKey());
        RSAPrivateKey key = PrivateKeys.load(context, file, options.getSecureKeyPassword());
        if (certificate != null
                && !((RSAPublicKey) certificate.getPublicKey())
                        .getModulus()
                        .equals(key.getModulus())) {
            throw file.wrong(
                    "secureCertificate="
                            + options.getSecureCertificate()
                            + " is of another key; name the two that belong together",
                    null);
        }
        return key;
    }
}
