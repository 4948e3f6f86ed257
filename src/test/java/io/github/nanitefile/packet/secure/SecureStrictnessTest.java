package io.github.nanitefile.packet.secure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures and envelopes are believed. */
class SecureStrictnessTest {

    private static final String OTHER = Forge.INNER.replace("\"m\"", "\"other\"");
    private static final Packet PACKET = new FileEnd(new Token("t"), "m");

    private final SecureFormat beta = TestKeys.reader("beta", "alpha", "gamma");

    private Optional<Packet> read(Forge document) throws Exception {
        return beta.read(document.body());
    }

    private ThrowableAssertAlternative<UnreadableMessageException> assertRefused(Forge document)
            throws Exception {
        byte[] body = document.body();
        return assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> beta.read(body));
    }

    private static byte[] inner() {
        return Forge.INNER.getBytes(ISO_8859_1);
    }

    private static Forge sealed(String... recipients) throws Exception {
        return Forge.document(Forge.envelope(inner(), List.of(recipients)), true);
    }

    @Test
    void shouldReadWhatATrustedPeerSigned() throws Exception {
        assertThat(read(Forge.document(Forge.INNER, false))).contains(PACKET);
        assertThat(read(sealed("beta"))).contains(PACKET);
    }

    @Test
    void shouldRefuseDataThatIsNotWhatWasSigned() throws Exception {
        assertRefused(Forge.document(Forge.INNER, false).with("data", OTHER))
                .withMessage("its data is not what was signed");
        assertRefused(sealed("beta").with("data", Forge.envelope(inner(), List.of("beta"))))
                .withMessage("its data is not what was signed");
    }

    @Test
    void shouldRefuseAStrangerWhateverItEncloses() throws Exception {
        assertRefused(
                        Forge.document(Forge.INNER, false)
                                .with(
                                        "signature",
                                        Forge.signature(Forge.INNER, "SHA256withRSA", "beta2")))
                .withMessageContaining("none of the certificates of secureTrusted");
        assertRefused(
                        Forge.document(Forge.INNER, false)
                                .with(
                                        "signature",
                                        Forge.enclosingItsCertificate(Forge.INNER, "beta2")))
                .withMessageContaining("none of the certificates of secureTrusted");
    }

    /** As beta2 is named like beta, only its key tells that it is not. */
    @Test
    void shouldTellSignersOfOneNameApart() throws Exception {
        byte[] body =
                Forge.document(Forge.INNER, false)
                        .with("signature", Forge.signature(Forge.INNER, "SHA256withRSA", "beta2"))
                        .body();

        assertThat(TestKeys.reader("alpha", "beta", "beta2").read(body)).contains(PACKET);
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> TestKeys.reader("alpha", "beta").read(body));
    }

    @Test
    void shouldReadWhatEnclosesACertificateIfItsSignerIsTrusted() throws Exception {
        assertThat(
                        read(
                                Forge.document(Forge.INNER, false)
                                        .with(
                                                "signature",
                                                Forge.enclosingItsCertificate(
                                                        Forge.INNER, "alpha"))))
                .contains(PACKET);
    }

    @Test
    void shouldTrustEverySignerOrNone() throws Exception {
        Forge document = Forge.document(Forge.INNER, false);
        assertThat(
                        read(
                                document.with(
                                        "signature",
                                        Forge.signature(
                                                Forge.INNER, "SHA256withRSA", "alpha", "gamma"))))
                .contains(PACKET);
        assertRefused(
                        document.with(
                                "signature",
                                Forge.signature(Forge.INNER, "SHA256withRSA", "alpha", "beta2")))
                .withMessageContaining("none of the certificates of secureTrusted");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9})
    void shouldRefuseNoSignersAndTooMany(int signers) throws Exception {
        String[] names = Collections.nCopies(signers, "alpha").toArray(String[]::new);
        assertRefused(
                        Forge.document(Forge.INNER, false)
                                .with(
                                        "signature",
                                        Forge.signature(Forge.INNER, "SHA256withRSA", names)))
                .withMessageStartingWith("it has " + signers + " signatures");
    }

    @Test
    void shouldRefuseADetachedSignature() throws Exception {
        assertRefused(
                        Forge.document(Forge.INNER, false)
                                .with("signature", Forge.detached(Forge.INNER, "alpha")))
                .withMessageContaining("detached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA1withRSA",
                "SHA224withRSA",
                "SHA256withRSA",
                "SHA384withRSA",
                "SHA512withRSA"
            })
    void shouldReadWhatOldAndNewPeersSignWith(String algorithm) throws Exception {
        assertThat(
                        read(
                                Forge.document(Forge.INNER, false)
                                        .with(
                                                "signature",
                                                Forge.signature(Forge.INNER, algorithm, "alpha"))))
                .contains(PACKET);
    }

    @Test
    void shouldRefuseMd5() throws Exception {
        String signature = Forge.signature(Forge.INNER, "MD5withRSA", "alpha");
        assertRefused(Forge.document(Forge.INNER, false).with("signature", signature))
                .withMessageContaining("RSA and SHA-1 or SHA-2");
    }

    /** No peer writes a CR; one that was put in changes nothing of what is read. */
    @Test
    void shouldReadWhatWasSignedWhereDataHasOtherLineEnds() throws Exception {
        String lines = Forge.INNER.replace(",", ",\n");
        String changed = lines.replace("\n", "\r\r\n");
        assertThat(read(Forge.document(lines, false).with("data", changed))).contains(PACKET);
        String pem = Forge.envelope(inner(), List.of("beta"));
        assertThat(read(Forge.document(pem, true).with("data", pem.replace("\n", "\r\n"))))
                .contains(PACKET);
    }

    @Test
    void shouldDecryptForAnyOfSeveralRecipients() throws Exception {
        assertThat(read(sealed("gamma", "beta", "alpha"))).contains(PACKET);
    }

    /** Both are named alike: the wrong one may be met first. */
    @Test
    void shouldDecryptBesideARecipientOfTheSameName() throws Exception {
        assertThat(read(sealed("beta2", "beta"))).contains(PACKET);
        assertThat(read(sealed("beta", "beta2"))).contains(PACKET);
    }

    @Test
    void shouldFindItselfAmongMoreRecipientsThanItTries() throws Exception {
        List<String> recipients = new ArrayList<>(Collections.nCopies(70, "gamma"));
        recipients.add("beta");
        assertThat(read(sealed(recipients.toArray(String[]::new)))).contains(PACKET);
    }

    @Test
    void shouldSayTheSameWhyeverItCannotBeDecrypted() throws Exception {
        byte[] envelope = Pem.decode(Forge.envelope(inner(), List.of("beta")).getBytes(ISO_8859_1));
        byte[] lastBlock = envelope.clone();
        lastBlock[lastBlock.length - 17] ^= 1; // what the padding is mixed with
        byte[] keyBlock = envelope.clone();
        keyBlock[200] ^= 1;
        for (String pem :
                List.of(
                        Forge.envelope(inner(), List.of("gamma")),
                        Forge.envelope("no JSON".getBytes(ISO_8859_1), List.of("beta")),
                        Forge.pem(lastBlock),
                        Forge.pem(keyBlock))) {
            assertRefused(Forge.document(pem, true))
                    .withMessage(
                            "secureKey does not decrypt it: it is encrypted to somebody else, or broken;"
                                    + " the sender has to name this side's certificate in"
                                    + " secureRecipients");
        }
    }

    @Test
    void shouldRefuseOtherCiphers() throws Exception {
        String pem = Forge.envelope(inner(), CMSAlgorithm.DES_EDE3_CBC, List.of("beta"));
        assertRefused(Forge.document(pem, true)).withMessageContaining("AES");
    }

    @Test
    void shouldComplainOfThePacketThatWasDecrypted() throws Exception {
        byte[] cut = Arrays.copyOf(inner(), 50);
        assertRefused(Forge.document(Forge.envelope(cut, List.of("beta")), true))
                .withMessageContaining("JSON");
    }

    @Test
    void shouldPassOverOtherPacketsOfNanite() throws Exception {
        String ping = "{\"json_class\":\"Nanite::Ping\",\"data\":{\"identity\":\"x\"}}";
        assertThat(read(Forge.document(ping, false))).isEmpty();
        byte[] bytes = ping.getBytes(ISO_8859_1);
        assertThat(read(Forge.document(Forge.envelope(bytes, List.of("beta")), true))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"data,1", "data,", "signature,true", "signature,", "encrypted,1", "encrypted,no"})
    void shouldRefuseFieldsOfOtherTypes(String field, String value) throws Exception {
        Object other = value == null ? null : "no".equals(value) ? value : Integer.valueOf(1);
        assertRefused(Forge.document(Forge.INNER, false).with(field, other))
                .withMessageStartingWith("the " + field + " of its document");
    }

    @Test
    void shouldReadADocumentWhateverItsIdIs() throws Exception {
        assertThat(read(Forge.document(Forge.INNER, false).with("id", 5))).contains(PACKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-----BEGIN PKCS7-----",
                "-----BEGIN PKCS7-----\n-----END PKCS7-----\n",
                "-----BEGIN PKCS7-----\n%%%\n-----END PKCS7-----\n",
                "-----BEGIN PKCS7-----\nMIIC\n-----END CMS-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
                "-----BEGIN PKCS7----------END PKCS7-----"
            })
    void shouldRefuseWhatIsNoPem(String pem) throws Exception {
        assertRefused(Forge.document(Forge.INNER, false).with("signature", pem));
        assertRefused(Forge.document(pem.isEmpty() ? "y" : pem, true));
    }

    @Test
    void shouldTakePemOfOtherLineEndsAndOfTheNewLabel() throws Exception {
        String signature = Forge.signature(Forge.INNER, "SHA256withRSA", "alpha");
        assertThat(
                        read(
                                Forge.document(Forge.INNER, false)
                                        .with("signature", signature.replace("\n", "\r\n"))))
                .contains(PACKET);
        assertThat(
                        read(
                                Forge.document(Forge.INNER, false)
                                        .with("signature", signature.replace("PKCS7", "CMS"))))
                .contains(PACKET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x30, 0x31, 0xa0, 0x24})
    void shouldRefuseStructuresOfAnyDepth(int tag) throws Exception {
        byte[] deep = new byte[90_000];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = (byte) tag;
            deep[i + 1] = (byte) 0x80;
        }
        String pem = Forge.pem(deep);
        assertRefused(Forge.document(Forge.INNER, false).with("signature", pem))
                .withMessage("its signature is broken");
        assertRefused(Forge.document(pem, true)).withMessage("its encryption is broken");
    }

    @Test
    void shouldSayWhichKeyIsMissing() throws Exception {
        byte[] body = sealed("beta").body();
        SecureFormat nobody =
                new SecureFormat(new SecureKeys(null, null, null, List.of(), List.of()));
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> nobody.read(body))
                .withMessageEndingWith("set secureTrusted to the sender's certificate");
        SecureFormat keyless =
                new SecureFormat(
                        new SecureKeys(
                                null, null, null, List.of(), TestKeys.certificates("alpha")));
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> keyless.read(body))
                .withMessageEndingWith("set secureKey");
        assertThat(keyless.read(Forge.document(Forge.INNER, false).body())).contains(PACKET);
    }

    @Test
    void shouldDecryptWithoutACertificateOfItsOwn() throws Exception {
        SecureFormat reader =
                new SecureFormat(
                        new SecureKeys(
                                TestKeys.key("beta"),
                                null,
                                null,
                                List.of(),
                                TestKeys.certificates("alpha")));
        assertThat(reader.read(sealed("gamma", "beta").body())).contains(PACKET);
    }
}
