package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private RabbitMQ node with a second port that speaks TLS. Its certificate is for {@value #HOST}
 * alone, and it asks for a client's, but does without.
 */
public final class TlsRabbit implements AutoCloseable {

    /** The only name that the certificate is for. */
    public static final String HOST = "localhost";

    /** Lets users in by their certificate, once the plugin for that is enabled. */
    public static final List<String> USERS_BY_CERTIFICATE =
            List.of(
                    "ssl_options.verify = verify_peer",
                    "ssl_cert_login_from = common_name",
                    "auth_mechanisms.1 = PLAIN",
                    "auth_mechanisms.2 = EXTERNAL");

    private static final String TYPE = "PKCS12";

    private final RabbitNode node;
    private final int port;
    private final Path trustStore;
    private final Path foreignTrustStore;
    private final Path keyStore;
    private final Path foreignKeyStore;
    private final Certificates certificates = new Certificates("authority");
    private final Path folder;

    private TlsRabbit(Path folder) {
        this.folder = folder;
        Certificates.Identity server = certificates.issue("server", HOST);
        Path authorityFile = folder.resolve("authority.pem");
        Path certificateFile = folder.resolve("server_cert.pem");
        Path keyFile = folder.resolve("server_key.pem");
        Certificates.write(authorityFile, certificates.authority());
        Certificates.write(certificateFile, server.certificate());
        Certificates.write(keyFile, server.key());
        trustStore = Certificates.trustStore(folder.resolve("trust.p12"), certificates.authority());
        Certificates another = new Certificates("another");
        foreignTrustStore =
                Certificates.trustStore(folder.resolve("foreign.p12"), another.authority());
        foreignKeyStore =
                Certificates.keyStore(
                        folder.resolve("foreign-client.p12"), another.issue("the-client"));
        keyStore = keyStore("the-client");
        port = RabbitHome.freePorts(1).get(0);
        List<String> configuration =
                new ArrayList<>(
                        List.of(
                                "listeners.ssl.1 = " + RabbitHome.HOST + ":" + port,
                                "ssl_options.cacertfile = " + authorityFile,
                                "ssl_options.certfile = " + certificateFile,
                                "ssl_options.keyfile = " + keyFile,
                                "ssl_options.fail_if_no_peer_cert = false"));
        configuration.addAll(USERS_BY_CERTIFICATE);
        node = RabbitNode.start(configuration);
    }

    /** Starts one; the folder is the test's, for certificates. */
    public static TlsRabbit start(Path folder) {
        return new TlsRabbit(folder);
    }

    /** The node, as it is without TLS. */
    public RabbitNode node() {
        return node;
    }

    /** The port that speaks TLS. */
    public int port() {
        return port;
    }

    public String addresses() {
        return HOST + ":" + port;
    }

    /** A key store file that trusts the node's certificate. */
    public Path trustStore() {
        return trustStore;
    }

    /** A key store file that trusts another. */
    public Path foreignTrustStore() {
        return foreignTrustStore;
    }

    /** A key store file with a certificate of a client's, CN=the-client. */
    public Path keyStore() {
        return keyStore;
    }

    /** A key store file with a certificate for this name that the node accepts. */
    public Path keyStore(String name) {
        return Certificates.keyStore(folder.resolve(name + ".p12"), certificates.issue(name));
    }

    /** A key store file with a certificate of another authority's, CN=the-client. */
    public Path foreignKeyStore() {
        return foreignKeyStore;
    }

    /** Trusts the node's certificate. */
    public TrustManager trustManager() {
        try (InputStream in = Files.newInputStream(trustStore)) {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(in, Certificates.PASSWORD.toCharArray());
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts the node's certificate. */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
