package io.github.nanitefile.camel.security;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;

/** Loads certificates. */
final class Certificates {

    private Certificates() {}

    /**
     * Those in all the files that an option names.
     *
     * @param uris with commas between them, or null
     * @throws IllegalArgumentException if a file is not there, or has none; says what to do
     */
    static List<X509Certificate> all(CamelContext context, String option, String uris) {
        List<X509Certificate> certificates = new ArrayList<>();
        if (uris != null) {
            for (String uri : uris.split(",", -1)) {
                certificates.addAll(in(context, new PemResource(option, uri.strip())));
            }
        }
        return certificates;
    }

    /** The one that a file has, or the first of a chain. */
    static X509Certificate first(CamelContext context, PemResource file) {
        return in(context, file).get(0);
    }

    private static List<X509Certificate> in(CamelContext context, PemResource file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : parse(file, file.read(context))) {
            X509Certificate x509 = (X509Certificate) certificate;
            if (!(x509.getPublicKey() instanceof RSAPublicKey)) {
                throw file.wrong(
                        "it has a certificate of a key that is no RSA key; Nanite's format takes no other",
                        null);
            }
            certificates.add(x509);
        }
        if (certificates.isEmpty()) {
            throw noCertificate(file, null);
        }
        return certificates;
    }

    private static Collection<? extends Certificate> parse(PemResource file, byte[] pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem));
        } catch (CertificateException e) {
            throw noCertificate(file, e);
        }
    }

    private static IllegalArgumentException noCertificate(PemResource file, Throwable cause) {
        return file.wrong(
                "there is no certificate in it; give a PEM file with -----BEGIN CERTIFICATE-----",
                cause);
    }
}
