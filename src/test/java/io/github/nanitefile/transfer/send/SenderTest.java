package io.github.nanitefile.transfer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Published;
import io.github.nanitefile.transfer.send.RecordingSenderOutput.Read;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderTest extends SenderScene {

    private final IOException reset = new IOException("connection reset");

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
                        Annotations.ofEnd(1, 250, DIGEST, SEGMENTS));
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
                new OutgoingTransfer(
                        "d", new Token("a"), 1, "f", "f", null, null, terms(5_000, IDLE), listener);

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

        assertThat(output.failed).isEmpty();
        assertThat(transfer.attempt()).as("its receivers may have given it up").isEqualTo(2);
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
                        terms(CHUNK, Duration.ofMillis(Long.MAX_VALUE)),
                        listener);
        sender.add(transfer, NOW);
        read(100, false);

        sender.tick(false, Long.MAX_VALUE);

        assertThat(output.failed).isEmpty();
        assertThat(output.published.get(0).annotations().maxPause())
                .isEqualTo(Annotations.LONGEST_PAUSE);
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

        sender.read(output.reads.remove().transfer(), new ReadResult(bytes, DIGEST, SEGMENTS), NOW);

        FileChunk first = (FileChunk) output.published.get(1).packet();
        assertThat(first.chunk().remaining()).isEqualTo(CHUNK);
        assertThat(first.chunk().get(first.chunk().position())).isEqualTo((byte) 7);
    }

    @Test
    void shouldRepeatAllFromTheOldestUnconfirmedPacketOn() {
        OutgoingTransfer transfer = add("a", 300L);
        read(300, true);
        sender.confirmed(2, true, NOW);
        sender.confirmed(4, false, NOW); // a broker that crashes may have lost 3 all the same

        sender.disconnected(reset, false, NOW);
        sender.connected(NOW);

        assertThat(output.published.subList(5, output.published.size()))
                .extracting(Published::annotations)
                .containsExactly(
                        Annotations.ofChunk(1, 100),
                        Annotations.ofChunk(1, 200),
                        Annotations.ofEnd(1, 300, DIGEST, SEGMENTS));
        assertThat(transfer.confirmed()).isEqualTo(100);
        sender.confirmed(8, true, NOW);
        assertThat(output.completed).containsExactly(transfer);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldKeepTheWindowOfWhatIsConfirmedBehindWhatIsNot() {
        add("a", 300L);
        read(300, true);

        sender.confirmed(1, false, NOW);
        sender.confirmed(3, false, NOW);
        assertThat(window.used()).isEqualTo(300);
        sender.confirmed(2, false, NOW);

        assertThat(window.used()).isEqualTo(100);
    }

    @Test
    void shouldPassOverWhatAnEarlierConnectionConfirms() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        sender.disconnected(reset, false, NOW);

        sender.confirmed(3, true, NOW);

        assertThat(output.completed).isEmpty();
        sender.connected(NOW);
        sender.confirmed(6, true, NOW);
        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldReadOnWithoutAConnectionUntilTheWindowIsFull() {
        add("a", null);
        sender.disconnected(reset, false, NOW);

        read(1_000, false);
        assertThat(output.reads).isEmpty();
        assertThat(output.published).isEmpty();
        assertThat(window.used()).isEqualTo(1_000);

        sender.connected(NOW);
        assertThat(output.published).hasSize(11);
        assertThat(listener.failed).isEmpty();
    }

    @Test
    void shouldRepeatThePacketAtWhichTheConnectionWasFoundLost() {
        OutgoingTransfer transfer = add("a", 300L);
        output.publishable = 2;
        read(300, true);
        assertThat(output.typesOf(transfer)).containsExactly("FileStart", "FileChunk");

        output.publishable = Integer.MAX_VALUE;
        sender.disconnected(reset, false, NOW);
        sender.connected(NOW);
        sender.confirmed(output.lastNumber(), true, NOW);

        assertThat(output.completed).containsExactly(transfer);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldFailWhenThereIsNoConnectionForTooLong() {
        OutgoingTransfer sent = add("a", 10L);
        read(10, true);
        OutgoingTransfer waits = add("b", 2_000L);
        read(900, false);

        sender.disconnected(reset, false, NOW);
        sender.tick(false, IDLE.toNanos());
        assertThat(output.failed).isEmpty();
        sender.tick(false, TOO_LONG);

        assertThat(output.failed).containsOnlyKeys(sent, waits);
        assertThat(output.failed.get(sent))
                .hasMessageContaining("there was no connection to the broker for idleTimeout=10000")
                .hasMessageContaining("connection reset");
    }

    @Test
    void shouldFailWithNoReceiverWhenReturnedAfterARepetition() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        sender.disconnected(reset, false, NOW);
        sender.connected(NOW);

        sender.returned(transfer.token(), NOW);

        assertThat(output.failed.get(transfer)).isInstanceOf(NoReceiverException.class);
    }

    @Test
    void shouldRepeatWhatWasRefusedJustBeforeTheConnectionWasLost() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        sender.refused(3, true, NOW);

        sender.disconnected(reset, false, NOW);
        sender.connected(NOW);
        sender.tick(false, NOW + Sender.RETURN_GRACE);
        sender.confirmed(6, true, NOW);

        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldFailTheTransferWhosePacketsGetTheChannelClosedAgainAndAgain() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        for (int i = 1; i < Losses.MOST_REFUSALS; i++) {
            sender.disconnected(new IOException("message too large"), true, NOW);
            sender.connected(NOW);
        }
        OutgoingTransfer next = add("b", 10L);
        read(10, true);
        assertThat(output.failed).isEmpty();

        sender.disconnected(new IOException("message too large"), true, NOW);

        assertThat(output.failed).containsOnlyKeys(transfer);
        assertThat(output.failed.get(transfer)).hasMessageContaining("message too large");
        sender.connected(NOW);
        sender.confirmed(output.lastNumber(), true, NOW);
        assertThat(output.completed).containsExactly(next);
    }

    private OutgoingTransfer addTo(String domain, String token, long now) {
        OutgoingTransfer transfer =
                new OutgoingTransfer(
                        domain,
                        new Token(token),
                        1,
                        "f",
                        "f",
                        10L,
                        null,
                        terms(CHUNK, IDLE),
                        listener);
        sender.add(transfer, now);
        return transfer;
    }

    @Test
    void shouldFailAtOnceWhatGoesToADomainThatIsForbiddenAndNothingElse() {
        OutgoingTransfer innocent = add("a", 10L);
        read(10, true);
        for (int i = 0; i < 2 * Losses.MOST_REFUSALS; i++) {
            String domain = "forbidden" + i;
            OutgoingTransfer guilty = addTo(domain, "b", NOW);
            read(10, true);
            sender.closedOver(new IOException("access refused"), domain::equals, NOW);
            assertThat(output.failed.remove(guilty))
                    .hasMessage(
                            "Could not send 'f' to domain '%s' (token b): this user may not send there, as the broker says (it is asked again after 30 s): access refused",
                            domain);
            assertThat(output.failed).isEmpty();
            sender.connected(NOW);
        }
        sender.confirmed(output.lastNumber(), true, NOW);
        assertThat(output.completed).containsExactly(innocent);
    }

    @Test
    void shouldAskTheBrokerAgainAboutAForbiddenDomainAfterAWhileOnly() {
        addTo("b", "b", NOW);
        read(10, true);
        sender.closedOver(new IOException("access refused"), "b"::equals, NOW);
        sender.connected(NOW);

        long soon = NOW + ForbiddenDomains.HOLD.toNanos() - 1;
        OutgoingTransfer refused = addTo("b", "c", soon);
        assertThat(output.failed).containsKey(refused);
        assertThat(output.reads).isEmpty();

        OutgoingTransfer tried = addTo("b", "d", soon + 1);
        assertThat(output.failed).doesNotContainKey(tried);
        assertThat(output.reads).hasSize(1);
    }

    @Test
    void shouldBlameAllWhereTheBrokerSaysNotWhoIsToBlame() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        for (int i = 0; i < Losses.MOST_REFUSALS; i++) {
            assertThat(output.failed).isEmpty();
            sender.closedOver(new IOException("message too large"), "b"::equals, NOW);
            sender.connected(NOW);
        }
        assertThat(output.failed).containsOnlyKeys(transfer);
    }

    @Test
    void shouldNotBlameATransferThatGotOnInBetweenOrAConnectionThatBroke() {
        add("a", 10L);
        read(10, true);
        for (int i = 1; i < Losses.MOST_REFUSALS; i++) {
            sender.disconnected(reset, true, NOW);
            sender.connected(NOW);
        }
        sender.confirmed(output.lastNumber() - 2, false, NOW);
        sender.disconnected(reset, true, NOW);
        sender.connected(NOW);
        for (int i = 0; i < 10; i++) {
            sender.disconnected(reset, false, NOW);
            sender.connected(NOW);
        }

        assertThat(output.failed).isEmpty();
    }

    @Test
    void shouldFailOnlyTheTransferWhosePacketCannotBeWrittenAgain() {
        OutgoingTransfer wrong = add("a", 10L);
        OutgoingTransfer right = add("b", 10L);
        read(10, true);
        read(10, true);
        sender.disconnected(reset, false, NOW);
        output.unwritable = new IllegalArgumentException("too long");
        output.unwritableOf = wrong;

        sender.connected(NOW);
        sender.confirmed(output.lastNumber(), true, NOW);

        assertThat(output.failed).containsOnlyKeys(wrong);
        assertThat(output.completed).containsExactly(right);
    }

    @Test
    void shouldStartANewAttemptWhenTheSourceComesAfterReceiversMayHaveGivenUp() {
        OutgoingTransfer transfer = add("a", null);
        read(100, false);
        sender.confirmed(2, true, NOW);
        sender.tick(true, TOO_LONG);

        sender.read(output.reads.remove().transfer(), result(100, false), TOO_LONG);

        assertThat(output.failed).isEmpty();
        assertThat(listener.startedOver).singleElement().asString().contains("given it up");
        assertThat(output.reads).containsExactly(new Read(transfer, 1_000, true));
        sender.read(output.reads.remove().transfer(), result(100, true), TOO_LONG);
        assertThat(output.published)
                .last()
                .extracting(Published::annotations)
                .isEqualTo(Annotations.ofEnd(2, 100, DIGEST, SEGMENTS));
        sender.confirmed(output.lastNumber(), true, TOO_LONG);
        assertThat(output.completed).containsExactly(transfer);
        assertThat(transfer.attempt()).isEqualTo(2);
        assertThat(transfer.confirmed()).isEqualTo(100);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldStartANewAttemptWhenTheEndIsConfirmedAfterReceiversMayHaveGivenUp() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        sender.tick(true, TOO_LONG);

        sender.confirmed(3, true, TOO_LONG);

        assertThat(output.completed).isEmpty();
        assertThat(transfer.attempt()).isEqualTo(2);
        assertThat(output.reads).containsExactly(new Read(transfer, 11, true));
        assertThat(window.used()).isEqualTo(11);
    }

    @Test
    void shouldStartANewAttemptWhenTheConnectionComesAfterReceiversMayHaveGivenUp() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        sender.disconnected(reset, false, NOW);
        sender.tick(false, NOW);
        sender.tick(false, TOO_LONG); // the process was stopped

        sender.connected(TOO_LONG);

        assertThat(output.failed).isEmpty();
        assertThat(transfer.attempt()).isEqualTo(2);
        assertThat(output.published).hasSize(3);
    }

    @Test
    void shouldFailWhenItWouldStartOverButCannotReadAgain() {
        OutgoingTransfer transfer = add("a", 10L);
        read(10, true);
        output.repeatable = false;
        sender.tick(true, TOO_LONG);

        sender.confirmed(3, true, TOO_LONG);

        assertThat(output.failed.get(transfer))
                .hasMessageContaining("longer than idleTimeout=10000 ms")
                .hasMessageContaining("stream caching");
    }

    @Test
    void shouldNotStartOverForEver() {
        OutgoingTransfer transfer = add("a", 10L);
        long now = NOW;
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(transfer.attempt()).isEqualTo(attempt);
            sender.read(output.reads.remove().transfer(), result(10, true), now);
            now += TOO_LONG;
            sender.tick(true, now);
            sender.confirmed(output.lastNumber(), true, now);
        }

        assertThat(output.failed.get(transfer)).hasMessageContaining("too many times");
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldWaitForTheReadThatIsUnderWayBeforeItStartsOver() {
        OutgoingTransfer transfer = add("a", null);
        read(100, false);
        sender.tick(true, TOO_LONG);
        sender.confirmed(2, true, TOO_LONG);
        assertThat(output.reads).containsExactly(new Read(transfer, 900));

        sender.read(output.reads.remove().transfer(), result(100, false), TOO_LONG);

        assertThat(output.reads).containsExactly(new Read(transfer, 1_000, true));
        assertThat(output.published).hasSize(2);
    }

    @Test
    void shouldFailWhenTheSourceHangsBeforeItStartsOver() {
        OutgoingTransfer transfer = add("a", null);
        read(100, false);
        sender.tick(true, TOO_LONG);
        sender.confirmed(2, true, TOO_LONG);

        for (int seconds = 1; seconds <= 11; seconds++) {
            sender.tick(false, TOO_LONG + Duration.ofSeconds(seconds).toNanos());
        }

        assertThat(output.failed.get(transfer)).hasMessageContaining("its source gave no byte");
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldStartOverUnderANewTokenWhereReceiversCannotDropWhatComesTwice() {
        OutgoingTransfer transfer = addRestarting("a", 10L);
        read(10, true);

        sender.disconnected(reset, false, NOW);
        read(10, true);
        sender.connected(NOW);

        assertThat(transfer.token()).isEqualTo(new Token("new1"));
        assertThat(output.published.subList(3, output.published.size()))
                .extracting(one -> one.packet().token().value() + " " + one.packet().type())
                .containsExactly("a FileChunk", "new1 FileStart", "new1 FileChunk", "new1 FileEnd");
        assertThat(output.published.get(3).annotations().abort()).contains("resume=restart");
        sender.confirmed(output.lastNumber(), true, NOW);
        assertThat(output.completed).containsExactly(transfer);
    }

    @Test
    void shouldGoOnUnderTheSameTokenWhereNothingHasToBeRepeated() {
        OutgoingTransfer transfer = addRestarting("a", 1_500L);
        read(500, false);
        sender.confirmed(output.lastNumber(), true, NOW);

        sender.disconnected(reset, false, NOW);
        sender.connected(NOW);
        read(1_000, true);
        sender.confirmed(output.lastNumber(), true, NOW);

        assertThat(output.completed).containsExactly(transfer);
        assertThat(transfer.token()).isEqualTo(new Token("a"));
    }

    private OutgoingTransfer addRestarting(String token, Long length) {
        return add(token, length, new SendTerms(CHUNK, IDLE, true, 0));
    }

    @Test
    void shouldAbortAndFailWhatAnOperatorCancels() {
        OutgoingTransfer transfer = add("a", 250L);
        read(250, false);

        assertThat(sender.cancel(new Token("a"), NOW)).isTrue();

        assertThat(output.typesOf(transfer)).endsWith("FileChunk", "abort");
        assertThat(output.failed.get(transfer))
                .isInstanceOf(TransferCancelledException.class)
                .hasMessageContaining("cancelled by an operator");
        assertThat(listener.kinds).containsExactly(FailureKind.CANCELLED);
        assertThat(window.used()).isZero();
    }

    @Test
    void shouldLetOthersGoOnWhenOneIsCancelledThatIsBeingRead() {
        OutgoingTransfer first = add("a", null);
        OutgoingTransfer second = add("b", null);

        sender.cancel(new Token("a"), NOW);
        sender.read(first, result(1_000, false), NOW);

        assertThat(output.reads).extracting(Read::transfer).contains(second);
    }

    @Test
    void shouldSayThatReceiversMayHaveWhatIsCancelledAfterItsEnd() {
        OutgoingTransfer transfer = add("a", 50L);
        read(50, true);

        sender.cancel(new Token("a"), NOW);

        assertThat(output.typesOf(transfer)).doesNotContain("abort");
        assertThat(output.failed.get(transfer)).hasMessageContaining("receivers may have it");
    }

    @Test
    void shouldNotCancelWhatIsNotThere() {
        assertThat(sender.cancel(new Token("a"), NOW)).isFalse();
    }
}
