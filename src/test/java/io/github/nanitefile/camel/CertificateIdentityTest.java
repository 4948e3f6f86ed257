package io.github.nanitefile.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import io.github.nanitefile.docs.Commands;
import io.github.nanitefile.testing.RequiresRabbitMq;
import io.github.nanitefile.testing.TlsRabbit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.rabbitmq.RabbitMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** The certificate is the user, on a broker that is set up as the documentation says. */
@RequiresRabbitMq
class CertificateIdentityTest {

    private static final Path PAGE = Path.of("docs/clustering.md");
    private static final String CLIENT = "files-client";

    @TempDir static Path certificates;
    private static TlsRabbit broker;

    @TempDir Path folder;
    private final CamelContext context = new DefaultCamelContext();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TlsRabbit.start(certificates);
        assertThat(Files.readAllLines(PAGE))
                .containsAll(TlsRabbit.USERS_BY_CERTIFICATE.stream().map("    "::concat).toList());
        Commands.of(PAGE, "rabbitmq-plugins").stream()
                .filter(command -> command.contains("rabbitmq_auth_mechanism_ssl"))
                .forEach(command -> broker.node().plugins(command.toArray(String[]::new)));
        Commands.of(PAGE, "rabbitmqctl").stream()
                .filter(command -> command.contains(CLIENT))
                .forEach(command -> broker.node().ctl(command.toArray(String[]::new)));
        broker.node().ctl("set_permissions", CLIENT, ".*", ".*", ".*");
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String external(SSLContextParameters tls) {
        context.getRegistry().bind("tls", tls);
        return "?addresses=%s&saslMechanism=EXTERNAL&sslContextParameters=#bean:tls"
                .formatted(broker.addresses());
    }

    private static SSLContextParameters identified(Path keyStore) {
        return TlsConnectionsTest.identified(broker.trustStore(), keyStore);
    }

    private void shouldBeTheUser(String options) throws Exception {
        Moves.shouldMoveAFile(context, folder, options);
        assertThat(
                        broker.node()
                                .ctl("list_connections", "user", "auth_mechanism", "ssl")
                                .lines()
                                .distinct())
                .containsExactly(CLIENT + "\tEXTERNAL\ttrue");
    }

    /** As a user makes it. */
    private ConnectionFactory factory() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(TlsRabbit.HOST);
        factory.setPort(broker.port());
        factory.useSslProtocol(identified(broker.keyStore(CLIENT)).createSSLContext(context));
        factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        return factory;
    }

    @Test
    void shouldBeTheUserThatItsCertificateNames() throws Exception {
        shouldBeTheUser(external(identified(broker.keyStore(CLIENT))));
    }

    @Test
    void shouldBeTheUserOfTheCertificateInGlobalSslContextParameters() throws Exception {
        context.setSSLContextParameters(identified(broker.keyStore(CLIENT)));
        NaniteFileComponent component =
                context.getComponent("nanitefile", NaniteFileComponent.class);
        component.setUseGlobalSslContextParameters(true);
        component.getConfiguration().setAddresses(broker.addresses());
        component.getConfiguration().setSaslMechanism("EXTERNAL");
        shouldBeTheUser("");
    }

    @Test
    void shouldKeepTheMechanismOfAConnectionFactoryOfTheRegistry() throws Exception {
        context.getRegistry().bind("broker", factory());
        shouldBeTheUser("");
    }

    @Test
    void shouldKeepTheMechanismOfTheRabbitMqComponent() throws Exception {
        RabbitMQComponent component = new RabbitMQComponent();
        component.setConnectionFactory(factory());
        component.setAutoDetectConnectionFactory(false);
        context.addComponent("rabbitmq", component);
        shouldBeTheUser("");
    }

    @Test
    void shouldKeepTheMechanismOfTheSpringRabbitMqComponent() throws Exception {
        CachingConnectionFactory spring = new CachingConnectionFactory(factory());
        try {
            context.getRegistry().bind("spring", spring);
            shouldBeTheUser("");
        } finally {
            spring.destroy();
        }
    }

    private void shouldBeRefused(Path keyStore) {
        String options = external(identified(keyStore));
        assertThatThrownBy(() -> Moves.shouldMoveAFile(context, folder, options))
                .hasStackTraceContaining(
                        "Cannot connect to broker "
                                + broker.addresses()
                                + " (virtual host '/', user of the client's certificate, TLS): it got no certificate"
                                + " from here, or knows no user of the name that it takes from it");
    }

    @Test
    void shouldSayThatTheBrokerKnowsNobodyOfTheCertificatesName() {
        shouldBeRefused(broker.keyStore("somebody"));
    }

    /** Java shows none that the broker would not accept. */
    @Test
    void shouldSayThatTheBrokerGotNoCertificateOfAnAuthorityThatItTrusts() {
        shouldBeRefused(broker.foreignKeyStore());
    }

    @Test
    void shouldSayThatTheBrokerLetsNobodyInByItsPasswordAlone() throws Exception {
        List<String> mechanisms = List.of("'EXTERNAL'", "'PLAIN', 'EXTERNAL'");
        allow(mechanisms.get(0));
        try {
            context.getRegistry().bind("tls", identified(broker.keyStore(CLIENT)));
            String options =
                    "?addresses=%s&username=me&sslContextParameters=#bean:tls"
                            .formatted(broker.addresses());
            assertThatThrownBy(() -> Moves.shouldMoveAFile(context, folder, options))
                    .hasStackTraceContaining(
                            "it lets users in by their certificate alone; set saslMechanism=EXTERNAL");
        } finally {
            allow(mechanisms.get(1));
        }
    }

    private static void allow(String mechanisms) {
        broker.node()
                .ctl("eval", "application:set_env(rabbit, auth_mechanisms, [" + mechanisms + "]).");
    }
}
