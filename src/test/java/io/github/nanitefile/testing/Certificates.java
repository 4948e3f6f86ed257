package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of its own, made for one run, and what it signs. */
public final class Certificates {

    /** Of every key store that this writes. */
    public static final String PASSWORD = "key-store-secret";

    private static final Duration DAY = Duration.ofDays(1);

    private final Identity authority;

    /** A certificate and its key. */
    record Identity(X509Certificate certificate, PrivateKey key) {}

    Certificates(String name) {
        KeyPair keys = newKeys();
        authority = new Identity(sign(keys, name, true, List.of(), null, keys), keys.getPrivate());
    }

    /** For somebody of this name, reached as any of these hosts, valid from yesterday. */
    Identity issue(String name, String... hosts) {
        KeyPair keys = newKeys();
        KeyPair signer = new KeyPair(authority.certificate().getPublicKey(), authority.key());
        return new Identity(
                sign(keys, name, false, List.of(hosts), authority.certificate(), signer),
                keys.getPrivate());
    }

    X509Certificate authority() {
        return authority.certificate();
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            KeyPair keys,
            String name,
            boolean isAuthority,
            List<String> hosts,
            X509Certificate issuer,
            KeyPair signer) {
        X500Principal subject = new X500Principal("CN=" + name);
        Instant now = Instant.now();
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer == null ? subject : issuer.getSubjectX500Principal(),
                            new BigInteger(64, new SecureRandom()),
                            Date.from(now.minus(DAY)),
                            Date.from(now.plus(DAY)),
                            subject,
                            keys.getPublic());
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (!hosts.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                hosts.stream()
                                        .map(host -> new GeneralName(GeneralName.dNSName, host))
                                        .toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withRSA")
                                            .build(signer.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As PEM. */
    static void write(Path file, Object certificateOrKey) {
        try (Writer out = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(
                    certificateOrKey instanceof PrivateKey key
                            ? new JcaPKCS8Generator(key, null)
                            : certificateOrKey);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PKCS#12 store that trusts the authority. */
    static Path trustStore(Path file, X509Certificate authority) {
        return store(file, store -> store.setCertificateEntry("authority", authority));
    }

    /** A PKCS#12 store that has this identity. */
    static Path keyStore(Path file, Identity identity) {
        Certificate[] chain = {identity.certificate()};
        return store(
                file,
                store -> store.setKeyEntry("own", identity.key(), PASSWORD.toCharArray(), chain));
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private static Path store(Path file, Filling filling) {
        try (var out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            filling.fill(store);
            store.store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
