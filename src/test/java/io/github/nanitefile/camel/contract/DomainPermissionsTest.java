package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.Connection;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.docs.Commands;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.LogOf;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Users who have what docs/clustering.md gives them for one domain, and nothing else: its commands,
 * with the test's domain. The broker decides.
 */
@RequiresRabbitMq
class DomainPermissionsTest extends Contract {

    private static final Path PAGE = Path.of("docs/clustering.md");
    private static final String DOCUMENTED = "invoices";
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final String CHANNEL = "io.github.nanitefile.camel.send.SteadyChannel";

    private final String other = domain + "-other";
    private final Set<String> users = new HashSet<>();

    @Override
    RabbitNode broker() {
        return Brokers.rabbit();
    }

    @BeforeEach
    void declareTheExchange() throws Exception {
        wire().close(); // whoever may does
    }

    /** Runs the page's commands for that user. */
    private void add(String user) throws Exception {
        if (!users.add(user)) {
            return;
        }
        List<List<String>> commands =
                Commands.of(PAGE, "rabbitmqctl").stream()
                        .filter(command -> command.contains(DOCUMENTED + "-" + user))
                        .toList();
        assertThat(commands).as(user).hasSizeGreaterThan(1);
        for (List<String> command : commands) {
            broker().ctl(command.stream().map(this::ours).toArray(String[]::new));
        }
    }

    @AfterEach
    void deleteUsers() throws Exception {
        stopAll();
        users.forEach(user -> broker().ctl("delete_user", domain + "-" + user));
    }

    private String ours(String documented) {
        return documented.replace(DOCUMENTED, domain).replace("PASSWORD", "secret");
    }

    /** What the page has imported, with the test's domain. */
    private void importDefinitions() throws Exception {
        Matcher json = JSON.matcher(Files.readString(PAGE));
        assertThat(json.find()).isTrue();
        Path definitions = dir.resolve("definitions.json");
        Files.writeString(definitions, ours(json.group(1)));
        broker().ctl("import_definitions", definitions.toString());
    }

    private CamelContext as(String user, CamelContext context) throws Exception {
        add(user);
        options(context).setUsername(domain + "-" + user);
        options(context).setPassword("secret");
        return context;
    }

    private CamelContext senderOf(String user) throws Exception {
        CamelContext context = as(user, create());
        context.start();
        return context;
    }

    private CamelContext receiverOf(String user, String uri, Inbox inbox) throws Exception {
        return as(user, create(route -> route.from(uri).process(inbox)));
    }

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

