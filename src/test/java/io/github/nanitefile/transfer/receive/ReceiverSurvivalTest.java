package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.SegmentedDigest;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a receiver makes of lost channels, of its own death and of the broker's. */
class ReceiverSurvivalTest {

    private static final long PLENTY = Long.MAX_VALUE;
    private static final Duration PAUSE = Duration.ofSeconds(90);
    private static final TransferId ID = new TransferId("d", new Token("a"));

    private Receiving in = new Receiving(Receiving.limits(100, 100, PLENTY));

    private void spillAll() throws IOException {
        in.now += Receiving.MAX_AGE.toNanos();
        in.receiver.tick(in.now);
    }

    private void tickUntil(long end) throws IOException {
        while (in.now < end) {
            in.now = Math.min(end, in.now + Duration.ofSeconds(1).toNanos());
            in.receiver.tick(in.now);
        }
    }

    private void halfAFile() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");
        spillAll();
    }

    private void restOfTheFile() throws IOException {
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");
    }

    private void assertDelivered() throws IOException {
        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
        assertThat(in.output.delivered.element().verified()).isTrue();
        in.routeDone();
        assertThat(in.output.unsettled).isEmpty();
        assertThat(in.store.files).isEmpty();
        assertThat(in.receiver.isIdle()).isTrue();
    }

    @Test
    void shouldParkSpilledTransfersWhenTheChannelIsLost() throws IOException {
        halfAFile();
        in.start("b", 1, 5L);

        in.channelLost();

        assertThat(in.store.parked()).containsExactly(ID);
        assertThat(in.store.files).hasSize(1);
    }

    @Test
    void shouldGoOnWithTheParkedTransferOnItsNextPacket() throws IOException {
        halfAFile();
        in.channelLost();

        restOfTheFile();

        assertThat(in.listener.resumed).hasSize(1);
        assertDelivered();
    }

    @Test
    void shouldGoOnWithTheParkedTransferWhenItsStartComesAgain() throws IOException {
        halfAFile();
        in.channelLost();

        in.file("a", 1, "hello");

        assertThat(in.listener.resumed).hasSize(1);
        assertThat(in.listener.started).hasSize(1);
        assertDelivered();
    }

    @Test
    void shouldDropTheParkedTransferWhenALaterAttemptStarts() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "XX");
        spillAll();
        in.channelLost();

        in.file("a", 2, "hello");

        assertThat(in.listener.resumed).isEmpty();
        assertDelivered();
    }

    @Test
    void shouldKeepTheParkedTransferWhenAnEarlierAttemptComes() throws IOException {
        in.start("a", 2, 5L);
        in.chunk("a", 2, 0, "hel");
        spillAll();
        in.channelLost();

        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "XX");
        in.chunk("a", 2, 3, "lo");
        in.end("a", 2, "hello");

        assertDelivered();
    }

    @Test
    void shouldRejectTheRestOfAnAttemptWhoseStartWasNotSeen() throws IOException {
        halfAFile();
        in.channelLost();

        in.chunk("a", 2, 3, "lo");
        in.end("a", 2, "hello");

        assertThat(in.output.rejected).hasSize(2);
        assertThat(in.listener.reasons).hasSize(1);
        assertThat(in.listener.reasons.get(0)).startsWith("its beginning is not here");
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldGoOnAfterACrashFromWhatWasSpilled() throws IOException {
        halfAFile();
        in.chunk("a", 1, 3, "l");
        in.crash();

        restOfTheFile();

        assertThat(in.listener.resumed).map(Transfer::token).containsExactly(new Token("a"));
        assertDelivered();
    }

    @Test
    void shouldDeliverAfterACrashWhatWasFinishedAndSpilled() throws IOException {
        in.file("a", 1, "hello");
        spillAll();

        in.crash();

        assertDelivered();
    }

    @Test
    void shouldDeliverWhatAnotherLeftWhenItDied() throws IOException {
        TransferState left = finished();
        in.receiver.recover(0);
        in.store.recoverable.add(left);

        tickUntil(Duration.ofSeconds(11).toNanos());

        assertDelivered();
    }

    @Test
    void shouldLookForAFinishedFileBeforeItRejectsTheRestOfIt() throws IOException {
        TransferState left = finished();
        in.receiver.recover(0);
        in.store.recoverable.add(left);

        restOfTheFile();

        assertThat(in.output.rejected).isEmpty();
        assertDelivered();
    }

    @Test
    void shouldPreferAFinishedFileToOneThatComesAgain() throws IOException {
        TransferState left = finished();
        in.receiver.recover(0);
        in.store.recoverable.add(left);
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");

        tickUntil(Duration.ofSeconds(11).toNanos());
        restOfTheFile();

        assertThat(in.output.delivered).hasSize(1);
        assertDelivered();
    }

    @Test
    void shouldKeepAFoundFileWhileNobodyKnowsWhetherItWasDelivered() throws IOException {
        in.store.recoverable.add(finished());
        in.repositoryDown = true;
        assertThatThrownBy(() -> in.receiver.recover(0)).isInstanceOf(IOException.class);
        in.repositoryDown = false;

        in.receiver.recover(0);

        assertDelivered();
    }

    private TransferState finished() throws IOException {
        Receiving other = new Receiving(Receiving.limits(100, 100, PLENTY));
        other.file("a", 1, "hello");
        TransferState state = other.receiver.state(other.output.delivered.element()).orElseThrow();
        InMemoryStore.InMemoryFile file = in.store.newFile();
        file.append(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
        return new TransferState(
                state.domain(),
                state.start(),
                state.startAnnotations(),
                state.end(),
                state.endAnnotations(),
                file,
                state.segments(),
                state.digest());
    }

    /** A file of one whole segment and a bit, whose receiver died behind the segment. */
    private SegmentedDigest resumedBehindASegment() throws IOException {
        byte[] segment = new byte[(int) SegmentedDigest.SEGMENT];
        in.start("a", 1, segment.length + 5L);
        in.chunk("a", 1, 0, segment);
        in.chunk("a", 1, segment.length, "hel".getBytes(StandardCharsets.UTF_8));
        spillAll();
        in.crash();
        in.chunk("a", 1, segment.length + 3L, "lo".getBytes(StandardCharsets.UTF_8));
        SegmentedDigest announced = new SegmentedDigest();
        announced.update(ByteBuffer.wrap(segment));
        announced.update(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
        return announced;
    }

    @Test
    void shouldReadOnlyTheGrowingSegmentAgainAfterACrash() throws IOException {
        SegmentedDigest announced = resumedBehindASegment();

        in.end("a", 1, announced.length(), announced.whole().orElseThrow(), announced.segments());

        ReceivedFile file = in.output.delivered.element();
        assertThat(file.verified()).isTrue();
        assertThat(file.digest()).isEqualTo(announced.whole().orElseThrow());
        assertThat(in.store.replayed).isEqualTo(3);
    }

    @Test
    void shouldReadAllAgainWhereTheSenderAnnouncesNoSegments() throws IOException {
        SegmentedDigest announced = resumedBehindASegment();

        in.end("a", 1, announced.length(), announced.whole().orElseThrow(), null);

        assertThat(in.output.delivered.element().verified()).isTrue();
        assertThat(in.store.replayed).isEqualTo(3 + announced.length());
    }

    @Test
    void shouldFailAResumedFileWhoseBytesAreNotTheAnnouncedOnes() throws IOException {
        SegmentedDigest announced = resumedBehindASegment();
        Digest other = Receiving.digest("other");

        in.end("a", 1, announced.length(), other, other);

        assertThat(in.output.delivered).isEmpty();
        assertThat(in.listener.reasons.get(0)).contains(announced.whole().orElseThrow().hex());
    }

    @Test
    void shouldKeepWhatCameAnewApartFromWhatIsParkedOfTheSameName() throws IOException {
        halfAFile();
        in.channelLost();
        in.store.missesParked = true;
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hello");
        in.deliveredBefore.add(new Token("a"));

        in.receiver.recover(in.now);
        in.end("a", 1, "hello");
        in.receiver.recover(in.now);

        assertThat(in.output.delivered).isEmpty();
        assertThat(in.output.unsettled).isEmpty();
        assertThat(in.output.rejected).isEmpty();
        assertThat(in.store.files).isEmpty();
        assertThat(in.receiver.isIdle()).isTrue();
    }

    @Test
    void shouldCountParkedTransfersAsOpenUntilTheyAreTakenUp() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, PLENTY));
        halfAFile();
        in.channelLost();

        in.file("b", 1, "world");
        assertThat(in.output.delivered).isEmpty();
        restOfTheFile();
        in.routeDone();

        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
    }

    @Test
    void shouldMakeRoomWhenAnotherTakesUpWhatWasParkedHere() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, PLENTY));
        halfAFile();
        in.channelLost();
        in.store.claim(ID).orElseThrow().file().discard();
        in.file("b", 1, "world");

        tickUntil(in.now + Duration.ofSeconds(11).toNanos());

        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
    }

    @Test
    void shouldRefuseNobodyForRoomThatAnotherMadeMeanwhile() throws IOException {
        in = new Receiving(Receiving.limits(4, 1, PLENTY));
        halfAFile();
        in.channelLost();
        in.store.claim(ID).orElseThrow().file().discard();

        in.file("b", 1, "world");
        in.receiver.tick(in.now);

        assertThat(in.output.rejected).isEmpty();
        assertThat(in.text(in.output.delivered.element())).isEqualTo("world");
    }

    @Test
    void shouldWaitForAnotherMemberThatHasNotNoticedItsEnd() throws IOException {
        in.store.elsewhere.add(ID);

        assertThatThrownBy(() -> in.chunk("a", 1, 3, "lo"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another member");

        assertThat(in.output.rejected).isEmpty();
        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldGoOnWithWhatAnotherMemberParksBetweenTwoLooks() throws IOException {
        halfAFile();
        in.channelLost();
        in.store.parksMeanwhile = true;

        restOfTheFile();

        assertThat(in.listener.resumed).hasSize(1);
        assertDelivered();
    }

    @Test
    void shouldNotWaitForeverForAnotherMember() throws IOException {
        in.store.elsewhere.add(ID);
        assertThatThrownBy(() -> in.chunk("a", 1, 3, "lo")).isInstanceOf(IOException.class);
        in.channelLost();
        in.now += OthersTransfers.PATIENCE.toNanos() + 1;

        long tail = in.chunk("a", 1, 3, "lo");

        assertThat(in.output.rejected).containsExactly(tail);
        assertThat(in.listener.failed).hasSize(1);
    }

    @Test
    void shouldDropAFileThatWentThroughAnotherMembersRouteWhileItCameIn() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hello");
        in.deliveredBefore.add(new Token("a"));

        in.end("a", 1, "hello");

        assertThat(in.output.delivered).isEmpty();
        assertThat(in.output.unsettled).isEmpty();
        assertThat(in.output.rejected).isEmpty();
        assertThat(in.store.files).isEmpty();
        assertThat(in.receiver.isIdle()).isTrue();
    }

    @Test
    void shouldDropWhatIsParkedOfAFileThatWentThroughTheRoute() throws IOException {
        halfAFile();
        in.channelLost();
        in.deliveredBefore.add(new Token("a"));

        in.receiver.recover(in.now);

        assertThat(in.store.files).isEmpty();
        assertThat(in.listener.failed).isEmpty();
        assertThat(in.receiver.isIdle()).isTrue();
    }

    @Test
    void shouldGiveUpParkedTransfersThatNobodyTakesUp() throws IOException {
        halfAFile();
        in.channelLost();

        tickUntil(in.now + Receiving.TIMEOUT.toNanos());
        assertThat(in.listener.failed).isEmpty();
        tickUntil(in.now + Duration.ofSeconds(20).toNanos());

        assertThat(in.listener.reasons).hasSize(1);
        assertThat(in.listener.reasons.get(0)).contains("interrupted it", "send it again");
        assertThat(in.store.files).isEmpty();
        assertThat(in.receiver.isIdle()).isTrue();
        in.chunk("a", 1, 3, "lo");
        assertThat(in.output.rejected).hasSize(1);
        assertThat(in.listener.failed).hasSize(1);
    }

    @Test
    void shouldKeepParkedTransfersForAsLongAsTheSenderAnnounced() throws IOException {
        in.start("a", 1, 5L, Receiving.TIMEOUT.multipliedBy(2));
        in.chunk("a", 1, 0, "hel");
        spillAll();
        in.channelLost();

        tickUntil(in.now + Receiving.TIMEOUT.toNanos() * 2);
        assertThat(in.listener.failed).isEmpty();
        assertThat(in.store.parked()).containsExactly(ID);
        tickUntil(in.now + Duration.ofSeconds(20).toNanos());

        assertThat(in.listener.failed).hasSize(1);
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldNotCountTheTimeWithoutAChannelAgainstParkedTransfers() throws IOException {
        halfAFile();
        in.output.unsettled.clear();
        in.receiver.channelLost(true, in.now);

        tickUntil(in.now + Receiving.TIMEOUT.toNanos() * 3);
        in.receiver.channelOpened(in.now);
        tickUntil(in.now + Receiving.TIMEOUT.toNanos());
        assertThat(in.listener.failed).isEmpty();

        tickUntil(in.now + Duration.ofSeconds(20).toNanos());
        assertThat(in.listener.failed).hasSize(1);
    }

    @Test
    void shouldFailAGapAtOnceWhereNoChannelIsYoung() throws IOException {
        in.now = PAUSE.toNanos();
        in.start("a", 1, 5L, PAUSE);

        in.chunk("a", 1, 3, "lo");

        assertThat(in.listener.reasons).hasSize(1);
    }

    @Test
    void shouldWaitForWhatACrashedBrokerLostAndTheSenderRepeats() throws IOException {
        in.start("a", 1, 5L, PAUSE);
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");
        assertThat(in.listener.failed).isEmpty();

        in.chunk("a", 1, 0, "hel");
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertDelivered();
    }

    @Test
    void shouldWaitForTheMissingTailOfWhichOnlyTheEndIsHere() throws IOException {
        in.start("a", 1, 5L, PAUSE);
        in.chunk("a", 1, 0, "hel");
        in.end("a", 1, "hello");
        assertThat(in.listener.failed).isEmpty();

        restOfTheFile();

        assertDelivered();
    }

    @Test
    void shouldFailAGapThatIsNotFilledWithinTheAnnouncedPause() throws IOException {
        in.start("a", 1, 5L, PAUSE);
        in.chunk("a", 1, 3, "lo");

        tickUntil(PAUSE.toNanos());
        in.chunk("a", 1, 3, "lo");
        assertThat(in.listener.failed).isEmpty();
        tickUntil(in.now + Duration.ofSeconds(2).toNanos());

        assertThat(in.listener.reasons).hasSize(1);
        assertThat(in.listener.reasons.get(0))
                .contains("from 0 on", "within the 90 s", "send it again");
        assertThat(in.store.files).isEmpty();
        assertThat(in.output.unsettled).isEmpty();
    }

    @Test
    void shouldTakeAStartThatIsRepeatedAfterItsTailWasRejected() throws IOException {
        in.chunk("a", 1, 3, "lo");
        assertThat(in.output.rejected).hasSize(1);

        in.file("a", 1, "hello");

        assertDelivered();
    }
}
