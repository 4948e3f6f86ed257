package io.github.nanitefile.camel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What a receiver lets in, and for how long. */
abstract class ReceivingLimitsContract extends Contract {

    @Test
    void shouldRefuseFilesLargerThanTheLimit() throws Exception {
        Inbox inbox = receive("?maxFileSize=100");
        Wire wire = wire();
        wire.annotatedFile("announced", bytes(101));
        wire.plainFile("found out", bytes(101));
        wire.sending("lied", false).start(10L).chunk(bytes(60)).chunk(bytes(60)).end(120L, null);
        wire.annotatedFile("fits", bytes(100));
        assertThat(inbox.one().name()).isEqualTo("fits");
        await("the queue is empty").until(() -> broker().messageCount(queue()) == 0);
    }

    @Test
    void shouldNotBelieveALength() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        wire.sending("huge", false).start(Long.MAX_VALUE).chunk(bytes(10)).end(10L, null);
        wire.annotatedFile("next", bytes(10));
        assertThat(inbox.one().name()).isEqualTo("next");
    }

    @Test
    void shouldLetTransfersWaitThatFindNoRoom() throws Exception {
        Inbox inbox = receive("?maxOpenTransfers=1");
        List<CompletableFuture<Exchange>> sending = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            CamelContext sender = sender();
            for (int i = 0; i < 4; i++) {
                String name = s + "-" + i;
                byte[] content = bytes(200_000 + s * 10 + i);
                sending.add(
                        sender.createProducerTemplate()
                                .asyncSend(
                                        in(""),
                                        exchange -> {
                                            exchange.getMessage().setBody(content);
                                            exchange.getMessage()
                                                    .setHeader(Exchange.FILE_NAME, name);
                                        }));
            }
        }
        for (CompletableFuture<Exchange> one : sending) {
            assertThat(one.join().getException()).isNull();
        }
        inbox.await(12);
        assertThat(inbox.names()).doesNotHaveDuplicates();
        assertThat(inbox.all())
                .allSatisfy(mail -> assertThat(mail.bytes()).isEqualTo(bytes(size(mail.name()))));
    }

    private static int size(String name) {
        List<Integer> parts = Arrays.stream(name.split("-")).map(Integer::valueOf).toList();
        return 200_000 + parts.get(0) * 10 + parts.get(1);
    }

    @Test
    void shouldLetFilesWaitThatTheSpoolHasNoRoomFor() throws Exception {
        Inbox inbox = receive("?maxSpoolSize=300000");
        CamelContext sender = sender();
        for (int i = 0; i < 5; i++) {
            send(sender, "f" + i, bytes(200_000));
        }
        inbox.await(5);
        assertThat(inbox.names()).doesNotHaveDuplicates();
        Wire wire = wire();
        wire.annotatedFile("never", bytes(300_001));
        wire.annotatedFile("next", bytes(10));
        assertThat(inbox.await(6).get(5).name()).isEqualTo("next");
    }

    @Test
    void shouldGiveUpTransfersThatStandStill() throws Exception {
        Inbox inbox = receive("?transferTimeout=300");
        Wire wire = wire();
        Wire.Sending started = wire.sending("started", false).start(10L);
        wire.sending("plain", true).start(null).chunk(bytes(5));
        wire.annotatedFile("whole", bytes(10));
        assertThat(inbox.one().name()).isEqualTo("whole");
        await("both are given up").until(() -> broker().messageCount(queue()) == 0 && noData());
        started.chunk(bytes(10)).end(10L, Wire.digest(bytes(10)));
        wire.annotatedFile("next", bytes(10));
        assertThat(inbox.await(2)).extracting(Inbox.Mail::name).containsExactly("whole", "next");
    }

    private boolean noData() {
        return files(spool()).stream().noneMatch(name -> name.endsWith(".data"));
    }

    @Test
    void shouldRejectATailWhoseBeginningIsNotHere() throws Exception {
        Inbox inbox = receive("");
        Wire wire = wire();
        wire.sending("tail", false).chunk(bytes(10)).end(10L, Wire.digest(bytes(10)));
        wire.sending("plain tail", true).chunk(bytes(10)).end(null, null);
        wire.annotatedFile("next", bytes(10));
        assertThat(inbox.one().name()).isEqualTo("next");
        await("the queue is empty").until(() -> broker().messageCount(queue()) == 0);
    }

    @Test
    void shouldTakeALargeFileThroughASmallWindow() throws Exception {
        Inbox inbox = receive("?prefetchCount=4");
        send(sender(), "large", bytes(1_000_000));
        assertThat(inbox.one().bytes()).isEqualTo(bytes(1_000_000));
    }

    @Test
    void shouldTakeAFileThroughAWindowOfOne() throws Exception {
        Inbox inbox = receive("?prefetchCount=1");
        CamelContext sender = sender();
        send(sender, "a", bytes(100_000));
        send(sender, "b", bytes(100_000));
        assertThat(inbox.await(2))
                .allSatisfy(mail -> assertThat(mail.bytes()).isEqualTo(bytes(100_000)));
    }
}
