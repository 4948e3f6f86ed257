package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is different where messages stay in a stream: how far it has been read. */
class ReceiverOfStreamTest {

    private static final long PLENTY = Long.MAX_VALUE;
    private static final long BEGINNING = 100;

    private Receiving in = Receiving.stream(Receiving.limits(100, 100, PLENTY), BEGINNING);

    private long needed() {
        return in.receiver.neededPosition();
    }

    /** The channel is lost; the stream is read on from where the receiver wants it. */
    private void channelLost() throws IOException {
        in.channelLost();
        in.position = in.receiver.nextPosition();
    }

    @Test
    void shouldKnowNothingBeforeTheFirstMessage() throws IOException {
        in.receiver.tick(0);
        assertThat(needed()).isNegative();
        assertThat(in.receiver.nextPosition()).isNegative();
    }

    @Test
    void shouldNeedTheOldestStartOfWhichTheFileIsNotThrough() throws IOException {
        in.start("a", 1, 5L);
        in.start("b", 1, 5L);
        in.chunk("a", 1, 0, "hello");
        assertThat(needed()).isEqualTo(BEGINNING);

        in.end("a", 1, "hello");
        assertThat(needed()).as("it is in the route").isEqualTo(BEGINNING);
        in.routeDone();
        assertThat(needed()).as("the other begins there").isEqualTo(BEGINNING + 1);
        assertThat(in.receiver.nextPosition()).isEqualTo(BEGINNING + 4);

        in.chunk("b", 1, 0, "world");
        in.end("b", 1, "world");
        in.routeDone();
        assertThat(needed()).as("nothing is open").isEqualTo(BEGINNING + 6);
    }

