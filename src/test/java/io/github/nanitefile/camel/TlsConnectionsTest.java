package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.testing.Certificates;
import io.github.nanitefile.testing.Line;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TlsRabbit;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.rabbitmq.RabbitMQComponent;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitConnectionFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** TLS, from wherever the connection is taken, to a broker whose certificate a test made. */
@RequiresRabbitMq
class TlsConnectionsTest {

    private static final String LINKS = "io.github.nanitefile.camel.connection.BrokerLinks";

    @TempDir static Path certificates;
    private static TlsRabbit broker;

    @TempDir Path folder;
    private final CamelContext context = new DefaultCamelContext();

    @BeforeAll
    static void startBroker() {
        broker = TlsRabbit.start(certificates);
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static KeyStoreParameters store(Path file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setType("PKCS12");
        store.setResource("file:" + file);
        store.setPassword(Certificates.PASSWORD);
        return store;
    }

    static SSLContextParameters trusting(Path trustStore) {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(trustStore));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    static SSLContextParameters identified(Path trustStore, Path keyStore) {
        KeyManagersParameters own = new KeyManagersParameters();
        own.setKeyStore(store(keyStore));
        own.setKeyPassword(Certificates.PASSWORD);
        SSLContextParameters tls = trusting(trustStore);
        tls.setKeyManagers(own);
        return tls;
    }

    /** Options of the endpoint, with bean "tls". */
    private static String to(String addresses) {
        return "?addresses=%s&username=%s&password=RAW(%s)&sslContextParameters=#bean:tls"
                .formatted(addresses, broker.node().username(), broker.node().password());
    }

    private void shouldMoveAFileWithTls(String options) throws Exception {
        try (LogOf log = new LogOf(LINKS)) {
            Moves.shouldMoveAFile(context, folder, options);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(TlsRabbit.HOST + ":" + broker.port())
                    .contains("', TLS)")
                    .doesNotContain(broker.node().password(), Certificates.PASSWORD);
        }
        assertThat(broker.node().ctl("list_connections", "ssl").lines())
                .hasSize(2)
                .containsOnly("true");
    }

    @Test
    void shouldConnectWithTheOptionSslContextParameters() throws Exception {
        context.getRegistry().bind("tls", trusting(broker.trustStore()));
        shouldMoveAFileWithTls(to(broker.addresses()));
    }

    @Test
    void shouldConnectWithGlobalSslContextParametersWhereTheComponentIsToldTo() throws Exception {
        context.setSSLContextParameters(trusting(broker.trustStore()));
        NaniteFileComponent component =
                context.getComponent("nanitefile", NaniteFileComponent.class);
        component.setUseGlobalSslContextParameters(true);
        NaniteFileConfiguration options = component.getConfiguration();
        options.setAddresses(broker.addresses());
        options.setUsername(broker.node().username());
        options.setPassword(broker.node().password());
        shouldMoveAFileWithTls("");
    }

    @Test
    void shouldShowTheBrokerACertificateOfItsOwn() throws Exception {
        context.getRegistry().bind("tls", identified(broker.trustStore(), broker.keyStore()));
        shouldMoveAFileWithTls(to(broker.addresses()));
        assertThat(broker.node().ctl("list_connections", "peer_cert_subject").lines())
                .hasSize(2)
                .allMatch(subject -> subject.contains("the-client"));
    }

    @Test
    void shouldTakeTlsFromAConnectionFactoryOfTheRegistry() throws Exception {
        ConnectionFactory factory = broker.node().connectionFactory();
        factory.setHost(TlsRabbit.HOST);
        factory.setPort(broker.port());
        factory.useSslProtocol(broker.sslContext());
        factory.enableHostnameVerification();
        context.getRegistry().bind("broker", factory);
        shouldMoveAFileWithTls("");
    }

    @Test
    void shouldTakeTlsFromTheRabbitMqComponent() throws Exception {
        RabbitMQComponent component = new RabbitMQComponent();
        component.setAddresses(broker.addresses());
        component.setUsername(broker.node().username());
        component.setPassword(broker.node().password());
        component.setSslProtocol("TLSv1.2");
        component.setTrustManager(broker.trustManager());
        context.addComponent("rabbitmq", component);
        shouldMoveAFileWithTls("");
    }

    @Test
    void shouldTakeTlsFromTheSpringRabbitMqComponent() throws Exception {
        Line.assumeSpringRabbitMq();
        CachingConnectionFactory spring = springFactory(broker.trustStore());
        try {
            SpringRabbitMQComponent component = new SpringRabbitMQComponent();
            component.setConnectionFactory(spring);
            context.addComponent("spring-rabbitmq", component);
            shouldMoveAFileWithTls("");
        } finally {
            spring.destroy();
        }
    }

    /** As Spring Boot makes it. */
    private static CachingConnectionFactory springFactory(Path trustStore) throws Exception {
        RabbitConnectionFactoryBean bean = new RabbitConnectionFactoryBean();
        bean.setUseSSL(true);
        bean.setTrustStoreResource(new FileSystemResource(trustStore));
        bean.setTrustStorePassphrase(Certificates.PASSWORD);
        bean.setTrustStoreType("PKCS12");
        bean.setUsername(broker.node().username());
        bean.setPassword(broker.node().password());
        bean.afterPropertiesSet();
        CachingConnectionFactory spring = new CachingConnectionFactory(bean.getObject());
        spring.setAddresses(broker.addresses());
        return spring;
    }

    @Test
    void shouldSayThatACertificateIsNotTrusted() {
        context.getRegistry().bind("tls", trusting(broker.foreignTrustStore()));
        String whatAndWhere =
                "broker localhost:%d (virtual host '/', user '%s', TLS): its certificate is not trusted here (PKIX"
                        .formatted(broker.port(), broker.node().username());
        String remedy =
                "; put it, or that of the authority that signed it, into the trust store of sslContextParameters, or of"
                        + " what the connection is taken from";
        assertThat(failureOf("nanitefile:secret-files" + to(broker.addresses()), "mock:out"))
                .startsWith(
                        "Files of domain 'secret-files' cannot come in: Cannot connect to "
                                + whatAndWhere)
                .endsWith(remedy);
        assertThat(failureOf("direct:in", "nanitefile:secret-files" + to(broker.addresses())))
                .startsWith(
                        "Files cannot be sent to domain 'secret-files': Cannot connect to "
                                + whatAndWhere)
                .endsWith(remedy);
    }

    @Test
    void shouldSayThatTheCertificateIsNotTrustedByTheConnectionFactoryItWasTakenFrom()
            throws Exception {
        ConnectionFactory factory = broker.node().connectionFactory();
        factory.setHost(TlsRabbit.HOST);
        factory.setPort(broker.port());
        factory.useSslProtocol(SSLContext.getDefault());
        context.getRegistry().bind("broker", factory);
        assertThat(failureOf("nanitefile:a", "mock:out"))
                .contains("localhost:" + broker.port())
                .contains("its certificate is not trusted here");
    }

    @Test
    void shouldSayThatTheCertificateIsNotTrustedBySpring() throws Exception {
        CachingConnectionFactory spring = springFactory(broker.foreignTrustStore());
        try {
            context.getRegistry().bind("spring", spring);
            assertThat(failureOf("nanitefile:a", "mock:out"))
                    .contains("localhost:" + broker.port())
                    .contains("its certificate is not trusted here");
        } finally {
            spring.destroy();
        }
    }

    @Test
    void shouldSayThatACertificateIsForAnotherHost() {
        context.getRegistry().bind("tls", trusting(broker.trustStore()));
        assertThat(failureOf("nanitefile:a" + to("127.0.0.1:" + broker.port()), "mock:out"))
                .contains("broker 127.0.0.1:" + broker.port())
                .contains("its certificate is for another host (")
                .endsWith(
                        "; connect by the name that it is for, or, where that cannot be, set hostnameVerification=false");
    }

    @Test
    void shouldTakeACertificateForAnotherHostWhereItIsToldTo() throws Exception {
        context.getRegistry().bind("tls", trusting(broker.trustStore()));
        Moves.shouldMoveAFile(
                context, folder, to("127.0.0.1:" + broker.port()) + "&hostnameVerification=false");
    }

    @Test
    void shouldSayThatAPortDoesNotSpeakTls() {
        context.getRegistry().bind("tls", trusting(broker.trustStore()));
        assertThat(failureOf("nanitefile:a" + to("localhost:" + broker.node().port()), "mock:out"))
                .contains("TLS did not come about (")
                .contains("; does that port speak TLS (5671 is RabbitMQ's)");
    }

    @Test
    void shouldSayThatAPortSpeaksTls() {
        context.getRegistry().bind("tls", new SSLContextParameters());
        String uri =
                "nanitefile:a?addresses=%s&username=x&password=y".formatted(broker.addresses());
        assertThat(failureOf(uri, "mock:out")).contains("5671 with TLS");
    }

    @Test
    void shouldSayHowTheBrokerIsBroughtToLetUsersInByTheirCertificate() {
        context.getRegistry().bind("tls", identified(broker.trustStore(), broker.keyStore()));
        String uri =
                "nanitefile:a?addresses=%s&saslMechanism=EXTERNAL&sslContextParameters=#bean:tls"
                        .formatted(broker.addresses());
        assertThat(failureOf(uri, "mock:out"))
                .startsWith("Files of domain 'a' cannot come in: Cannot connect to broker")
                .contains(
                        ": it does not let users in by their certificate (it offers PLAIN); its administrator enables"
                                + " that with rabbitmq-plugins enable rabbitmq_auth_mechanism_ssl");
    }

    @Test
    void shouldSayThatAKeyStoreCannotBeRead() {
        context.getRegistry().bind("tls", trusting(folder.resolve("none.p12")));
        Throwable failure = failure("nanitefile:a" + to(broker.addresses()), "mock:out");
        assertThat(failure)
                .hasStackTraceContaining("Option sslContextParameters cannot be used (")
                .hasStackTraceContaining(
                        "): check its key store, its trust store and their passwords");
    }

    private String failureOf(String from, String to) {
        Throwable failure = failure(from, to);
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof BrokerException) {
                assertThat(one).hasMessageNotContainingAny(broker.node().password());
                return one.getMessage();
            }
        }
        throw new AssertionError("another failure", failure);
    }

    private Throwable failure(String from, String to) {
        NaniteFileComponent component =
                context.getComponent("nanitefile", NaniteFileComponent.class);
        component.getConfiguration().setSpoolDirectory(folder.resolve("spool").toString());
        return catchThrowable(
                () -> {
                    context.start();
                    Moves.addRoutes(context, routes -> routes.from(from).to(to));
                });
    }
}
