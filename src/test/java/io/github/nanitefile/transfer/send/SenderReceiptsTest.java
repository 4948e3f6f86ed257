package io.github.nanitefile.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of transfers that wait for receipts. */
class SenderReceiptsTest extends SenderScene {

    @Test
    void shouldCompleteWhenAsManyReceiversHaveItAsWereAskedFor() {
        OutgoingTransfer transfer = addWithReceipts(2);
        read(10, true);
        sender.confirmed(3, true, NOW);
        Receipt north = receipt(1, Verdict.DELIVERED, "north");
        Receipt south = receipt(1, Verdict.DELIVERED, "south");

        sender.receipt(north, NOW);
        sender.receipt(north, NOW);
        assertThat(output.completed).isEmpty();
        sender.receipt(south, NOW);

        assertThat(output.completed).containsExactly(transfer);
        assertThat(transfer.receipts()).containsExactly(north, south);
        sender.receipt(south, NOW);
    }

    @Test
    void shouldCompleteWhenTheBrokerConfirmsAfterTheReceipts() {
        OutgoingTransfer transfer = addWithReceipts(1);
        read(10, true);

        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), NOW);
        assertThat(output.completed).isEmpty();
        sender.confirmed(3, true, NOW);

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldSayWhoHasItAndWhoHasNotWhenNoOtherReceiptComes() {
        OutgoingTransfer transfer = addWithReceipts(2);
        read(10, true);
        sender.confirmed(3, true, NOW);
        tickUntil(0, 9);
        long later = seconds(9);
        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), later);
        sender.receipt(receipt(1, Verdict.REFUSED, "south"), later);

        tickUntil(9, 19);
        assertThat(output.failed).as("a receipt is progress").isEmpty();
        tickUntil(19, 21);

        assertThat(output.failed.get(transfer))
                .hasMessageContaining(
                        "1 of receipts=2 came (group 'north' has it; group 'south' refused it"
                                + " ('no room')), and no other for idleTimeout=10000 ms");
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldNotCountReceiversThatHaveOtherBytesUnderTheToken() {
        addWithReceipts(1);
        read(10, true);
        sender.confirmed(3, true, NOW);

        sender.receipt(receipt(1, Verdict.DELIVERED, "north", SEGMENTS), NOW);

        assertThat(output.completed).isEmpty();
    }

    @Test
    void shouldStartTheNextAttemptWhenAReceiverLostItsPart() {
        OutgoingTransfer transfer = addWithReceipts(2);
        read(10, true);
        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), NOW);
        sender.confirmed(3, true, NOW);

        sender.receipt(receipt(1, Verdict.LOST, "south"), NOW);
        sender.receipt(receipt(1, Verdict.LOST, "east"), NOW);
        assertThat(transfer.attempt()).isEqualTo(2);
        read(10, true);
        sender.confirmed(output.lastNumber(), true, NOW);
        sender.receipt(receipt(2, Verdict.DELIVERED, "south"), NOW);

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldLetOthersHaveItWhenOneReceiverLosesItAgainAndAgain() {
        OutgoingTransfer transfer = addWithReceipts(1);
        for (int attempt = 1; attempt <= 5; attempt++) {
            sender.read(output.reads.remove().transfer(), result(10, true), NOW);
            sender.receipt(receipt(attempt, Verdict.LOST, "south"), NOW);
        }
        assertThat(transfer.attempt()).isEqualTo(5);
        sender.receipt(receipt(5, Verdict.DELIVERED, "north"), NOW);
        sender.confirmed(output.lastNumber(), true, NOW);

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldNotStartOverForEverWhileAnotherReceiverSaysAgainThatItHasIt() {
        OutgoingTransfer transfer = addWithReceipts(2);
        for (int attempt = 1; attempt <= 5; attempt++) {
            sender.read(output.reads.remove().transfer(), result(10, true), NOW);
            sender.confirmed(output.lastNumber(), true, NOW);
            sender.receipt(receipt(attempt, Verdict.DELIVERED, "north"), NOW);
            sender.receipt(receipt(attempt, Verdict.LOST, "south"), NOW);
        }

        assertThat(transfer.attempt()).isLessThanOrEqualTo(6);
        assertThat(output.reads).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void shouldWaitForOthersWhenItWouldStartOverButCannotReadAgain() {
        OutgoingTransfer transfer = addWithReceipts(1);
        read(10, true);
        output.repeatable = false;
        sender.receipt(receipt(1, Verdict.LOST, "south"), NOW);
        sender.confirmed(3, true, NOW);
        assertThat(output.failed).isEmpty();

        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), NOW);

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldAskForReceiptsAgainThatMayHaveBeenLost() {
        OutgoingTransfer waits = addWithReceipts(1);
        read(10, true);
        sender.confirmed(3, true, NOW);
        add("b", 10L);
        read(10, true);
        sender.confirmed(output.lastNumber() - 1, true, NOW);

        sender.receiptsComeAgain(NOW);

        assertThat(output.typesOf(waits)).endsWith("FileEnd", "FileEnd");
        assertThat(output.published).hasSize(7);
        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), NOW);
        assertThat(output.completed).containsExactly(waits);
        sender.confirmed(output.lastNumber(), true, NOW);
        assertThat(output.completed).hasSize(2);
    }

    @Test
    void shouldPassOverReceiptsOfOthers() {
        sender.receipt(receipt(1, Verdict.LOST, "north"), NOW);

        assertThat(output.published).isEmpty();
    }

    @Test
    void shouldWaitAsLongAsReceiversWorkThroughWhatWasSentBefore() {
        OutgoingTransfer first = sent("a");
        OutgoingTransfer second = sent("b");
        tickUntil(0, 9);

        sender.receipt(receipt("a", 1, Verdict.DELIVERED, "north", DIGEST), seconds(9));
        tickUntil(9, 18);

        assertThat(output.failed).isEmpty();
        assertThat(output.completed).containsExactly(first);
        tickUntil(18, 22);
        assertThat(output.failed).containsOnlyKeys(second);
    }

    @Test
    void shouldNotWaitForAReceiverThatIsPastIt() {
        OutgoingTransfer lost = sent("a");
        sent("b");
        tickUntil(0, 9);

        sender.receipt(receipt("b", 1, Verdict.DELIVERED, "north", DIGEST), seconds(9));
        tickUntil(9, 12);

        assertThat(output.failed).containsOnlyKeys(lost);
    }

    @Test
    void shouldNotWaitForReceiversThatHaveItAlready() {
        sent("a", 2);
        OutgoingTransfer second = sent("b", 2);
        sender.receipt(receipt("b", 1, Verdict.DELIVERED, "north", DIGEST), NOW);
        tickUntil(0, 9);

        sender.receipt(receipt("a", 1, Verdict.DELIVERED, "north", DIGEST), seconds(9));
        tickUntil(9, 12);

        assertThat(output.failed).containsOnlyKeys(second);
    }

    /** A broker with an alarm says so only to who publishes; and receipts may be lost. */
    @Test
    void shouldAskAgainWhenThirdsOfItsTimeGoByInSilence() {
        OutgoingTransfer transfer = sent("a");

        tickUntil(0, 3);
        assertThat(output.published).hasSize(3);
        tickUntil(3, 8);

        assertThat(output.typesOf(transfer))
                .containsExactly("FileStart", "FileChunk", "FileEnd", "FileEnd", "FileEnd");
    }

    @Test
    void shouldAskNobodyWhileReceiversAreHeardOf() {
        sent("a", 2);
        OutgoingTransfer second = sent("b", 2);
        tickUntil(0, 3);
        sender.receipt(receipt("a", 1, Verdict.DELIVERED, "north", DIGEST), seconds(3));
        tickUntil(3, 6);

        assertThat(output.typesOf(second)).hasSize(3);
    }

    @Test
    void shouldNotWaitLongerBecauseTheBrokerTakesItsQuestions() {
        OutgoingTransfer transfer = sent("a");

        tickUntil(0, 12);

        assertThat(output.failed).containsOnlyKeys(transfer);
    }

    @Test
    void shouldNotWaitLongerBecauseReceiversSayAgainWhatTheySaid() {
        OutgoingTransfer transfer = sent("a", 3);
        for (int second = 1; second <= 14; second++) {
            tickUntil(second - 1, second);
            sender.receipt(receipt(1, Verdict.DELIVERED, "north"), seconds(second));
            sender.receipt(receipt(1, Verdict.REFUSED, "south"), seconds(second));
        }

        assertThat(output.failed).containsOnlyKeys(transfer);
    }

    @Test
    void shouldAskOnlyOnceWhileTheBrokerDoesNotTakeIt() {
        OutgoingTransfer transfer = sent("a");

        tickInSilence(0, 13);
        assertThat(output.typesOf(transfer)).hasSize(4);
        assertThat(output.failed).as("it may be held up").isEmpty();
        tickInSilence(13, 14);

        assertThat(output.failed).containsOnlyKeys(transfer);
    }

    /** Whose last third was an alarm that nobody knew of. */
    @Test
    void shouldAskBeforeItGivesUp() {
        OutgoingTransfer transfer = sent("a");
        tickUntil(0, 10);
        sender.tick(false, seconds(11));
        assertThat(output.failed).isEmpty();

        for (int second = 12; second < 60; second++) {
            sender.tick(true, seconds(second));
        }
        sender.confirmed(output.lastNumber(), true, seconds(60));
        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), seconds(61));

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldAskNothingWhileBlockedOrWithoutAConnection() {
        sent("a");
        for (int second = 1; second < 30; second++) {
            sender.tick(true, seconds(second));
        }
        sender.disconnected(new IOException("cut"), false, seconds(30));
        for (int second = 31; second < 38; second++) {
            sender.tick(false, seconds(second));
        }

        assertThat(output.published).hasSize(3);
    }

    @Test
    void shouldAskAgainOnTheNextConnectionWhatWasNotTakenOnTheLast() {
        OutgoingTransfer transfer = sent("a");
        tickInSilence(0, 4);

        sender.disconnected(new IOException("cut"), false, seconds(4));
        sender.connected(seconds(4));
        tickUntil(4, 5);

        assertThat(output.typesOf(transfer)).hasSize(5).endsWith("FileEnd", "FileEnd");
    }

    @Test
    void shouldNotStartOverBecauseAQuestionIsUncertain() {
        OutgoingTransfer transfer =
                new OutgoingTransfer(
                        "d",
                        new Token("a"),
                        1,
                        "f",
                        "f",
                        10L,
                        null,
                        new SendTerms(CHUNK, IDLE, true, 1),
                        listener);
        sender.add(transfer, NOW);
        read(10, true);
        sender.confirmed(output.lastNumber(), true, NOW);
        tickInSilence(0, 4);

        sender.disconnected(new IOException("cut"), false, seconds(4));

        assertThat(transfer.token()).isEqualTo(new Token("a"));
        assertThat(transfer.attempt()).isEqualTo(1);
    }

    @Test
    void shouldNotFailBecauseAQuestionIsRefusedOrReachesNobody() {
        OutgoingTransfer transfer = sent("a");
        tickInSilence(0, 4);

        sender.returned(transfer.token(), seconds(4));
        sender.refused(output.lastNumber(), false, seconds(4));
        tickUntil(4, 6);
        sender.receipt(receipt(1, Verdict.DELIVERED, "north"), seconds(6));

        assertThat(output.completed).containsExactly(transfer);
    }

    /** Whose silence the broker has long heard of. */
    @Test
    void shouldNotStartOverWhenAQuestionIsTakenThatWasAskedLate() {
        sent("a", 1);
        OutgoingTransfer waits = sent("b", 1);
        for (int second = 1; second < 60; second++) {
            sender.tick(true, seconds(second));
        }
        tickInSilence(59, 63);

        sender.confirmed(output.lastNumber(), true, seconds(63));

        assertThat(waits.attempt()).isEqualTo(1);
        assertThat(output.typesOf(waits)).hasSize(4);
    }

    /** The broker takes everything at once. */
    private void tickUntil(int from, int to) {
        for (int second = from + 1; second <= to; second++) {
            sender.tick(false, seconds(second));
            sender.confirmed(output.lastNumber(), true, seconds(second));
        }
    }

    /** The broker takes nothing. */
    private void tickInSilence(int from, int to) {
        for (int second = from + 1; second <= to; second++) {
            sender.tick(false, seconds(second));
        }
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private OutgoingTransfer sent(String token) {
        return sent(token, 1);
    }

    /** All of it is with the broker. */
    private OutgoingTransfer sent(String token, int receipts) {
        OutgoingTransfer transfer = addWithReceipts(token, receipts);
        read(10, true);
        sender.confirmed(output.lastNumber(), true, NOW);
        return transfer;
    }

    private OutgoingTransfer addWithReceipts(int receipts) {
        return addWithReceipts("a", receipts);
    }

    private OutgoingTransfer addWithReceipts(String token, int receipts) {
        return add(token, 10L, new SendTerms(CHUNK, IDLE, false, receipts));
    }

    private static Receipt receipt(int attempt, Verdict verdict, String group) {
        return receipt(attempt, verdict, group, DIGEST);
    }

    private static Receipt receipt(int attempt, Verdict verdict, String group, Digest digest) {
        return receipt("a", attempt, verdict, group, digest);
    }

    private static Receipt receipt(
            String token, int attempt, Verdict verdict, String group, Digest digest) {
        boolean has = verdict == Verdict.DELIVERED;
        return new Receipt(
                new Token(token),
                attempt,
                verdict,
                "nanitefile:d:" + group,
                group,
                has ? "f" : null,
                has ? digest : null,
                Instant.EPOCH,
                has ? null : "no room");
    }
}
