package io.github.nanitefile.camel.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.Vectors;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files serve as keys and certificates, and what is said of those that do not. */
class SecureOptionsTest {

    private static final String KEYS = "classpath:nanite-vectors/keys/";

    @TempDir private Path dir;
    private final CamelContext context = new DefaultCamelContext();
    private final NaniteFileConfiguration options = new NaniteFileConfiguration();

    @BeforeEach
    void beAlpha() {
        options.setFormat("secure");
        options.setSecureKey(KEYS + "alpha_key.pem");
        options.setSecureCertificate(KEYS + "alpha_cert.pem");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private PacketFormats sending() {
        return SecureOptions.sending(context, "d", options);
    }

    private PacketFormats receiving() {
        return SecureOptions.receiving(context, "d", options);
    }

    private static ThrowableAssertAlternative<IllegalArgumentException> assertComplains(
            ThrowingCallable call) {
        return assertThatIllegalArgumentException().isThrownBy(call);
    }

    private static String text(String key) {
        return new String(Vectors.bytes("keys/" + key), StandardCharsets.US_ASCII);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content).toString();
    }

    private static PEMKeyPair alphaPair() throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(text("alpha_key.pem")))) {
            return (PEMKeyPair) parser.readObject();
        }
    }

    private static String pem(Object... parts) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object part : parts) {
                writer.writeObject(part);
            }
        }
        return text.toString();
    }

    private static String pkcs8(String password) throws Exception {
        KeyPair pair = new JcaPEMKeyConverter().getKeyPair(alphaPair());
        return pem(
                new JcaPKCS8Generator(
                        pair.getPrivate(),
                        password == null
                                ? null
                                : new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                        .setProvider(new BouncyCastleProvider())
                                        .setPassword(password.toCharArray())
                                        .build()));
    }

    private static String encryptedPkcs1(String cipher) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    new JcaPEMKeyConverter().getKeyPair(alphaPair()).getPrivate(),
                    new JcePEMEncryptorBuilder(cipher)
                            .setProvider(new BouncyCastleProvider())
                            .build("pass".toCharArray()));
        }
        return text.toString();
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        options.setSecureRecipients(KEYS + "beta_cert.pem, " + KEYS + "alpha_cert.pem");
        options.setSecureTrusted(KEYS + "gamma_cert.pem," + KEYS + "alpha_cert.pem");
        FileEnd end = new FileEnd(new Token("t"), "m");

        byte[] body = sending().writer("secure").write(end);

        assertThat(receiving().read(body).map(packet -> ((FileEnd) packet).meta())).contains("m");
        assertThat(new String(body, StandardCharsets.ISO_8859_1)).startsWith("{\"id\":\"alpha\"");
    }

    @Test
    void shouldTakeKeysInEveryForm() throws Exception {
        options.setSecureCertificate(file("cert.pem", text("alpha_cert.pem")));
        options.setSecureKeyPassword("pass");
        for (String key :
                new String[] {
                    text("alpha_key.pem"),
                    pkcs8(null),
                    pkcs8("pass"),
                    encryptedPkcs1("AES-256-CBC"),
                    encryptedPkcs1("DES-EDE3-CBC"),
                    text("alpha_cert.pem") + text("alpha_key.pem")
                }) {
            options.setSecureKey(file("key.pem", key));
            assertThatCode(this::sending).doesNotThrowAnyException();
            options.setSecureKey("file:" + options.getSecureKey());
            assertThatCode(this::sending).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldTakeSeveralCertificatesInOneFile() throws Exception {
        byte[] body = sending().writer("secure").write(new FileEnd(new Token("t"), "m"));
        options.setSecureTrusted(
                file("trusted.pem", "beta:\n" + text("beta_cert.pem") + text("alpha_cert.pem")));
        assertThat(receiving().read(body)).isPresent();
    }

    @Test
    void shouldSayThatThePasswordIsMissingOrWrong() throws Exception {
        for (String key : new String[] {pkcs8("pass"), encryptedPkcs1("AES-256-CBC")}) {
            String path = file("key.pem", key);
            options.setSecureKey(path);
            options.setSecureKeyPassword(null);
            assertComplains(this::sending)
                    .withMessage(
                            "Option secureKey="
                                    + path
                                    + " cannot be: it is encrypted; set secureKeyPassword");
            options.setSecureKeyPassword("wrong");
            assertComplains(this::sending)
                    .withMessage(
                            "Option secureKey="
                                    + path
                                    + " cannot be: secureKeyPassword does not open it; set that to its password");
        }
    }

    @Test
    void shouldSayThatAFileIsNotThere() {
        for (String missing :
                new String[] {dir.resolve("none").toString(), "classpath:none.pem", "none"}) {
            beAlpha();
            options.setSecureKey(missing);
            assertComplains(this::sending)
                    .withMessage(
                            "Option secureKey="
                                    + missing
                                    + " cannot be: it cannot be read; name a PEM file that is there and may be read");
            beAlpha();
            options.setSecureTrusted(missing);
            assertComplains(this::receiving).withMessageStartingWith("Option secureTrusted=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\n%%\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n"
            })
    void shouldSayThatAFileIsNoPem(String content) throws Exception {
        String path = file("x.pem", content);
        options.setSecureKey(path);
        assertComplains(this::sending)
                .withMessageStartingWith("Option secureKey=" + path + " cannot be: ");
        beAlpha();
        options.setSecureCertificate(path);
        assertComplains(this::sending)
                .withMessageStartingWith("Option secureCertificate=" + path + " cannot be: ");
        beAlpha();
        options.setSecureRecipients(KEYS + "beta_cert.pem," + path);
        assertComplains(this::sending)
                .withMessageStartingWith("Option secureRecipients=" + path + " cannot be: ");
    }

    @Test
    void shouldSayThatKeyAndCertificateDoNotBelongTogether() {
        options.setSecureCertificate(KEYS + "beta_cert.pem");
        assertComplains(this::sending)
                .withMessageContaining(
                        "secureCertificate=" + KEYS + "beta_cert.pem is of another key");
        options.setSecureTrusted(KEYS + "alpha_cert.pem");
        assertComplains(this::receiving)
                .withMessageContaining(
                        "secureCertificate=" + KEYS + "beta_cert.pem is of another key");
    }

    @Test
    void shouldTakeRsaKeysOnly() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        options.setSecureKey(file("ec.pem", pem(new JcaPKCS8Generator(pair.getPrivate(), null))));
        assertComplains(this::sending).withMessageContaining("takes RSA keys");
        beAlpha();
        options.setSecureTrusted(file("cert.pem", certificate(pair, "CN=ec", "SHA256withECDSA")));
        assertComplains(this::receiving).withMessageContaining("no RSA key");
    }

    @Test
    void shouldAskForAnIdentityWhereTheCertificateHasNone() throws Exception {
        KeyPair pair = new JcaPEMKeyConverter().getKeyPair(alphaPair());
        options.setSecureCertificate(
                file("cert.pem", certificate(pair, "O=nobody", "SHA256withRSA")));
        assertComplains(this::sending).withMessageEndingWith("set secureIdentity");
        options.setSecureIdentity("somebody");
        assertThatCode(this::sending).doesNotThrowAnyException();
    }

    private static String certificate(KeyPair pair, String subject, String algorithm)
            throws Exception {
        X500Name name = new X500Name(subject);
        return pem(
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(Instant.EPOCH.plusSeconds(1)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
    }

    @Test
    void shouldNotLookAtDates() throws Exception {
        KeyPair pair = new JcaPEMKeyConverter().getKeyPair(alphaPair());
        String expired = file("cert.pem", certificate(pair, "CN=old", "SHA256withRSA"));
        options.setSecureCertificate(expired);
        options.setSecureRecipients(expired);
        options.setSecureTrusted(expired);
        byte[] body = sending().writer("secure").write(new FileEnd(new Token("t"), "m"));
        assertThat(receiving().read(body)).isPresent();
    }

    @Test
    void shouldLoadNothingWhereNothingIsNeeded() throws Exception {
        options.setFormat("marshal");
        options.setSecureKey("none");
        assertThat(sending()).isSameAs(PacketFormats.plain());
        assertThat(receiving()).isSameAs(PacketFormats.plain());
    }

    /** A class loader that has all but Bouncy Castle. */
    private static URLClassLoader withoutTheLibrary() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!path.contains("bouncycastle")) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Runs there, so it takes and returns nothing of this class loader's. */
    public static final class Elsewhere implements Callable<String> {

        @Override
        public String call() throws Exception {
            NaniteFileConfiguration options = new NaniteFileConfiguration();
            try (CamelContext context = new DefaultCamelContext()) {
                PacketFormats formats = SecureOptions.receiving(context, "d", options);
                byte[] body =
                        SecureOptions.sending(context, "d", options)
                                .writer("marshal")
                                .write(new FileEnd(new Token("t"), "m"));
                options.setSecureTrusted("none");
                try {
                    SecureOptions.receiving(context, "d", options);
                } catch (IllegalArgumentException e) {
                    return formats.read(body).orElseThrow() + ", " + e.getMessage();
                }
                return "no complaint";
            }
        }
    }

    @Test
    void shouldNeedTheLibraryOnlyWhereKeysAreSet() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader here = thread.getContextClassLoader();
        try (URLClassLoader elsewhere = withoutTheLibrary()) {
            thread.setContextClassLoader(elsewhere);
            Callable<?> call =
                    (Callable<?>)
                            elsewhere
                                    .loadClass(Elsewhere.class.getName())
                                    .getDeclaredConstructor()
                                    .newInstance();
            assertThat(call.call().toString())
                    .startsWith("FileEnd[token=t, meta=m")
                    .endsWith("bcpkix-jdk18on on the class path: add it");
        } finally {
            thread.setContextClassLoader(here);
        }
    }

    @Test
    void shouldSayWhichLibraryIsMissing() {
        assertComplains(() -> SecureOptions.checkLibrary(ClassLoader.getPlatformClassLoader()))
                .withMessage(
                        "The format secure needs org.bouncycastle:bcpkix-jdk18on on the class path: add it");
    }
}
