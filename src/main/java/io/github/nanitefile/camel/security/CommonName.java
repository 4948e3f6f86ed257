package io.github.nanitefile.camel.security;

import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** By what name a certificate goes. */
final class CommonName {

    private CommonName() {}

    /**
     * The common name of its subject.
     *
     * @throws IllegalArgumentException if it has none
     */
    static String of(X509Certificate certificate, PemResource file) {
        X500Principal subject = certificate.getSubjectX500Principal();
        try {
            return new LdapName(subject.getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .reduce((first, last) -> last)
                            .orElseThrow(() -> nameless(file, null));
        } catch (InvalidNameException e) {
            throw nameless(file, e);
        }
    }

    private static IllegalArgumentException nameless(PemResource file, Throwable cause) {
        return file.wrong("its subject has no common name; set secureIdentity", cause);
    }
}
