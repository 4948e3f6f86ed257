package io.github.nanitefile.packet.secure;

import io.github.nanitefile.packet.Vectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The keys of the vectors: alpha, beta, beta2, gamma. Issuer and serial of beta and beta2 are the
 * same.
 */
public final class TestKeys {

    private TestKeys() {}

    static X509Certificate certificate(String name) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            Vectors.bytes("keys/" + name + "_cert.pem")));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509Certificate> certificates(String... names) {
        return Stream.of(names).map(TestKeys::certificate).toList();
    }

    static PrivateKey key(String name) {
        String pem =
                new String(Vectors.bytes("keys/" + name + "_key.pem"), StandardCharsets.US_ASCII);
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            PEMKeyPair pair = (PEMKeyPair) parser.readObject();
            return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The format of one who sends. */
    public static SecureFormat writer(String name, String... recipients) {
        return peer(name, List.of(recipients), List.of());
    }

    /** The format of one who sends and receives. */
    public static SecureFormat peer(String name, List<String> recipients, List<String> trusted) {
        return new SecureFormat(
                new SecureKeys(
                        key(name),
                        certificate(name),
                        name,
                        certificates(recipients.toArray(String[]::new)),
                        certificates(trusted.toArray(String[]::new))));
    }

    /** The format of one who receives. */
    public static SecureFormat reader(String name, String... trusted) {
        return new SecureFormat(
                new SecureKeys(
                        key(name), certificate(name), null, List.of(), certificates(trusted)));
    }

    /** The format of one who writes to nobody else, and trusts nobody else. */
    public static SecureFormat ownLetterBox(String name) {
        return new SecureFormat(
                new SecureKeys(
                        key(name),
                        certificate(name),
                        name,
                        certificates(name),
                        certificates(name)));
    }
}
