package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiverTest {

    private static final long PLENTY = Long.MAX_VALUE;

    private Receiving in = new Receiving(Receiving.limits(100, 100, PLENTY));

    @Test
    void shouldDeliverWholeFileAndAcknowledgeWhenTheRouteIsDone() throws IOException {
        in.file("a", 1, "hello");

        assertThat(in.output.acknowledged).isEmpty();
        ReceivedFile file = in.output.delivered.element();
        assertThat(in.text(file)).isEqualTo("hello");
        assertThat(file.verified()).isTrue();
        in.routeDone();

        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 3L);
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldDeliverPlainFileUnverified() throws IOException {
        in.start("a", 0, null);
        in.chunk("a", 0, 0, "he");
        in.chunk("a", 0, 0, "llo");
        in.end("a", 0, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
        assertThat(in.output.delivered.element().verified()).isFalse();
    }

    @Test
    void shouldDropChunkSeenBefore() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");
        in.chunk("a", 1, 0, "hel");
        in.chunk("a", 1, 1, "ello");
        in.end("a", 1, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldFailGapAndSwallowLatePackets() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertThat(in.output.rejected).containsExactly(1L, 2L, 3L);
        assertThat(in.listener.reasons)
                .containsExactly("bytes 0 to 2 did not arrive; send it again");
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldFailAsSoonAsMoreComesThanAnnounced() throws IOException {
        in.start("a", 1, 4L);
        in.chunk("a", 1, 0, "hello");

        assertThat(in.output.rejected).containsExactly(1L, 2L);
        assertThat(in.listener.reasons.get(0)).contains("should have 4 bytes");
    }

    @Test
    void shouldFailWrongDigestAndTakeTheNextAttempt() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hellO");
        in.end("a", 1, "hello");
        assertThat(in.output.rejected).hasSize(3);

        in.file("a", 2, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldAcknowledgeWhatTheSenderGaveUp() throws IOException {
        in.start("a", 1, 5L);
        in.abort("a", 1);
        in.chunk("a", 1, 0, "hello");

        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 3L);
        assertThat(in.listener.failed).hasSize(1);
    }

    /** A sender with resume=restart does so after a lost connection, whatever had come of it. */
    @Test
    void shouldSayNothingWhereTheSenderGivesUpWhatNeverCame() throws IOException {
        in.abort("a", 1);

        assertThat(in.output.acknowledged).containsExactly(1L);
        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldDropTheEarlierAttemptWhenALaterOneStarts() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "XX");
        in.start("a", 2, 5L);
        in.chunk("a", 1, 2, "XX");
        in.chunk("a", 2, 0, "hello");
        in.end("a", 2, "hello");

        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 4L);
        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldHoldALaterAttemptWhileTheFileIsInTheRoute() throws IOException {
        in.file("a", 1, "hello");
        in.file("a", 2, "hello");
        assertThat(in.output.delivered).hasSize(1);
        assertThat(in.output.rejected).isEmpty();
        assertThat(in.receiver.isWithBroker(in.output.delivered.element())).isFalse();

        in.routeDone();

        assertThat(in.output.acknowledged).hasSize(6);
    }

    @Test
    void shouldMakeSafeWhatIsInTheRouteForLongThoughNothingIsTakenIn() throws IOException {
        in.file("a", 1, "hello");
        in.now += Receiving.MAX_AGE.toNanos() - 1;
        in.receiver.spillTooOld(in.now);
        assertThat(in.output.acknowledged).isEmpty();

        in.now++;
        in.receiver.spillTooOld(in.now);

        assertThat(in.output.acknowledged).hasSize(3);
    }

    @Test
    void shouldHoldASecondEnd() throws IOException {
        in.file("a", 1, "hello");
        in.end("a", 1, "hello");

        assertThat(in.output.delivered).hasSize(1);
        in.routeDone();
        assertThat(in.output.acknowledged).hasSize(4);
    }

    @Test
    void shouldKeepTheSameTokenInTwoDomainsApart() throws IOException {
        in.start("a", 1, 5L);
        in.domain = "e";
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "world");
        in.domain = "d";
        in.chunk("a", 1, 0, "hello");
        in.end("a", 1, "hello");
        in.domain = "e";
        in.end("a", 1, "world");

        assertThat(in.output.delivered).map(in::text).containsExactly("hello", "world");
        in.receiver.routeDone(in.output.delivered.remove(), "f", 0);
        assertThat(in.output.acknowledged).containsExactly(1L, 4L, 5L);
    }

    @Test
    void shouldRejectWhatHasNoBeginningAndWarnOnce() throws IOException {
        in.chunk("a", 1, 5, "x");
        in.chunk("a", 1, 6, "x");

        assertThat(in.output.rejected).containsExactly(1L, 2L);
        assertThat(in.listener.failed).hasSize(1);
    }

    @Test
    void shouldAcknowledgeWhatIsLeftOfADeliveredFile() throws IOException {
        in.deliveredBefore.add(new Token("a"));

        in.chunk("a", 1, 5, "x");
        in.end("a", 1, "hello");
        in.start("a", 1, 5L);

        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 3L);
        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldLeaveTheMessageUnsettledWhenNobodyKnowsWhetherItWasDelivered() throws IOException {
        in.repositoryDown = true;
        assertThatThrownBy(() -> in.start("a", 1, 5L)).isInstanceOf(IOException.class);
        in.channelLost();
        in.repositoryDown = false;

        in.file("a", 1, "hello");

        assertThat(in.output.delivered).hasSize(1);
    }

    @Test
    void shouldAcknowledgeARedeliveredPlainFileThatIsDoneWith() throws IOException {
        in.file("a", 0, "hello");
        in.receiver.putAside(in.output.delivered.remove(), "it failed", 0);

        in.redeliveries = 1;
        in.file("a", 0, "hello");

        assertThat(in.output.delivered).isEmpty();
        assertThat(in.output.acknowledged).hasSize(6);
    }

    @Test
    void shouldLetAPlainPeerStartAfresh() throws IOException {
        in.start("a", 0, null);
        in.chunk("a", 0, 0, "XX");
        in.file("a", 0, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldFailASpilledPlainTransferWhosePacketComesAgain() throws IOException {
        in.start("a", 0, null);
        in.chunk("a", 0, 0, "he");
        spillAll();
        in.redeliveries = 1;

        in.chunk("a", 0, 0, "llo");

        assertThat(in.listener.reasons.get(0)).contains("delivered a packet again");
        assertThat(in.output.rejected).containsExactly(3L);
    }

    @Test
    void shouldRefuseAndSwallowTheRest() throws IOException {
        in.packet(new FileStart("f", "/f", new Token("a")), Annotations.PLAIN);
        in.chunk("a", 0, 0, "x");

        assertThat(in.output.rejected).containsExactly(1L, 2L);
        assertThat(in.listener.reasons).containsExactly("refused: it is absolute");
    }

    @Test
    void shouldSpillLargestTransferFirstWhenWindowIsHalfFull() throws IOException {
        in = new Receiving(Receiving.limits(12, 100, PLENTY));
        in.start("a", 1, null);
        in.start("b", 1, null);
        in.chunk("b", 1, 0, "1");
        in.chunk("b", 1, 1, "2");
        in.chunk("b", 1, 2, "3");
        assertThat(in.store.spills).isEmpty();

        in.chunk("b", 1, 3, "4");

        assertThat(in.store.spills).hasSize(1);
        assertThat(in.store.spills.get(0)).containsExactly(new Token("b"));
        assertThat(in.output.acknowledged).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void shouldSpillWholeFilesThatWaitForTheRouteOnlyWhenTheyAreTooOld() throws IOException {
        in = new Receiving(Receiving.limits(12, 100, PLENTY));
        for (String token : List.of("a", "b", "c")) {
            in.start(token, 1, 1L);
            in.chunk(token, 1, 0, "1");
            in.end(token, 1, "1");
        }
        in.now = Receiving.MAX_AGE.toNanos() - 1;
        in.start("d", 1, null);
        in.receiver.tick(in.now);
        assertThat(in.store.spills).isEmpty();

        in.now++;
        in.receiver.tick(in.now);

        assertThat(in.store.spills).hasSize(1);
        assertThat(in.output.acknowledged).hasSize(9);
    }

    @Test
    void shouldSpillAnUnfinishedTransferThatFillsHalfOfTheWindowBesideWholeFiles()
            throws IOException {
        in = new Receiving(Receiving.limits(12, 100, PLENTY));
        in.start("a", 1, 1L);
        in.chunk("a", 1, 0, "1");
        in.end("a", 1, "1");
        in.start("b", 1, null);
        for (int i = 0; i < 4; i++) {
            in.chunk("b", 1, i, "1");
        }
        assertThat(in.store.spills).isEmpty();

        in.chunk("b", 1, 4, "1");

        assertThat(in.store.spills).hasSize(1);
        assertThat(in.store.spills.get(0)).containsExactly(new Token("b"));
    }

    @Test
    void shouldSpillWhatIsTooOld() throws IOException {
        in.start("a", 1, null);
        in.now = Receiving.MAX_AGE.toNanos();
        in.start("b", 1, null);

        in.receiver.tick(in.now);

        assertThat(in.output.acknowledged).containsExactly(1L);
    }

    @Test
    void shouldGoOnBehindWhatWasWrittenBeforeTheDiskWasFull() throws IOException {
        in.start("a", 1, 4L);
        in.store.room = 2;
        assertThatThrownBy(() -> in.chunk("a", 1, 0, "abcd")).isInstanceOf(IOException.class);
        in.channelLost();
        in.store.room = Integer.MAX_VALUE;
        in.receiver.channelOpened(in.now);

        in.start("a", 1, 4L);
        in.chunk("a", 1, 0, "abcd");
        in.end("a", 1, "abcd");

        assertThat(in.listener.reasons).isEmpty();
        assertThat(in.output.delivered).hasSize(1);
    }

    @Test
    void shouldNotAcknowledgeWhatCouldNotBeSpilled() throws IOException {
        in.start("a", 1, null);
        in.store.room = 0;

        assertThatThrownBy(() -> in.receiver.tick(Receiving.MAX_AGE.toNanos()))
                .isInstanceOf(IOException.class);

        assertThat(in.output.acknowledged).isEmpty();
    }

    @Test
    void shouldGoOnAfterTheDiskTookPartOfAChunk() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "h");
        spillAll();
        in.store.room = 2;
        assertThatThrownBy(() -> in.chunk("a", 1, 1, "ello")).isInstanceOf(IOException.class);
        in.channelLost();
        in.store.room = Integer.MAX_VALUE;

        in.chunk("a", 1, 1, "ello");
        in.end("a", 1, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
        assertThat(in.output.delivered.element().verified()).isTrue();
    }

    @Test
    void shouldFailAnIdleTransfer() throws IOException {
        in.start("a", 1, 5L);

        in.receiver.tick(Receiving.TIMEOUT.toNanos());
        assertThat(in.listener.failed).isEmpty();
        in.receiver.tick(Receiving.TIMEOUT.toNanos() + 1);

        assertThat(in.listener.reasons.get(0)).contains("is the sender still running");
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldWaitForAsLongAsTheSenderAnnounced() throws IOException {
        in.packet(
                new FileStart("f", "f", new Token("a")),
                Annotations.ofStart(1, 5L, Receiving.TIMEOUT.multipliedBy(2)));

        in.receiver.tick(Receiving.TIMEOUT.toNanos() * 2);

        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldNotCountTheTimeInWhichItWasHeldUpItself() throws IOException {
        in.start("a", 1, 5L);
        in.receiver.tick(0);
        long later = Receiving.TIMEOUT.toNanos() * 3;

        in.receiver.tick(later);
        tickEverySecond(later, later + Receiving.TIMEOUT.toNanos());
        assertThat(in.listener.failed).isEmpty();

        in.receiver.tick(later + Receiving.TIMEOUT.toNanos() + 1);
        assertThat(in.listener.failed).hasSize(1);
    }

    private void tickEverySecond(long from, long to) throws IOException {
        for (long now = from; now <= to; now += Duration.ofSeconds(1).toNanos()) {
            in.receiver.tick(now);
        }
    }

    @Test
    void shouldNotCountTheTimeWhileTheWindowIsFull() throws IOException {
        in = new Receiving(Receiving.limits(8, 2, PLENTY));
        in.file("a", 1, "hello");
        in.start("b", 1, 5L);
        spillAll();
        for (int i = 0; i < 8; i++) {
            in.start("c" + i, 1, 5L);
        }

        in.receiver.tick(Receiving.TIMEOUT.toNanos() + 1);

        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldHaveNoTimeOutsWhereTheyAreAsLongAsCanBe() throws IOException {
        Duration ever = Duration.ofMillis(Long.MAX_VALUE);
        in = new Receiving(new ReceiverLimits(10, ever, ever, PLENTY, 10, PLENTY, false));
        in.start("a", 1, 5L);

        in.receiver.tick(Long.MAX_VALUE - 1);

        assertThat(in.listener.failed).isEmpty();
        assertThat(in.store.spills).isEmpty();
    }

    @Test
    void shouldLetTransfersWaitAndTakeThemInTheOrderOfTheirPackets() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, PLENTY));
        in.file("a", 1, "hello");
        in.start("b", 0, null);
        in.chunk("b", 0, 0, "wor");
        in.routeDone();
        in.chunk("b", 0, 0, "ld");
        in.end("b", 0, "world");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
        in.routeDone();
        assertThat(in.output.unsettled).isEmpty();
        assertThat(in.output.rejected).isEmpty();
        assertThat(in.listener.waiting).hasSize(1);
        assertThat(in.listener.waiting.get(0)).contains("maxOpenTransfers=1");
    }

    @Test
    void shouldKeepEveryMessageOfAWaitingTransferThatStartsTwice() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, PLENTY));
        in.file("a", 1, "hello");
        in.start("b", 1, 5L);
        in.file("b", 2, "world");
        in.routeDone();

        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
        in.routeDone();
        assertThat(in.output.unsettled).isEmpty();
    }

    @Test
    void shouldLetInAllThatHaveRoomAtOnce() throws IOException {
        in = new Receiving(Receiving.limits(100, 100, 10));
        in.file("a", 1, "0123456789");
        in.file("b", 1, "hello");
        in.file("c", 1, "world");
        in.file("d", 1, "!");
        in.routeDone();

        assertThat(in.output.delivered).map(in::text).containsExactly("hello", "world");
    }

    @Test
    void shouldLetTheNextInWhenAFileGoesBackIntoTheQueue() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, PLENTY));
        in.file("a", 1, "hello");
        in.file("b", 1, "world");

        in.receiver.requeue(in.output.delivered.remove(), in.now);
        in.receiver.letIn(0);

        assertThat(in.output.requeued).containsExactly(1L, 2L, 3L);
        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
    }

    @Test
    void shouldRejectTheYoungestThatWaitsWhenNobodyCanMove() throws IOException {
        in = new Receiving(Receiving.limits(4, 1, PLENTY));
        in.start("a", 1, 5L);
        in.start("b", 1, 5L);
        in.start("c", 1, 5L);

        assertThat(in.output.rejected).containsExactly(3L);
        assertThat(in.listener.reasons.get(0)).contains("no room");
    }

    @Test
    void shouldSeeThatNobodyCanMoveWhenTheLastFileLeavesTheRoute() throws IOException {
        in = new Receiving(Receiving.limits(8, 10, 10));
        in.file("a", 1, "1");
        in.start("b", 1, 9L);
        in.start("c", 1, 10L);
        in.start("e", 1, 10L);
        in.start("f", 1, 10L);
        in.start("g", 1, 10L);
        assertThat(in.output.rejected).isEmpty();

        in.routeDone();

        assertThat(in.output.rejected).hasSize(1);
    }

    @Test
    void shouldReserveNothingForAClaimWhereTheSpoolIsUnlimited() throws IOException {
        in.start("a", 1, Long.MAX_VALUE);
        in.file("b", 1, "hello");

        assertThat(in.output.delivered).hasSize(1);
    }

    @Test
    void shouldStartAgainFromTheBrokerWhenTheChannelIsLost() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");
        in.channelLost();
        assertThat(in.store.files).isEmpty();

        in.file("a", 1, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldHoldWhatComesAgainOfAFileInTheRoute() throws IOException {
        in.file("a", 1, "hello");
        in.channelLost();
        in.redeliveries = 1;
        in.file("a", 1, "hello");

        assertThat(in.output.delivered).hasSize(1);
        in.routeDone();
        assertThat(in.output.acknowledged).containsExactly(4L, 5L, 6L);
    }

    @Test
    void shouldDeliverFromTheSpoolWhatCannotGoBackIntoTheQueue() throws IOException {
        in.file("a", 1, "hello");
        in.channelLost();

        in.receiver.requeue(in.output.delivered.remove(), in.now);

        assertThat(in.output.requeued).isEmpty();
        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    /** Its sender waits for receipts, and asks again. */
    @Test
    void shouldPutTheRepeatedEndBackIntoTheQueueWithItsFile() throws IOException {
        in.file("a", 1, "hello");
        in.end("a", 1, "hello");
        assertThat(in.receiver.isWithBroker(in.output.delivered.element())).isTrue();

        in.receiver.requeue(in.output.delivered.remove(), in.now);

        assertThat(in.output.requeued).containsExactly(1L, 2L, 3L, 4L);
        assertThat(in.output.unsettled).isEmpty();
    }

    /** It was on its way already. */
    @Test
    void shouldNotMissTheBeginningOfARepeatedEndWhoseFileIsOnItsWayBack() throws IOException {
        in.file("a", 1, "hello");
        in.receiver.requeue(in.output.delivered.remove(), in.now);

        in.end("a", 1, "hello");
        assertThat(in.output.acknowledged).containsExactly(4L);
        assertThat(in.listener.failed).isEmpty();
        in.redeliveries = 1;
        in.file("a", 1, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldMissTheBeginningOfAFileOnItsWayBackOfWhichOnlyTheRestComes() throws IOException {
        in.file("a", 1, "hello");
        in.receiver.requeue(in.output.delivered.remove(), in.now);

        in.redeliveries = 1;
        in.end("a", 1, "hello");

        assertThat(in.output.rejected).containsExactly(4L);
        assertThat(in.listener.reasons.get(0)).contains("its beginning is not here");
    }

    @Test
    void shouldRejectTheRepeatedEndWithItsFile() throws IOException {
        in.file("a", 1, "hello");
        in.end("a", 1, "hello");

        in.receiver.reject(in.output.delivered.remove(), "the route failed", 0);

        assertThat(in.output.rejected).containsExactly(1L, 2L, 3L, 4L);
        assertThat(in.receiver.isIdle()).isTrue();
    }

    @Test
    void shouldNotPutAFileBackOfWhichALaterAttemptEnds() throws IOException {
        in.file("a", 1, "hello");
        in.end("a", 2, "hello");

        assertThat(in.receiver.isWithBroker(in.output.delivered.element())).isFalse();
    }

    @Test
    void shouldFailUnfinishedTransfersOfAPrivateQueueOnce() throws IOException {
        in.start("a", 1, 5L);
        in.output.unsettled.clear();
        in.receiver.channelLost(false, 0);

        in.chunk("a", 1, 0, "hello");

        assertThat(in.listener.failed).hasSize(1);
        assertThat(in.output.rejected).containsExactly(2L);
    }

    @Test
    void shouldPassOverTheEndOfAFileThatIsGone() throws IOException {
        in.file("a", 1, "hello");
        ReceivedFile gone = in.output.delivered.remove();
        in.receiver.withdraw(gone);
        in.output.unsettled.clear();
        in.file("a", 1, "hello");

        in.receiver.requeue(gone, in.now);
        in.receiver.routeDone(gone, "f", 0);
        in.receiver.reject(gone, "no", 0);
        in.receiver.withdraw(gone);

        assertThat(in.receiver.state(gone)).isEmpty();
        assertThat(in.receiver.isWithBroker(gone)).isFalse();
        assertThat(in.output.unsettled).hasSize(3);
    }

    @Test
    void shouldRejectTheFileWhoseRouteFailed() throws IOException {
        in.file("a", 1, "hello");

        in.receiver.reject(in.output.delivered.remove(), "no", 0);
        in.chunk("a", 1, 0, "hello");

        assertThat(in.output.rejected).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldDeliverARejectedFileThatIsSentBackIntoTheQueue() throws IOException {
        in.file("a", 1, "hello");
        in.receiver.reject(in.output.delivered.remove(), "no", 0);

        in.file("a", 1, "hello");
        in.routeDone();

        assertThat(in.output.rejected).containsExactly(1L, 2L, 3L);
        assertThat(in.output.acknowledged).containsExactly(4L, 5L, 6L);
        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldRejectTheRestOfARejectedFileInSilence() throws IOException {
        in.file("a", 1, "hello");
        in.receiver.reject(in.output.delivered.remove(), "no", 0);

        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertThat(in.output.rejected).hasSize(5);
        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldTakeUpWhatWasSpilled() throws IOException {
        in.store.recoverable.add(spilled("a", "hel"));
        in.receiver.recover(0);
        assertThat(in.listener.resumed).hasSize(1);

        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertThat(in.output.delivered.element().verified()).isTrue();
    }

    @Test
    void shouldTakeUpTheFurtherOfTwoOwnersParts() throws IOException {
        in.store.recoverable.add(spilled("a", "h"));
        in.store.recoverable.add(spilled("a", "hel"));
        in.store.recoverable.add(spilled("a", "he"));
        in.receiver.recover(0);
        assertThat(in.store.files).hasSize(1);

        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldNotTakeUpWhatHasBeenThroughTheRoute() throws IOException {
        in.deliveredBefore.add(new Token("a"));
        in.store.recoverable.add(spilled("a", "hello"));

        in.receiver.recover(0);

        assertThat(in.store.files).isEmpty();
        assertThat(in.listener.started).isEmpty();
    }

    private TransferState spilled(String token, String bytes) throws IOException {
        InMemoryStore.InMemoryFile file = in.store.newFile();
        file.append(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)));
        return new TransferState(
                "d",
                new FileStart("f", "f", new Token(token)),
                Annotations.ofStart(1, 5L, null),
                null,
                null,
                file,
                List.of(),
                null);
    }

    private void spillAll() throws IOException {
        in.receiver.tick(in.now + Receiving.MAX_AGE.toNanos());
    }
}
