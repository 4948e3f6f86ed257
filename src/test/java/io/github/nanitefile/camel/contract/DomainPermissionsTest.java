package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users may do who have one domain alone, as docs/clustering.md gives it. The broker decides.
 */
@RequiresRabbitMq
class DomainPermissionsTest extends DocumentedUsers {

    private static final String CHANNEL = "io.github.nanitefile.camel.send.SteadyChannel";

    private final String other = domain + "-other";

    private Inbox receiveOther() throws Exception {
        Inbox inbox = new Inbox();
        start(route -> route.from("nanitefile:" + other).process(inbox));
        return inbox;
    }

    private Exchange sendToOther(CamelContext sender) {
        return trySend(sender, "nanitefile:" + other, "text", Map.of(Exchange.FILE_NAME, "f"));
    }

    /** In one sentence: domain, user, and what to ask for. */
    private void shouldSayThatItMayNotSendToOther(Exchange sent) {
        assertThat(sent.getException())
                .hasMessageStartingWith("Could not send 'f' to domain '" + other + "' (token ")
                .hasMessageContaining("): this user may not send there, as the broker says")
                .hasMessageContaining("access to topic 'nanite.filepeer." + other + "'")
                .hasMessageContaining("refused for user '" + domain + "-sender'")
                .hasMessageEndingWith(
                        " (ask the broker's administrator for rabbitmqctl set_topic_permissions with a pattern for"
                                + " write that matches 'nanite.filepeer."
                                + other
                                + "', or check username and virtualHost)");
    }

