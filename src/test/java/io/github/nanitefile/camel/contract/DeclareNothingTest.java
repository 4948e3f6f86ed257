package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConstants;
import io.github.nanitefile.testing.RequiresRabbitMq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** With declare=false somebody else declares, for users of docs/clustering.md who may not. */
@RequiresRabbitMq
class DeclareNothingTest extends DocumentedUsers {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    /** What the page has imported, with the test's domain. */
    private void importDefinitions() throws Exception {
        Matcher json = JSON.matcher(Files.readString(PAGE));
        assertThat(json.find()).isTrue();
        Path definitions = dir.resolve("definitions.json");
        Files.writeString(definitions, ours(json.group(1)));
        broker().ctl("import_definitions", definitions.toString());
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
        add("sender");
        String virtualHost = virtualHost(domain + "-sender", "^$", "^file broadcast$", "^$");
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
}
