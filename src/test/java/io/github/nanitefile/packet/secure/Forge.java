package io.github.nanitefile.packet.secure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;

/** Makes secure documents part by part, right and wrong ones. */
final class Forge {

    /** The JSON of a FileEnd with the token t and the meta m. */
    static final String INNER =
            "{\"json_class\":\"Nanite::FileEnd\",\"data\":{\"token\":\"t\",\"meta\":\"m\",\"size\":null}}";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Forge() {}

    /** A document that is right. */
    static Forge document(String data, boolean encrypted) throws Exception {
        return new Forge()
                .with("id", "alpha")
                .with("data", data)
                .with("signature", signature(data, "SHA256withRSA", "alpha"))
                .with("encrypted", encrypted);
    }

    Forge with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    byte[] body() throws JsonProcessingException {
        return new ObjectMapper().writeValueAsBytes(fields);
    }

    /** As Nanite signs: no certificate, content within. */
    static String signature(String data, String algorithm, String... signers) throws Exception {
        CMSSignedDataGenerator generator = generator(algorithm, signers);
        return pem(generator.generate(content(data), true).getEncoded());
    }

    static String detached(String data, String signer) throws Exception {
        return pem(generator("SHA256withRSA", signer).generate(content(data), false).getEncoded());
    }

    static String enclosingItsCertificate(String data, String signer) throws Exception {
        CMSSignedDataGenerator generator = generator("SHA256withRSA", signer);
        generator.addCertificates(new JcaCertStore(TestKeys.certificates(signer)));
        return pem(generator.generate(content(data), true).getEncoded());
    }

    private static CMSProcessableByteArray content(String data) {
        return new CMSProcessableByteArray(SignedText.of(data.getBytes(ISO_8859_1)));
    }

    private static CMSSignedDataGenerator generator(String algorithm, String... signers)
            throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (String signer : signers) {
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build(algorithm, TestKeys.key(signer), TestKeys.certificate(signer)));
        }
        return generator;
    }

    static String envelope(byte[] inner, List<String> recipients) throws Exception {
        return envelope(inner, CMSAlgorithm.AES256_CBC, recipients);
    }

    static String envelope(byte[] inner, ASN1ObjectIdentifier cipher, List<String> recipients)
            throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        for (String recipient : recipients) {
            generator.addRecipientInfoGenerator(
                    new JceKeyTransRecipientInfoGenerator(TestKeys.certificate(recipient)));
        }
        return pem(
                generator
                        .generate(
                                new CMSProcessableByteArray(inner),
                                new JceCMSContentEncryptorBuilder(cipher).build())
                        .toASN1Structure()
                        .getEncoded(ASN1Encoding.DER));
    }

    static String pem(byte[] der) {
        return new String(Pem.encode(der), ISO_8859_1);
    }
}
