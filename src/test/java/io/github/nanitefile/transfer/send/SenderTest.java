package io.github.nanitefile.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.RecordingListener;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Published;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Read;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderTest {

    private static final Digest DIGEST = new Digest(Digest.SHA_256, "00".repeat(32));
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final long TOO_LONG = IDLE.toNanos() + 1;
    private static final int CHUNK = 100;
    private static final long NOW = 0;

    private final RecordingSenderOutput output = new RecordingSenderOutput();
    private final RecordingListener listener = new RecordingListener();
    private final SendWindow window = new SendWindow(1_000);
    private final Sender sender = new Sender(window, 2, output, listener);

    @Test
    void shouldSendStartChunksAndEndWithTheirAnnotations() {
        OutgoingTransfer transfer = add("a", 250L);

        read(250, true);

        assertThat(output.typesOf(transfer))
                .containsExactly("FileStart", "FileChunk", "FileChunk", "FileChunk", "FileEnd");
        assertThat(output.published.stream().map(Published::annotations))
                .containsExactly(
                        Annotations.ofStart(1, 250L, IDLE),
                        Annotations.ofChunk(1, 0),
                        Annotations.ofChunk(1, 100),
                        Annotations.ofChunk(1, 200),
                        Annotations.ofEnd(1, 250, DIGEST, null));
    }

    @Test
    void shouldSendNoChunkOfAnEmptyFile() {
        OutgoingTransfer transfer = add("a", 0L);

        read(0, true);

        assertThat(output.typesOf(transfer)).containsExactly("FileStart", "FileEnd");
    }

    @Test
    void shouldCompleteWhenEveryPacketIsConfirmed() {
        OutgoingTransfer transfer = add("a", 150L);
        read(150, true);

        sender.confirmed(3, true, NOW);
        assertThat(output.completed).isEmpty();
        sender.confirmed(4, false, NOW);

        assertThat(output.completed).containsExactly(transfer);
        assertThat(listener.completed).containsExactly(transfer.describe());
        assertThat(listener.progress).containsExactly(100L, 150L);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldNotExceedTheWindow() {
        add("a", null);
        add("b", null);

        assertThat(output.reads).extracting(Read::bytes).containsExactly(1_000);
        read(1_000, false);

        assertThat(window.used()).isEqualTo(1_000);
        assertThat(output.reads).isEmpty();
    }

    @Test
    void shouldReadOnWhenTheWindowOpens() {
        OutgoingTransfer transfer = add("a", null);
        read(1_000, false);

        sender.confirmed(2, true, NOW);

        assertThat(output.reads).containsExactly(new Read(transfer, 100));
    }

    @Test
    void shouldLetAChunkLargerThanTheWindowThroughAlone() {
        OutgoingTransfer large =
                new OutgoingTransfer("d", new Token("a"), 1, "f", "f", null, null, 5_000, IDLE);

        sender.add(large, NOW);

        assertThat(output.reads).containsExactly(new Read(large, 5_000));
    }

    @Test
    void shouldGiveEveryTransferItsTurn() {
        OutgoingTransfer a = add("a", null);
        OutgoingTransfer b = add("b", null);
        OutgoingTransfer c = add("c", null);
        read(1_000, false);

        sender.confirmed(4, true, NOW);
        sender.confirmed(7, true, NOW);

        assertThat(output.reads).containsExactly(new Read(b, 300), new Read(c, 300));
        assertThat(a.confirmed()).isEqualTo(600);
    }

    @Test
    void shouldReadNoMoreSourcesAtOnceThanAllowed() {
        add("a", 10L);
        add("b", 10L);
        OutgoingTransfer c = add("c", 10L);
        assertThat(output.reads).hasSize(2);

        read(10, true);

        assertThat(output.reads).last().isEqualTo(new Read(c, 11));
    }

    @Test
    void shouldLetTheNextReadWhenASourceCannotBeRead() {
        OutgoingTransfer a = add("a", 10L);
        add("b", 10L);
        OutgoingTransfer c = add("c", 10L);

        output.reads.remove();
        sender.readFailed(a, new IOException("gone"), NOW);

        assertThat(output.failed.get(a)).hasMessageContaining("gone");
        assertThat(output.reads).last().isEqualTo(new Read(c, 11));
    }

    @Test
    void shouldNotLetHangingSourcesOfFailedTransfersKeepOthersFromReading() {
        add("a", 10L);
        add("b", 10L);
        OutgoingTransfer c = add("c", 10L);
        output.reads.clear();

        sender.tick(false, TOO_LONG);

        assertThat(output.failed).hasSize(2);
        assertThat(output.reads).containsExactly(new Read(c, 11));
        assertThat(window.used()).isEqualTo(11);
    }

    @Test
    void shouldPassOverTheReadOfATransferThatFailedMeanwhile() {
        OutgoingTransfer transfer = add("a", null);
        sender.tick(false, TOO_LONG);

        read(100, false);

        assertThat(output.published).isEmpty();
        assertThat(output.reads).isEmpty();
        assertThat(window.used()).isZero();
        assertThat(output.failed.get(transfer)).hasMessageContaining("its source gave no byte");
    }

    @Test
    void shouldAbortWhenSourceShrinks() {
        OutgoingTransfer transfer = add("a", 2_000L);
        read(1_000, false);
        sender.confirmed(6, true, NOW);

        read(300, true);

        assertThat(output.typesOf(transfer)).last().isEqualTo("abort");
        assertThat(output.failed.get(transfer))
                .hasMessageContaining("it had 2000 bytes and now has 1300");
        sender.confirmed(output.lastNumber(), true, NOW);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldFailWhenSourceGrows() {
        OutgoingTransfer transfer = add("a", 20L);

        read(21, false);

        assertThat(output.failed.get(transfer))
                .hasMessageContaining("it had 20 bytes and now has at least 21");
        assertThat(output.published).as("nobody heard of it").isEmpty();
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldFailWithNoReceiverWhenReturned() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);

        sender.returned(transfer.token(), NOW);
        sender.confirmed(3, true, NOW);

        assertThat(output.failed.get(transfer))
                .isInstanceOf(NoReceiverException.class)
                .hasMessageContaining("no receiver for domain 'd'");
        assertThat(output.completed).isEmpty();
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldPassOverTheReturnOfAnEarlierAttempt() {
        OutgoingTransfer first = add("a", 10L);
        read(10, true);
        sender.returned(first.token(), NOW);
        OutgoingTransfer second = transfer("a", 2, 10L);
        sender.add(second, NOW);
        read(10, true);

        sender.returned(first.token(), NOW);
        assertThat(output.failed).containsOnlyKeys(first);

        sender.confirmed(3, true, NOW);
        sender.returned(first.token(), NOW);
        assertThat(output.failed).containsOnlyKeys(first, second);
    }

    @Test
    void shouldTakeNoReturnForATransferThatHasSentNothing() {
        OutgoingTransfer transfer = add("a", 10L);

        sender.returned(transfer.token(), NOW);

        assertThat(output.failed).isEmpty();
    }

    @Test
    void shouldWaitForTheReturnThatFollowsARefusal() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);

        sender.refused(3, true, NOW);
        sender.tick(false, NOW + 1);
        assertThat(output.failed).isEmpty();
        sender.returned(transfer.token(), NOW + 2);

        assertThat(output.failed.get(transfer)).isInstanceOf(NoReceiverException.class);
    }

    @Test
    void shouldFailWhenTheBrokerRefusesAPacket() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);

        sender.confirmed(1, false, NOW);
        sender.refused(2, false, NOW);
        sender.confirmed(3, false, NOW);
        sender.tick(false, NOW + Sender.RETURN_GRACE);

        assertThat(output.completed).isEmpty();
        assertThat(output.failed.get(transfer)).hasMessageContaining("basic.nack");
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldRefuseATokenThatIsUnderWay() {
        OutgoingTransfer first = add("a", 10L);
        OutgoingTransfer second = add("a", 10L);

        assertThat(output.failed).containsOnlyKeys(second);
        read(10, true);
        sender.confirmed(3, true, NOW);
        assertThat(output.completed).containsExactly(first);
    }

    @Test
    void shouldFailWhenTheBrokerConfirmsNothing() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);

        sender.tick(false, IDLE.toNanos());
        assertThat(output.failed).isEmpty();
        sender.tick(false, TOO_LONG);

        assertThat(output.failed.get(transfer))
                .hasMessageContaining("the broker confirmed nothing");
    }

    @Test
    void shouldNotCountTheTimeInWhichItWasHeldUpItself() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        sender.tick(false, NOW);

        sender.tick(false, TOO_LONG); // the confirms wait behind this tick
        assertThat(output.failed).isEmpty();
        sender.confirmed(3, true, TOO_LONG);

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldCutAnAbortShortWhoseReasonFitsNoFrame() {
        OutgoingTransfer transfer = add("a", null);
        read(100, false);

        sender.readFailed(transfer, new IOException("x".repeat(300_000)), NOW);

        assertThat(output.publishedOf(transfer).get(2).annotations().abort()).hasSize(500);
    }

    @Test
    void shouldStandStillWhileBlocked() {
        add("a", 10L);
        read(10, true);

        sender.tick(true, TOO_LONG);
        sender.tick(false, TOO_LONG + IDLE.toNanos());

        assertThat(output.failed).isEmpty();
    }

    @Test
    void shouldNotGoOnAfterReceiversMayHaveGivenUp() {
        OutgoingTransfer transfer = add("a", null);
        read(100, false);
        sender.tick(true, TOO_LONG);

        sender.read(transfer, result(100, false), TOO_LONG);

        assertThat(output.failed.get(transfer)).hasMessageContaining("it stood still");
        assertThat(output.typesOf(transfer)).containsExactly("FileStart", "FileChunk", "abort");
    }

    @Test
    void shouldHaveNoTimeOutWhereItIsAsLongAsCanBe() {
        OutgoingTransfer transfer =
                new OutgoingTransfer(
                        "d",
                        new Token("a"),
                        1,
                        "f",
                        "f",
                        null,
                        null,
                        CHUNK,
                        Duration.ofMillis(Long.MAX_VALUE));
        sender.add(transfer, NOW);
        read(100, false);

        sender.tick(false, Long.MAX_VALUE);

        assertThat(output.failed).isEmpty();
        assertThat(output.published.get(0).annotations().maxPause())
                .isEqualTo(Annotations.LONGEST_PAUSE);
    }

    @Test
    void shouldFailAllThatStartedWhenTheConnectionIsLost() {
        OutgoingTransfer started = add("a", null);
        read(500, false);
        OutgoingTransfer waiting = add("b", 10L);

        sender.connectionLost(new IOException("reset"), NOW);

        assertThat(output.failed).containsOnlyKeys(started);
        assertThat(output.reads)
                .as("goes on with the room that came")
                .last()
                .isEqualTo(new Read(waiting, 11));
        assertThat(window.used()).isEqualTo(11);
    }

    @Test
    void shouldGiveTheWindowBackWhenPublishingFailsHalfWay() {
        OutgoingTransfer transfer = add("a", 300L);
        output.publishable = 2;

        read(300, true);

        assertThat(output.failed.get(transfer)).hasMessageContaining("connection");
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldFailATransferWhosePacketCannotBeWritten() {
        OutgoingTransfer transfer = add("a", 300L);
        output.unwritable = new IllegalArgumentException("a Thread in its meta");

        read(300, true);

        assertThat(output.failed.get(transfer)).hasMessageContaining("a Thread in its meta");
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldFailEachTransferOnceWhenTheConnectionIsLostWhileAborting() {
        add("a", 300L);
        add("b", 300L);
        read(100, false);
        read(100, false);
        output.publishable = 0;

        sender.tick(false, TOO_LONG);

        assertThat(output.failed).hasSize(2);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldFailWhatIsAddedAfterItsEnd() {
        sender.close(NOW);

        OutgoingTransfer transfer = add("late", 10L);

        assertThat(output.failed.get(transfer)).hasMessageContaining("stopped");
        assertThat(output.reads).isEmpty();
    }

    @Test
    void shouldGiveTheWholeWindowBackWhenItEnds() {
        OutgoingTransfer a = add("a", null);
        read(100, false);
        add("b", 100L);
        add("c", 100L);

        sender.close(NOW);

        assertThat(output.failed).hasSize(3);
        assertThat(output.typesOf(a)).last().isEqualTo("abort");
        assertThat(window.used()).isZero();
        sender.read(a, result(100, false), NOW);
        sender.confirmed(output.lastNumber(), true, NOW);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldCutChunksFromWherePositionIs() {
        add("a", 150L);
        ByteBuffer bytes = ByteBuffer.allocate(200).position(50);
        bytes.put(50, (byte) 7);

        sender.read(output.reads.remove().transfer(), new ReadResult(bytes, DIGEST), NOW);

        FileChunk first = (FileChunk) output.published.get(1).packet();
        assertThat(first.chunk().remaining()).isEqualTo(CHUNK);
        assertThat(first.chunk().get(first.chunk().position())).isEqualTo((byte) 7);
    }

    private OutgoingTransfer lastAdded;

    private OutgoingTransfer add(String token, Long length) {
        lastAdded = transfer(token, 1, length);
        sender.add(lastAdded, NOW);
        return lastAdded;
    }

    private static OutgoingTransfer transfer(String token, int attempt, Long length) {
        return new OutgoingTransfer(
                "d", new Token(token), attempt, "f", "f", length, null, CHUNK, IDLE);
    }

    /** Answers the oldest read. */
    private void read(int bytes, boolean atEnd) {
        sender.read(output.reads.remove().transfer(), result(bytes, atEnd), NOW);
    }

    private static ReadResult result(int bytes, boolean atEnd) {
        return new ReadResult(ByteBuffer.allocate(bytes), atEnd ? DIGEST : null);
    }
}
