package io.github.nanitefile.camel.security;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.apache.camel.CamelContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.encoders.DecoderException;

/** Loads private keys in any of the forms that OpenSSL writes. */
final class PrivateKeys {

    private PrivateKeys() {}

    /**
     * The first key of the file.
     *
     * @param password null if there is none
     * @throws IllegalArgumentException if there is none that can be used; says what to do
     */
    static RSAPrivateKey load(CamelContext context, PemResource file, String password) {
        String pem = new String(file.read(context), StandardCharsets.ISO_8859_1);
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object part = parser.readObject();
            while (part != null) {
                PrivateKeyInfo info = keyIn(part, file, password);
                if (info != null) {
                    return rsa(new JcaPEMKeyConverter().getPrivateKey(info), file);
                }
                part = parser.readObject();
            }
        } catch (IOException | DecoderException e) {
            throw file.wrong("the PEM in it is broken (" + e.getMessage() + ")", e);
        }
        throw file.wrong(
                "there is no private key in it; give a PEM file with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA"
                        + " PRIVATE KEY-----",
                null);
    }

    /** Null if the part is something else, as a certificate is. */
    private static PrivateKeyInfo keyIn(Object part, PemResource file, String password)
            throws PEMException {
        if (part instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        if (part instanceof PrivateKeyInfo info) {
            return info;
        }
        if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
            return decrypted(part, file, password);
        }
        return null;
    }

    private static PrivateKeyInfo decrypted(Object part, PemResource file, String password) {
        if (password == null) {
            throw file.wrong("it is encrypted; set secureKeyPassword", null);
        }
        // Knows the old ciphers of OpenSSL too; asked by name, never registered.
        BouncyCastleProvider provider = new BouncyCastleProvider();
        char[] secret = password.toCharArray();
        try {
            if (part instanceof PEMEncryptedKeyPair pair) {
                return pair.decryptKeyPair(
                                new JcePEMDecryptorProviderBuilder()
                                        .setProvider(provider)
                                        .build(secret))
                        .getPrivateKeyInfo();
            }
            return ((PKCS8EncryptedPrivateKeyInfo) part)
                    .decryptPrivateKeyInfo(
                            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(provider)
                                    .build(secret));
        } catch (IOException | OperatorCreationException | PKCSException e) {
            throw file.wrong("secureKeyPassword does not open it; set that to its password", e);
        }
    }

    private static RSAPrivateKey rsa(PrivateKey key, PemResource file) {
        if (key instanceof RSAPrivateKey rsa) {
            return rsa;
        }
        throw file.wrong(
                "it is a key for " + key.getAlgorithm() + "; Nanite's format takes RSA keys", null);
    }
}