    @Test
    void shouldNeedTheStartOfTheLatestAttempt() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "he");
        in.start("a", 2, 5L);
        assertThat(needed()).isEqualTo(BEGINNING + 2);
    }

    @Test
    void shouldNeedTheLatestStartOfAPlainPeer() throws IOException {
        in.start("a", 0, null);
        in.chunk("a", 0, 0, "he");
        in.start("a", 0, null);
        in.chunk("a", 0, 0, "he");
        assertThat(needed()).isEqualTo(BEGINNING + 2);
    }

    @Test
    void shouldNeedTheFirstStartThatASenderRepeats() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "he");
        in.start("a", 1, 5L);
        assertThat(needed()).isEqualTo(BEGINNING);
    }

    @Test
    void shouldNeedWhatWaitsForRoom() throws IOException {
        in = Receiving.stream(Receiving.limits(100, 1, PLENTY), BEGINNING);
        in.file("a", 1, "hello");
        in.file("b", 1, "world");
        in.file("c", 1, "!");
        in.routeDone();
        assertThat(needed()).as("b is in the route").isEqualTo(BEGINNING + 3);
        in.routeDone();
        assertThat(needed()).as("c is in the route").isEqualTo(BEGINNING + 6);
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING + 9);
    }

    @Test
    void shouldNeedAFileUntilItIsThroughWhenItComesAgain() throws IOException {
        in.file("a", 1, "hello");
        in.receiver.requeue(in.output.delivered.remove(), in.now);
        assertThat(in.output.requeued).as("a stream takes nothing back").isEmpty();
        assertThat(needed()).isEqualTo(BEGINNING);
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING + 3);
    }

    @Test
    void shouldNeedAFileUntilItsSenderIsTold() throws IOException {
        in.replyTo = "sender";
        in.file("a", 1, "hello");
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING);
        in.reported();
        assertThat(needed()).isEqualTo(BEGINNING + 3);
    }

    @Test
    void shouldBeDoneWithWhatFailed() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 2, "llo");
        assertThat(in.listener.failed).hasSize(1);
        assertThat(needed()).isEqualTo(BEGINNING + 2);
    }

    @Test
    void shouldBeDoneWithWhatIsNoPacket() {
        in.receiver.passedOver(BEGINNING);
        assertThat(needed()).isEqualTo(BEGINNING + 1);
    }

    @Test
    void shouldNeverHaveTheFileWithTheBroker() throws IOException {
        in.file("a", 1, "hello");
        assertThat(in.receiver.isWithBroker(in.output.delivered.element())).isFalse();
    }

    @Test
    void shouldReadAgainFromTheOldestThatIsNotWhole() throws IOException {
        in.file("a", 1, "hello");
        in.start("b", 1, 5L);
        in.chunk("b", 1, 0, "wo");
        channelLost();
        assertThat(in.position).isEqualTo(BEGINNING + 3);
        assertThat(needed()).as("the file in the route").isEqualTo(BEGINNING);
        assertThat(in.listener.left).hasSize(1);

        in.file("b", 1, "world");
        in.routeDone();
        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING + 6);
        assertThat(in.listener.failed).isEmpty();
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldGoOnWhereItWasWhenAllIsWhole() throws IOException {
        in.file("a", 1, "hello");
        channelLost();
        assertThat(in.position).isEqualTo(BEGINNING + 3);
    }

    @Test
    void shouldReadAgainFromTheOldestThatWaits() throws IOException {
        in = Receiving.stream(Receiving.limits(100, 1, PLENTY), BEGINNING);
        in.file("a", 1, "hello");
        in.start("b", 1, 5L);
        channelLost();
        assertThat(in.position).isEqualTo(BEGINNING + 3);
        in.file("b", 1, "world");
        in.routeDone();
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING + 6);
    }

    @Test
    void shouldReadAgainWhatTheDiskDidNotTake() throws IOException {
        in.file("a", 1, "hello");
        in.store.room = 0;
        assertThatThrownBy(() -> in.start("b", 1, 5L)).isInstanceOf(IOException.class);
        channelLost();
        assertThat(in.position).isEqualTo(BEGINNING + 3);
        in.store.room = Integer.MAX_VALUE;
        in.file("b", 1, "world");
        assertThat(in.output.delivered).hasSize(2);
    }

    @Test
    void shouldReadAgainWhatTheDiskDidNotTakeWhenThereWasRoomForIt() throws IOException {
        in = Receiving.stream(Receiving.limits(100, 1, PLENTY), BEGINNING);
        in.file("a", 1, "hello");
        in.start("b", 1, 5L);
        in.chunk("b", 1, 0, "wo");
        in.store.room = 0;
        assertThatThrownBy(() -> in.routeDone()).isInstanceOf(IOException.class);
        assertThat(needed()).isEqualTo(BEGINNING + 3);
        channelLost();
        assertThat(in.position).isEqualTo(BEGINNING + 3);
    }

    /** A slow route would otherwise let what is not needed fill the window. */
    @Test
    void shouldNotHoldWhatComesAgainOfAFileInTheRoute() throws IOException {
        in.start("b", 1, 5L);
        in.file("a", 1, "hello");
        channelLost();
        in.start("b", 1, 5L);
        in.file("a", 1, "hello");
        assertThat(in.output.unsettled).as("the start of b").hasSize(1);
        assertThat(in.output.delivered).hasSize(1);
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING);
    }

    @Test
    void shouldAnswerASenderThatAsksAgainWhileTheFileIsInTheRoute() throws IOException {
        in.file("a", 1, "hello");
        in.replyTo = "sender";
        in.end("a", 1, "hello");
        in.routeDone();
        assertThat(in.output.reports).hasSize(1);
    }

    @Test
    void shouldDropWhatComesAgainOfAFileThatIsThrough() throws IOException {
        in.start("b", 1, 5L);
        in.file("a", 1, "hello");
        in.routeDone();
        channelLost();
        assertThat(in.position).isEqualTo(BEGINNING);
        in.start("b", 1, 5L);
        in.file("a", 1, "hello");
        assertThat(in.output.delivered).isEmpty();
    }

    /** Those of files that were through before, or began before anybody read. */
    @Test
    void shouldPassOverEndsOfFilesThatBeganBefore() throws IOException {
        in.replyTo = "sender";
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");
        assertThat(in.output.unsettled).isEmpty();
        assertThat(in.output.reports).isEmpty();
        assertThat(in.listener.failed).isEmpty();
        assertThat(needed()).isEqualTo(BEGINNING + 2);
    }

    @Test
    void shouldTakeAFileOfWhichItSawTheEndWhenItComesFromItsStart() throws IOException {
        in.chunk("a", 1, 3, "lo");
        in.file("a", 1, "hello");
        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    /** What is safe is in the stream: the window is free though nothing is forced to disk. */
    @Test
    void shouldReleaseTheMessagesOfALargeFileAtHalfAWindow() throws IOException {
        in = Receiving.stream(Receiving.limits(10, 100, PLENTY), BEGINNING);
        in.start("a", 1, null);
        String text = "x".repeat(1000);
        for (int i = 0; i < text.length(); i++) {
            in.chunk("a", 1, i, "x");
            assertThat(in.receiver.unsettled()).isLessThan(6);
        }
        in.end("a", 1, text);
        assertThat(needed()).isEqualTo(BEGINNING);
        in.routeDone();
        assertThat(needed()).isEqualTo(BEGINNING + 1002);
    }
}