    private static String failure(CamelContext context) {
        Throwable failure = catchThrowable(context::start);
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof BrokerException) {
                return one.getMessage();
            }
        }
        throw new AssertionError("another failure", failure);
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
    void shouldSendAndReceiveWithoutDeclaringAnything() throws Exception {
        importDefinitions();
        Inbox inbox = new Inbox();
        receiverOf("reader", in("?declare=false"), inbox).start();
        Exchange sent =
                trySend(
                        senderOf("sender"),
                        in("?declare=false"),
                        "text",
                        Map.of(Exchange.FILE_NAME, "f"));
        assertThat(sent.getException()).isNull();
        assertThat(inbox.one().text()).isEqualTo("text");
    }

    @Test
    void shouldMatchWhatIsDeclaredByItself() throws Exception {
        importDefinitions();
        Inbox inbox = receive("");
        send(sender(), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
    }

    @Test
    void shouldSayThatItMayDeclareNothingWhereItIsNotToldToLeaveThat() throws Exception {
        importDefinitions();
        assertThat(failure(receiverOf("reader", in(""), new Inbox())))
                .contains("set_permissions with a pattern for configure that matches '" + queue());
    }

    @Test
    void shouldNameTheQueueThatSomebodyHasToDeclare() throws Exception {
        assertThat(failure(receiverOf("reader", in("?declare=false"), new Inbox())))
                .startsWith(
                        "Files of domain '%s' cannot come in: Queue '%s' is not there at broker"
                                .formatted(domain, queue()))
                .endsWith(
                        ", and declare=false: let somebody who may declare the durable queue '%s' with the arguments"
                                        .formatted(queue())
                                + " x-queue-type=classic, x-single-active-consumer=true, bound to the durable exchange"
                                + " 'file broadcast' of type topic by the routing key 'nanite.filepeer."
                                + domain
                                + "', or leave declare out");
        assertThat(broker().queueExists(queue())).isFalse();
    }

    @Test
    void shouldNameTheExchangeThatSomebodyHasToDeclare() throws Exception {
        String virtualHost = "empty-" + domain;
        add("sender");
        broker().ctl("add_vhost", virtualHost);
        try {
            broker().ctl(
                            "set_permissions",
                            "-p",
                            virtualHost,
                            domain + "-sender",
                            "^$",
                            "^file broadcast$",
                            "^$");
            CamelContext sender =
                    as("sender", create(route -> route.from("direct:in").to(in("?declare=false"))));
            options(sender).setVirtualHost(virtualHost);
            assertThat(failure(sender))
                    .startsWith(
                            "Files cannot be sent to domain '%s': Exchange 'file broadcast' is not there at broker"
                                    .formatted(domain))
                    .contains("virtual host '" + virtualHost + "'")
                    .endsWith(
                            ", and declare=false: let somebody who may declare the durable exchange 'file broadcast' of"
                                    + " type topic, or leave declare out");
        } finally {
            stopAll();
            broker().ctl("delete_vhost", virtualHost);
        }
    }

    @Test
    void shouldDeclareThePrivateQueueForReceiptsAllTheSame() throws Exception {
        importDefinitions();
        receive("?declare=false");
        add("sender");
        broker().ctl(
                        "set_permissions",
                        domain + "-sender",
                        "^nanitefile:receipts:",
                        "^file broadcast$",
                        "^nanitefile:receipts:");
        Exchange sent =
                trySend(
                        senderOf("sender"),
                        in("?declare=false&receipts=1"),
                        "text",
                        Map.of(Exchange.FILE_NAME, "f"));
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(NaniteFileConstants.RECEIPTS))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void shouldGiveTheQueueTheArgumentsOfTheEndpoint() throws Exception {
        receive("?arg.queue.x-dead-letter-exchange=failed&arg.queue.x-max-length=1000000");
        assertThat(broker().ctl("list_queues", "name", "arguments").lines())
                .filteredOn(line -> line.startsWith(queue() + "\t"))
                .singleElement()
                .asString()
                .contains("x-dead-letter-exchange\",\"failed\"")
                .contains("x-max-length\",1000000")
                .contains("x-single-active-consumer\",true");
    }

    @Test
    void shouldKeepVirtualHostsOfEndpointsApart() throws Exception {
        String virtualHost = "own-" + domain;
        broker().ctl("add_vhost", virtualHost);
        try {
            broker().ctl(
                            "set_permissions",
                            "-p",
                            virtualHost,
                            broker().username(),
                            ".*",
                            ".*",
                            ".*");
            Inbox there = receive("?virtualHost=" + virtualHost);
            Inbox here = receive("");
            CamelContext sender = sender();
            sendTo(sender, in("?virtualHost=" + virtualHost), "there");
            sendTo(sender, in(""), "here");
            assertThat(there.one().text()).isEqualTo("there");
            assertThat(here.one().text()).isEqualTo("here");
            assertThat(there.all()).hasSize(1);
            assertThat(here.all()).hasSize(1);
        } finally {
            stopAll();
            broker().ctl("delete_vhost", virtualHost);
        }
    }

    private static void sendTo(CamelContext sender, String uri, String body) {
        assertThat(trySend(sender, uri, body, Map.of()).getException()).isNull();
    }

    /** The page's way to make a queue anew. */
    @Test
    void shouldSayOfWhichDomainAQueueHasOtherArgumentsAndGoOnOnceItIsDeleted() throws Exception {
        try (Connection connection = broker().connectionFactory().newConnection()) {
            connection.createChannel().queueDeclare(queue(), true, false, false, null);
        }
        Inbox inbox = new Inbox();
        CamelContext receiver = create(route -> route.from(in("?queueType=quorum")).process(inbox));
        assertThat(failure(receiver))
                .startsWith("Files of domain '" + domain + "' cannot come in: Queue '" + queue())
                .contains(" exists with other arguments: ");

        for (List<String> command : Commands.of(PAGE, "rabbitmqctl")) {
            if (command.get(0).equals("delete_queue")) {
                broker().ctl(command.stream().map(this::ours).toArray(String[]::new));
            }
        }

        start(route -> route.from(in("?queueType=quorum")).process(inbox));
        send(sender(), "a", "text");
        assertThat(inbox.one().text()).isEqualTo("text");
    }
}
