package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What senders are told that ask how their transfers fare. */
class ReceiptsTest {

    private static final long PLENTY = Long.MAX_VALUE;

    private Receiving in = new Receiving(Receiving.limits(100, 100, PLENTY));

    @BeforeEach
    void ask() {
        in.replyTo = "sender";
    }

    private Receipt told() {
        assertThat(in.output.reports).hasSize(1);
        return in.output.reports.element();
    }

    private void assertNothingIsLeft() {
        assertThat(in.output.unsettled).isEmpty();
        assertThat(in.output.reports).isEmpty();
        assertThat(in.store.files).isEmpty();
        assertThat(in.receiver.isIdle()).isTrue();
    }

    @Test
    void shouldTellOfADeliveredFileBeforeItsMessagesAreAcknowledged() throws IOException {
        in.file("a", 1, "hello");
        assertThat(in.output.reports).isEmpty();

        in.routeDone();

        assertThat(told())
                .isEqualTo(
                        new Receipt(
                                new Token("a"),
                                1,
                                Verdict.DELIVERED,
                                "q",
                                "g",
                                "placed/f",
                                Receiving.digest("hello"),
                                Receiving.TIME,
                                null));
        assertThat(in.output.acknowledged).isEmpty();
        assertThat(in.store.files).hasSize(1);
        in.reported();
        assertThat(in.output.acknowledged).hasSize(3);
        assertNothingIsLeft();
    }

    @Test
    void shouldTellNobodyWhoDoesNotAsk() throws IOException {
        in.replyTo = null;
        in.file("a", 1, "hello");
        in.routeDone();
        in.end("a", 1, "hello");
        in.chunk("b", 1, 3, "lo");

        assertNothingIsLeft();
    }

    @Test
    void shouldRepeatTheFirstVerdictWhenTheEndComesAgain() throws IOException {
        in.file("a", 1, "hello");
        in.routeDone();
        Receipt first = in.reported();

        in.end("a", 1, "hello");

        assertThat(told()).isEqualTo(first);
        assertThat(in.output.unsettled).hasSize(1);
        in.reported();
        assertNothingIsLeft();
    }

    @Test
    void shouldRepeatTheFirstVerdictUnderTheAttemptThatAsks() throws IOException {
        in.file("a", 1, "hello");
        in.routeDone();
        Receipt first = in.reported();

        in.file("a", 2, "hello");

        assertThat(in.output.reports).containsExactly(first.withAttempt(2));
        assertThat(in.output.delivered).isEmpty();
        in.reported();
        assertThat(in.output.reports).containsExactly(first.withAttempt(2));
        in.reported();
        assertNothingIsLeft();
    }

