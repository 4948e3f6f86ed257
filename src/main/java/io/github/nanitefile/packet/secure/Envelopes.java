package io.github.nanitefile.packet.secure;

import io.github.nanitefile.packet.UnreadableMessageException;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;

/** PKCS#7 EnvelopedData: AES in CBC mode, its key encrypted with RSA (PKCS#1 v1.5). */
final class Envelopes {

    /** Each costs an RSA operation. */
    private static final int MAX_RECIPIENTS = 64;

    private static final Set<String> CIPHERS =
            Set.of(
                    CMSAlgorithm.AES128_CBC.getId(),
                    CMSAlgorithm.AES192_CBC.getId(),
                    CMSAlgorithm.AES256_CBC.getId());

    private Envelopes() {}

    /** Encrypts with AES-256. */
    static byte[] encrypt(byte[] content, List<X509Certificate> recipients) {
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            for (X509Certificate recipient : recipients) {
                generator.addRecipientInfoGenerator(
                        new JceKeyTransRecipientInfoGenerator(recipient));
            }
            CMSEnvelopedData enveloped =
                    generator.generate(
                            new CMSProcessableByteArray(content),
                            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build());
            return enveloped.toASN1Structure().getEncoded(ASN1Encoding.DER);
        } catch (CMSException | CertificateEncodingException | IOException e) {
            throw new IllegalArgumentException(
                    "it cannot be encrypted to the certificates of secureRecipients: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * What our key makes of the envelope. As issuer and serial do not tell Nanite's recipients
     * apart, every one of them is tried, those first that bear ours. A key that is not the
     * recipient's may still yield something, which makes no sense.
     *
     * @return what came out, recipient by recipient, as it is asked for
     * @throws UnreadableMessageException if it is no such envelope
     */
    static Stream<byte[]> decrypted(byte[] der, SecureKeys keys) throws UnreadableMessageException {
        try {
            CMSEnvelopedData enveloped = new CMSEnvelopedData(der);
            if (!CIPHERS.contains(enveloped.getEncryptionAlgOID())) {
                throw new UnreadableMessageException(
                        "it is not encrypted with AES in CBC mode, as it must be");
            }
            return recipients(enveloped.getRecipientInfos(), keys.certificate())
                    .limit(MAX_RECIPIENTS)
                    .filter(KeyTransRecipientInformation.class::isInstance)
                    .map(recipient -> open((KeyTransRecipientInformation) recipient, keys.key()))
                    .filter(Objects::nonNull);
        } catch (CMSException | RuntimeException e) {
            // The bytes are anybody's, and Bouncy Castle throws what it likes at broken ones.
            throw new UnreadableMessageException("its encryption is broken", e);
        }
    }

    private static Stream<RecipientInformation> recipients(
            RecipientInformationStore all, X509Certificate ours) {
        return ours == null
                ? all.getRecipients().stream()
                : Stream.concat(
                                all.getRecipients(new JceKeyTransRecipientId(ours)).stream(),
                                all.getRecipients().stream())
                        .distinct();
    }

    /** Null if the key does not fit. Why not is nobody's business: it would help to guess keys. */
    private static byte[] open(KeyTransRecipientInformation recipient, PrivateKey key) {
        if (!recipient
                .getKeyEncryptionAlgOID()
                .equals(PKCSObjectIdentifiers.rsaEncryption.getId())) {
            return null;
        }
        try {
            return recipient.getContent(new JceKeyTransEnvelopedRecipient(key));
        } catch (CMSException | RuntimeException e) {
            return null;
        }
    }
}
