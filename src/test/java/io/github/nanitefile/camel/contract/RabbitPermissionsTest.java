package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.RabbitNode;
import io.github.nanitefile.testing.RequiresRabbitMq;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users of the broker must be allowed to do: as in the README. */
@RequiresRabbitMq
class RabbitPermissionsTest extends Contract {

    private static final String OWN_QUEUES = "^nanitefile:";

    private String user;

    @Override
    RabbitNode broker() {
        return Brokers.rabbit();
    }

    @BeforeEach
    void addUser() {
        user = "user-" + domain;
        broker().ctl("add_user", user, "secret");
    }

    @AfterEach
    void deleteUser() throws Exception {
        stopAll();
        broker().ctl("delete_user", user);
    }

    private void permit(String configure, String write, String read) {
        broker().ctl("set_permissions", user, configure, write, read);
    }

    private CamelContext createReceiver(Inbox inbox) throws Exception {
        CamelContext context = create(route -> route.from(in("")).process(inbox));
        options(context).setUsername(user);
        options(context).setPassword("secret");
        return context;
    }

    @Test
    void shouldReceiveAndSendReceiptsWithTheLeastThatTheReadmeAsksFor() throws Exception {
        Wire wire = wire(); // declares the exchange, which the receiver may not
        permit(OWN_QUEUES, "^(nanitefile:.*|amq\\.default)$", "^(nanitefile:.*|file broadcast)$");
        Inbox inbox = new Inbox();
        createReceiver(inbox).start();
        Wire.Mailbox mailbox = wire.mailbox();

        wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(10));

        inbox.await(1);
        await("a receipt").until(() -> mailbox.receipts().size() == 1);
        assertThat(mailbox.receipts().get(0).verdict()).isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void shouldKeepTheMessagesUntilReceiptsMayBeWritten() throws Exception {
        Wire wire = wire();
        permit(OWN_QUEUES, OWN_QUEUES, "^(nanitefile:.*|file broadcast)$");
        Inbox inbox = new Inbox();
        createReceiver(inbox).start();
        Wire.Mailbox mailbox = wire.mailbox();

        wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(10));

        inbox.await(1);
        await("they are held").until(() -> broker().unacknowledged(queue()) == 3);
        permit(OWN_QUEUES, "^(nanitefile:.*|amq\\.default)$", "^(nanitefile:.*|file broadcast)$");
        await("a receipt").until(() -> mailbox.receipts().size() == 1);
        await("acknowledged").until(() -> broker().unacknowledged(queue()) == 0);
        assertThat(inbox.all()).hasSize(1);
    }

    @Test
    void shouldSayThatTheExchangeMayNotBeDeclaredWhereItIsNotThere() throws Exception {
        try (Connection connection = broker().connectionFactory().newConnection()) {
            connection.createChannel().exchangeDelete(Wire.EXCHANGE);
        }
        permit(OWN_QUEUES, OWN_QUEUES, "^(nanitefile:.*|file broadcast)$");

        CamelContext receiver = createReceiver(new Inbox());

        assertThatThrownBy(receiver::start).hasStackTraceContaining("set_permissions");
        wire();
    }

    @Test
    void shouldSendWithTheLeastThatTheReadmeAsksFor() throws Exception {
        Inbox inbox = receive("");
        permit("^nanitefile:receipts:", "^file broadcast$", "^nanitefile:receipts:");
        CamelContext sender = create();
        options(sender).setUsername(user);
        options(sender).setPassword("secret");
        sender.start();

        send(sender, "a", "text");

        assertThat(inbox.one().text()).isEqualTo("text");
    }
}
