package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What receivers tell a sender that asks for receipts. */
abstract class ReceiptsContract extends Contract {

    private static Receipt one(Wire.Mailbox mailbox) {
        return await("a receipt").until(mailbox::receipts, list -> !list.isEmpty()).get(0);
    }

    private static List<Receipt> await(Wire.Mailbox mailbox, int count) {
        return await("receipts").until(mailbox::receipts, list -> list.size() >= count);
    }

    private void queueRunsEmpty() {
        await("all is settled").until(() -> broker().messageCount(queue()) == 0);
    }

    private void directory(String options) throws Exception {
        start(
                route ->
                        route.from(in("?directory=" + dir.resolve("placed") + options))
                                .process(exchange -> {}));
    }

    @Test
    void shouldTellEveryGroupsVerdict() throws Exception {
        receive("?group=x");
        receive("?group=y");
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        Instant before = Instant.now();

        Wire.Sending sending = wire.sending("sub/a", false).replyTo(mailbox.queue());
        sending.all(bytes(50_000));

        assertThat(await(mailbox, 2))
                .extracting(Receipt::group)
                .containsExactlyInAnyOrder("x", "y");
        Receipt receipt = mailbox.receipts().get(0);
        assertThat(receipt.token()).isEqualTo(sending.token());
        assertThat(receipt.attempt()).isEqualTo(1);
        assertThat(receipt.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(receipt.queue()).isEqualTo("nanitefile:" + domain + ":" + receipt.group());
        assertThat(receipt.name()).isEqualTo("sub/a");
        assertThat(receipt.digest()).isEqualTo(Wire.digest(bytes(50_000)));
        assertThat(receipt.time()).isBetween(before, Instant.now());
    }

    @Test
    void shouldTellOnlyWhenTheRouteIsDone() throws Exception {
        Gate gate = new Gate();
        start(route -> route.from(in("")).process(gate));
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(10));
        gate.awaitReached();
        assertThat(mailbox.receipts()).isEmpty();
        gate.open();
        assertThat(one(mailbox).verdict()).isEqualTo(Verdict.DELIVERED);
        queueRunsEmpty();
    }

    @Test
    void shouldTellTheNameUnderWhichTheFileWasPlaced() throws Exception {
        directory("&fileExist=Rename");
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        wire.sending("sub/a.txt", false).replyTo(mailbox.queue()).all(bytes(10));
        wire.sending("sub/a.txt", false).replyTo(mailbox.queue()).all(bytes(11));
        assertThat(await(mailbox, 2))
                .extracting(Receipt::name)
                .containsExactly("sub/a.txt", "sub/a-1.txt");
    }

    @Test
    void shouldSayThatAFileWasNotPlacedAsItsNameWasTaken() throws Exception {
        directory("&fileExist=Ignore");
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(10));
        wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(11));
        assertThat(await(mailbox, 2).get(1).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(mailbox.receipts().get(1).reason())
                .isEqualTo("the name is taken and fileExist=Ignore");
        queueRunsEmpty();
    }

    @Test
    void shouldRepeatTheVerdictWhenTheEndComesAgain() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        Wire.Sending sending = wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(10));
        one(mailbox);
        sending.end(10L, Wire.digest(bytes(10)));
        List<Receipt> receipts = await(mailbox, 2);
        assertThat(receipts.get(1)).isEqualTo(receipts.get(0));
        assertThat(inbox.all()).hasSize(1);
        queueRunsEmpty();
    }

    @Test
    void shouldSayThatTheBeginningIsNotThere() throws Exception {
        Wire wire = wire();
        receive("");
        Wire.Mailbox mailbox = wire.mailbox();
        Wire.Sending sending = wire.sending("a", false).replyTo(mailbox.queue());
        sending.skip(10);
        sending.chunk(bytes(10)).chunk(bytes(10));
        assertThat(one(mailbox).verdict()).isEqualTo(Verdict.LOST);
        assertThat(one(mailbox).reason()).startsWith("its beginning is not here");
        queueRunsEmpty();
        assertThat(mailbox.receipts()).hasSize(1);
    }

    @Test
    void shouldSayThatAFileIsRefused() throws Exception {
        receive("");
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        wire.sending("../a", false).replyTo(mailbox.queue()).start(10L);
        assertThat(one(mailbox).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(one(mailbox).reason()).startsWith("refused: ");
    }

    @Test
    void shouldSayThatTheRouteFailed() throws Exception {
        spoolKeepsFiles();
        start(route -> route.from(in("")).throwException(new IllegalStateException("not today")));
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        wire.sending("a", false).replyTo(mailbox.queue()).all(bytes(10));
        assertThat(one(mailbox).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(one(mailbox).reason()).isEqualTo("the route failed: not today");
        queueRunsEmpty();
    }

    @Test
    void shouldAcknowledgeAFileWhoseSenderIsGone() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        wire.sending("a", false).replyTo(Receipt.QUEUE_PREFIX + "gone").all(bytes(10));
        inbox.await(1);
        queueRunsEmpty();
        Wire.Mailbox mailbox = wire.mailbox();
        wire.sending("b", false).replyTo(mailbox.queue()).all(bytes(10));
        assertThat(one(mailbox).name()).isEqualTo("b");
    }

    @Test
    void shouldWriteToNoQueueThatIsNotForReceipts() throws Exception {
        Inbox inbox = receive("");
        Wire.Mailbox other = wire().mailbox();
        Wire wire = wire();
        wire.sending("a", false).replyTo(queue()).all(bytes(10));
        wire.sending("b", false).replyTo(other.queue()).all(bytes(10));
        inbox.await(2);
        assertThat(one(other).name()).isEqualTo("b");
        queueRunsEmpty();
        assertThat(inbox.all()).hasSize(2);
    }

    @Test
    void shouldTellOfASpilledFile() throws Exception {
        receive("?prefetchCount=4");
        Wire wire = wire();
        Wire.Mailbox mailbox = wire.mailbox();
        Wire.Sending sending = wire.sending("a", false).replyTo(mailbox.queue()).start(100L);
        for (int i = 0; i < 10; i++) {
            sending.chunk(new byte[10]);
        }
        sending.end(100L, Wire.digest(new byte[100]));
        assertThat(one(mailbox).verdict()).isEqualTo(Verdict.DELIVERED);
        queueRunsEmpty();
        assertThat(Duration.between(one(mailbox).time(), Instant.now()).abs()).isLessThan(PATIENCE);
    }
}
