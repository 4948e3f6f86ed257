package io.github.nanitefile.packet.secure;

import io.github.nanitefile.packet.UnreadableMessageException;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * PKCS#7 SignedData that hold what they sign. Whatever certificates a message encloses are passed
 * over: it is held against those that are trusted.
 */
final class Signatures {

    /** Our peers sign with one; who sends more wants to keep us busy. */
    private static final int MAX_SIGNERS = 8;

    /** SHA-1 is what OpenSSL before 1.1 signs with. */
    private static final Set<String> DIGESTS =
            Set.of(
                    OIWObjectIdentifiers.idSHA1.getId(),
                    NISTObjectIdentifiers.id_sha224.getId(),
                    NISTObjectIdentifiers.id_sha256.getId(),
                    NISTObjectIdentifiers.id_sha384.getId(),
                    NISTObjectIdentifiers.id_sha512.getId());

    private static final Set<String> SIGNATURES =
            Set.of(
                    PKCSObjectIdentifiers.rsaEncryption.getId(),
                    PKCSObjectIdentifiers.sha1WithRSAEncryption.getId(),
                    PKCSObjectIdentifiers.sha224WithRSAEncryption.getId(),
                    PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
                    PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(),
                    PKCSObjectIdentifiers.sha512WithRSAEncryption.getId());

    private Signatures() {}

    /** Signs with SHA-256; no certificate is enclosed. */
    static byte[] sign(byte[] content, PrivateKey key, X509Certificate certificate) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withRSA", key, certificate));
            CMSSignedData signed = generator.generate(new CMSProcessableByteArray(content), true);
            return signed.toASN1Structure().getEncoded(ASN1Encoding.DER);
        } catch (CMSException
                | OperatorCreationException
                | CertificateEncodingException
                | IOException e) {
            throw new IllegalArgumentException(
                    "secureKey cannot sign: " + e.getMessage() + "; use an RSA key", e);
        }
    }

    /**
     * What the signature holds, if every signer of it, and there is one, is trusted.
     *
     * @throws UnreadableMessageException otherwise
     */
    static byte[] verified(byte[] der, List<X509Certificate> trusted)
            throws UnreadableMessageException {
        try {
            CMSSignedData signed = new CMSSignedData(der);
            byte[] content = content(signed);
            checkSigners(signed.getSignerInfos().getSigners(), trusted);
            return content;
        } catch (CMSException | RuntimeException e) {
            // The bytes are anybody's, and Bouncy Castle throws what it likes at broken ones.
            throw new UnreadableMessageException("its signature is broken", e);
        }
    }

    private static byte[] content(CMSSignedData signed) throws UnreadableMessageException {
        CMSTypedData content = signed.getSignedContent();
        if (content != null && content.getContent() instanceof byte[] bytes) {
            return bytes;
        }
        throw new UnreadableMessageException(
                "its signature does not hold what it signs (it is detached)");
    }

    private static void checkSigners(
            Collection<SignerInformation> signers, List<X509Certificate> trusted)
            throws UnreadableMessageException {
        if (signers.isEmpty() || signers.size() > MAX_SIGNERS) {
            throw new UnreadableMessageException(
                    "it has "
                            + signers.size()
                            + " signatures, and one of 1 to "
                            + MAX_SIGNERS
                            + " can be read");
        }
        for (SignerInformation signer : signers) {
            if (!DIGESTS.contains(signer.getDigestAlgOID())
                    || !SIGNATURES.contains(signer.getEncryptionAlgOID())) {
                throw new UnreadableMessageException(
                        "it is not signed with RSA and SHA-1 or SHA-2, as it must be");
            }
            if (trusted.stream().noneMatch(certificate -> isBy(signer, certificate))) {
                throw new UnreadableMessageException(
                        "its signature is by none of the certificates of secureTrusted, or is broken; add the"
                                + " sender's certificate if it is to be trusted");
            }
        }
    }

    /**
     * Asks the key alone: with the certificate, its dates would be looked at, and issuer and serial
     * do not tell Nanite's certificates apart.
     */
    private static boolean isBy(SignerInformation signer, X509Certificate certificate) {
        try {
            return signer.verify(
                    new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
        } catch (CMSException | OperatorCreationException e) {
            return false; // says no in another way: the content is not what was signed
        }
    }
}