    @Test
    void shouldSendToAndReceiveFromItsOwnDomain() throws Exception {
        Inbox inbox = new Inbox();
        receiverOf("receiver", in(""), inbox).start();
        send(senderOf("sender"), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
    }

    @Test
    void shouldSayInOneSentenceThatItMayNotSendElsewhere() throws Exception {
        Inbox inbox = receiveOther();
        CamelContext sender = senderOf("sender");
        shouldSayThatItMayNotSendToOther(sendToOther(sender));
        Instant begin = Instant.now();
        shouldSayThatItMayNotSendToOther(sendToOther(sender));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void shouldSayInOneSentenceThatItMayNotUseAQueueOfAnotherDomain() throws Exception {
        CamelContext receiver = receiverOf("receiver", "nanitefile:" + other, new Inbox());
        assertThat(failure(receiver))
                .startsWith(
                        "Files of domain '%s' cannot come in: Consuming queue 'nanitefile:%s:camel' at broker"
                                .formatted(other, other))
                .contains("access to queue 'nanitefile:" + other + ":camel'")
                .contains("refused for user '" + domain + "-receiver'")
                .endsWith(
                        " (ask the broker's administrator for rabbitmqctl set_permissions with a pattern for configure"
                                + " that matches 'nanitefile:"
                                + other
                                + ":camel', or check username and virtualHost)");
    }

    @Test
    void shouldSayInOneSentenceThatItMayNotBindItsQueueToAnotherDomain() throws Exception {
        String uri = "nanitefile:%s?queue=nanitefile:%s:mine".formatted(other, domain);
        assertThat(failure(receiverOf("receiver", uri, new Inbox())))
                .startsWith("Files of domain '" + other + "' cannot come in: Consuming queue")
                .contains("access to topic 'nanite.filepeer." + other + "'")
                .contains("refused for user '" + domain + "-receiver'")
                .endsWith(
                        " (ask the broker's administrator for rabbitmqctl set_topic_permissions with a pattern for"
                                + " read that matches 'nanite.filepeer."
                                + other
                                + "', or check username and virtualHost)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "*", "%s.#", "#.%s"})
    void shouldSayInOneSentenceThatItMayNotReceiveFromManyDomains(String pattern) throws Exception {
        String domains = pattern.formatted(domain);
        String uri = "nanitefile:%s?queue=nanitefile:%s:mine".formatted(domains, domain);
        assertThat(failure(receiverOf("receiver", uri, new Inbox())))
                .startsWith("Files of domain '" + domains + "' cannot come in: Consuming queue")
                .contains("read that matches 'nanite.filepeer." + domains + "'");
    }

    @Test
    void shouldSayInOneSentenceThatItMayNotReadAQueueOfAnotherDomain() throws Exception {
        Inbox inbox = receiveOther();
        String queue = "nanitefile:" + other + ":camel";
        String uri = in("?declare=false&queue=" + queue);
        assertThat(failure(receiverOf("receiver", uri, new Inbox())))
                .startsWith("Files of domain '" + domain + "' cannot come in: Consuming queue")
                .contains("set_permissions with a pattern for read that matches '" + queue + "'");
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void shouldReceiveItsOwnDomainFromAStream() throws Exception {
        spoolKeepsFiles(); // its progress
        Inbox inbox = new Inbox();
        receiverOf("receiver", in("?queueType=stream"), inbox).start();
        send(senderOf("sender"), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
    }

    private Connection connectionOf(String user) throws Exception {
        add(user);
        ConnectionFactory factory = broker().connectionFactory();
        factory.setUsername(domain + "-" + user);
        factory.setPassword("secret");
        return factory.newConnection();
    }

    /** Without our component, which never does it. */
    @Test
    void shouldNotGetFilesOfAnotherDomainThroughAnExchangeOfItsOwn() throws Exception {
        try (Connection connection = connectionOf("receiver")) {
            String exchange = "nanitefile:" + domain + ":mine";
            Channel channel = connection.createChannel();
            channel.exchangeDeclare(exchange, "fanout", false, true, null);
            assertThatThrownBy(() -> channel.exchangeBind(exchange, "file broadcast", "#"))
                    .hasStackTraceContaining("access to topic '#' in exchange 'file broadcast'");
        }
    }

    /**
     * What the page warns of: RabbitMQ 3.10 looks at no other key than the message's own, 4.0 does.
     * Our component sets no such header.
     */
    @ParameterizedTest
    @ValueSource(strings = {"CC", "BCC"})
    void shouldKnowWhetherTheBrokerChecksCopies(String header) throws Exception {
        String key = "nanite.filepeer." + other;
        try (Connection aside = broker().connectionFactory().newConnection();
                Connection connection = connectionOf("sender")) {
            Channel reading = aside.createChannel();
            String queue = reading.queueDeclare().getQueue();
            reading.queueBind(queue, "file broadcast", key);
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            AMQP.BasicProperties copy =
                    new AMQP.BasicProperties.Builder()
                            .headers(Map.of(header, List.of(key)))
                            .build();
            channel.basicPublish(
                    "file broadcast", "nanite.filepeer." + domain, copy, new byte[] {1});
            if (broker().majorVersion() == 3) {
                channel.waitForConfirmsOrDie(PATIENCE.toMillis());
                assertThat(reading.basicGet(queue, true)).isNotNull();
            } else {
                assertThatThrownBy(() -> channel.waitForConfirmsOrDie(PATIENCE.toMillis()))
                        .hasMessageContaining("write access to topic '" + key + "'");
                assertThat(reading.basicGet(queue, true)).isNull();
            }
        }
    }

    @Test
    void shouldLetTransfersToOthersSurviveARefusal() throws Exception {
        Inbox inbox = receive("");
        CamelContext sender = senderOf("sender");
        HeldBackStream body = new HeldBackStream(bytes(3_000_000), 1_000_000);
        CompletableFuture<Exchange> sending =
                CompletableFuture.supplyAsync(
                        () -> trySend(sender, in(""), body, Map.of(Exchange.FILE_NAME, "a")));
        await("it is under way").until(() -> broker().unacknowledged(queue()) > 10);

        try (LogOf log = new LogOf(CHANNEL)) {
            shouldSayThatItMayNotSendToOther(sendToOther(sender));
            await("the channel is back").until(() -> log.lines().size() == 2);
            for (int i = 0; i < 20; i++) {
                shouldSayThatItMayNotSendToOther(sendToOther(sender));
            }
            assertThat(log.lines()).as("asked the broker once").hasSize(2);
        }
        body.letGo();

        assertThat(sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getException()).isNull();
        assertThat(inbox.one().bytes()).isEqualTo(bytes(3_000_000));
    }

    @Test
    void shouldSayThatAUserMayNotSendAtAll() throws Exception {
        receive("");
        CamelContext sender = senderOf("reader");
        Exchange sent = trySend(sender, in(""), "text", Map.of(Exchange.FILE_NAME, "f"));
        assertThat(sent.getException())
                .hasMessageContaining("to domain '" + domain + "'")
                .hasMessageContaining("refused for user '" + domain + "-reader'")
                .hasMessageContaining(
                        "rabbitmqctl set_permissions with a pattern for write that matches 'file broadcast'");
    }

    @Test
    void shouldKeepVirtualHostsOfEndpointsApart() throws Exception {
        String virtualHost = virtualHost(broker().username(), ".*", ".*", ".*");
        Inbox there = receive("?virtualHost=" + virtualHost);
        Inbox here = receive("");
        CamelContext sender = sender();
        sendTo(sender, in("?virtualHost=" + virtualHost), "there");
        sendTo(sender, in(""), "here");
        assertThat(there.one().text()).isEqualTo("there");
        assertThat(here.one().text()).isEqualTo("here");
        assertThat(there.all()).hasSize(1);
        assertThat(here.all()).hasSize(1);
    }

    private static void sendTo(CamelContext sender, String uri, String body) {
        assertThat(trySend(sender, uri, body, Map.of()).getException()).isNull();
    }
}