    @Test
    void shouldTellTheLatestAttemptThatWaitsForAFileInTheRoute() throws IOException {
        in.file("a", 1, "hello");
        in.file("a", 2, "hello");

        in.routeDone();

        assertThat(in.reported().attempt()).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void shouldTellAgainWhenTheEndComesAgainWhileTheReceiptIsUnderWay() throws IOException {
        in.file("a", 1, "hello");
        in.routeDone();

        in.end("a", 1, "hello");
        Receipt first = in.reported();

        assertThat(told()).isEqualTo(first);
        assertThat(in.output.acknowledged).isEmpty();
        in.reported();
        assertThat(in.output.acknowledged).hasSize(4);
        assertNothingIsLeft();
    }

    @Test
    void shouldTellOfAFileThatOnlyTheRepositoryKnows() throws IOException {
        in.deliveredBefore.add(new Token("a"));

        in.end("a", 1, "hello");

        assertThat(told().verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(told().name()).isNull();
        in.reported();
        assertNothingIsLeft();
    }

    @Test
    void shouldTellOfAFileWhoseReceiverDiedBeforeItCouldSaySo() throws IOException {
        in.file("a", 1, "hello");
        in.receiver.tick(Receiving.MAX_AGE.toNanos());
        in.routeDone();

        in.crash();

        assertThat(in.output.delivered).isEmpty();
        assertThat(in.output.reports).hasSize(2); // one of which died with the first receiver
        in.output.reports.remove();
        assertThat(in.reported().digest()).isEqualTo(Receiving.digest("hello"));
        assertNothingIsLeft();
    }

    @Test
    void shouldKeepTheReceiptUnderWayWhenTheChannelIsLost() throws IOException {
        in.file("a", 1, "hello");
        in.routeDone();
        in.channelLost();
        in.redeliveries = 1;
        in.file("a", 1, "hello");

        assertThat(in.output.delivered).isEmpty();
        in.reported();
        in.reported(); // the end came again

        assertNothingIsLeft();
    }

    @Test
    void shouldForgetTheMessageOfARepeatedEndWhenTheChannelIsLost() throws IOException {
        in.file("a", 1, "hello");
        in.routeDone();
        in.reported();
        in.end("a", 1, "hello");

        in.channelLost();
        in.reported();

        assertNothingIsLeft();
    }

    @Test
    void shouldSayThatTheFileWasPutAside() throws IOException {
        in.file("a", 1, "hello");

        in.receiver.putAside(in.output.delivered.remove(), "the route failed", 0);

        assertThat(told().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(told().reason()).isEqualTo("the route failed");
        in.reported();
        assertThat(in.output.acknowledged).hasSize(3);
        in.end("a", 1, "hello");
        assertThat(in.reported().verdict()).isEqualTo(Verdict.REFUSED);
        assertNothingIsLeft();
    }

    @Test
    void shouldNotTakeAFileForDeliveredThatWasPutAsideWhileNobodyAsked() throws IOException {
        in.replyTo = null;
        in.file("a", 1, "hello");
        in.receiver.putAside(in.output.delivered.remove(), "the route failed", 0);
        in.replyTo = "sender";

        in.file("a", 2, "hello");

        assertThat(told().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(told().attempt()).isEqualTo(2);
    }

    @Test
    void shouldForgetTheRefusalOfAFileThatWasDeliveredAfterAllWhileNobodyAsked()
            throws IOException {
        in.file("a", 1, "hello");
        in.receiver.reject(in.output.delivered.remove(), "the route failed", 0);
        in.reported();
        in.replyTo = null;
        in.file("a", 2, "hello");
        in.routeDone();
        in.replyTo = "sender";

        in.end("a", 2, "hello");

        assertThat(told().verdict()).isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void shouldSayThatTheFileWasRejected() throws IOException {
        in.file("a", 1, "hello");

        in.receiver.reject(in.output.delivered.remove(), "the route failed", 0);

        assertThat(told().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(in.output.rejected).isEmpty();
        in.reported();
        assertThat(in.output.rejected).hasSize(3);
        assertNothingIsLeft();
    }

    @Test
    void shouldSayThatTheTransferIsRefusedAndSayItAgainAtItsEnd() throws IOException {
        in.packet(new FileStart("f", "/f", new Token("a")), Annotations.ofStart(1, 5L, null));
        assertThat(told().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(told().reason()).isEqualTo("refused: it is absolute");
        Receipt first = in.reported();

        in.chunk("a", 1, 0, "hello");
        assertThat(in.output.reports).isEmpty();
        in.end("a", 1, "hello");

        assertThat(in.output.rejected).hasSize(3);
        assertThat(in.reported()).isEqualTo(first);
        assertNothingIsLeft();
    }

    @Test
    void shouldSayOnceThatTheBeginningIsLost() throws IOException {
        in.chunk("a", 1, 3, "l");
        in.chunk("a", 1, 4, "o");

        assertThat(told().verdict()).isEqualTo(Verdict.LOST);
        assertThat(told().reason()).startsWith("its beginning is not here");
        in.reported();
        in.file("a", 2, "hello");
        in.routeDone();
        assertThat(in.reported().verdict()).isEqualTo(Verdict.DELIVERED);
        assertNothingIsLeft();
    }

    @Test
    void shouldSayThatTheTransferIsLost() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 3, "lo");
        assertThat(in.reported().reason()).startsWith("bytes 0 to 2 did not arrive");

        in.start("b", 1, 5L);
        in.chunk("b", 1, 0, "hellO");
        in.end("b", 1, "hello");
        assertThat(in.reported().verdict()).isEqualTo(Verdict.LOST);

        in.start("c", 1, 5L);
        in.receiver.tick(Receiving.TIMEOUT.toNanos() + 1);
        assertThat(in.reported().verdict()).isEqualTo(Verdict.LOST);
        assertNothingIsLeft();
    }

    @Test
    void shouldSayThatThePrivateQueueIsLost() throws IOException {
        in.start("a", 1, 5L);
        in.output.unsettled.clear();

        in.receiver.channelLost(false, 0);

        assertThat(in.reported().verdict()).isEqualTo(Verdict.LOST);
        assertNothingIsLeft();
    }

    @Test
    void shouldNotAnswerASenderThatGaveUp() throws IOException {
        in.start("a", 1, 5L);
        in.abort("a", 1);
        in.end("a", 1, "hello");

        assertNothingIsLeft();
    }

    @Test
    void shouldDropTheOldestOfVeryManyReceiptsForWhichNothingWaits() throws IOException {
        in.file("awaited", 1, "hello");
        in.routeDone();

        for (int i = 0; i <= ReceiptsUnderWay.MOST; i++) {
            in.chunk("lost" + i, 1, 3, "lo");
        }

        assertThat(in.output.reports)
                .hasSize(1 + ReceiptsUnderWay.MOST)
                .extracting(receipt -> receipt.token().value())
                .startsWith("awaited", "lost1");
        assertThat(in.reported().verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(in.output.acknowledged).hasSize(3);
    }

    @Test
    void shouldDropReceiptsForRepeatedEndsOnlyAfterTheirMessagesAreLost() throws IOException {
        for (int i = 0; i <= ReceiptsUnderWay.MOST; i++) {
            in.deliveredBefore.add(new Token("a" + i));
            in.end("a" + i, 1, "hello");
        }
        assertThat(in.output.reports).hasSize(ReceiptsUnderWay.MOST + 1);

        in.channelLost();

        assertThat(in.output.reports).hasSize(ReceiptsUnderWay.MOST);
    }
}
