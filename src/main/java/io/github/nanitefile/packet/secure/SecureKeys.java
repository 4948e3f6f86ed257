package io.github.nanitefile.packet.secure;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whose keys a {@link SecureFormat} uses; all of them RSA keys. Nobody looks at a certificate's
 * dates, issuer or key usage, as Nanite's peers do not: it only says whose a key is.
 *
 * @param key our private key, which signs what is written and decrypts what is read; null if
 *     neither is needed
 * @param certificate the certificate of that key, which names us in signatures; null if nothing is
 *     written
 * @param identity the {@code id} of our documents, by which a Nanite peer looks up our certificate;
 *     null if nothing is written
 * @param recipients to whom is encrypted; empty to write in clear
 * @param trusted whose signatures are accepted; empty if nothing is read
 */
public record SecureKeys(
        PrivateKey key,
        X509Certificate certificate,
        String identity,
        List<X509Certificate> recipients,
        List<X509Certificate> trusted) {

    public SecureKeys {
        recipients = List.copyOf(recipients);
        trusted = List.copyOf(trusted);
    }

    /** Does not print the key. */
    @Override
    public String toString() {
        return "keys of " + identity;
    }
}
