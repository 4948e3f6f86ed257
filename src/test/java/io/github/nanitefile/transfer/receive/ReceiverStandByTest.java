package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member of a group makes of transfers whose packets may be another's by now. */
class ReceiverStandByTest {

    private static final TransferId ID = new TransferId("d", new Token("a"));
    private static final Duration LONG = Receiving.TIMEOUT.plusMinutes(1);

    private final Receiving in = new Receiving(Receiving.limits(100, 100, Long.MAX_VALUE));

    @BeforeEach
    void parkHalfAFile() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");
        in.now += Receiving.MAX_AGE.toNanos();
        in.receiver.tick(in.now);
        in.store.shared = true;
        in.channelLost();
    }

    private void pass(Duration time) throws IOException {
        long end = in.now + time.toNanos();
        while (in.now < end) {
            in.now += Duration.ofSeconds(1).toNanos();
            in.receiver.tick(in.now);
        }
    }

    @Test
    void shouldNotGiveUpParkedTransfersWhileItMayOnlyStandBy() throws IOException {
        pass(LONG.multipliedBy(5));

        assertThat(in.store.parked()).containsExactly(ID);
        assertThat(in.listener.failed).isEmpty();
    }

    @Test
    void shouldGiveThemUpAtLastThoughNobodyIsServed() throws IOException {
        pass(LONG.multipliedBy(6));

        assertThat(in.listener.failed).hasSize(1);
        assertThat(in.store.parked()).isEmpty();
    }

    @Test
    void shouldGiveThemUpInTimeWhenItIsServed() throws IOException {
        in.file("b", 1, "world");
        pass(LONG);

        assertThat(in.listener.failed).hasSize(1);
        assertThat(in.store.parked()).isEmpty();
    }

    @Test
    void shouldGiveThemUpWhenItIsTheOnlyOneLeft() throws IOException {
        pass(LONG);

        in.store.shared = false;
        pass(LONG);

        assertThat(in.listener.failed).hasSize(1);
    }

    @Test
    void shouldNotAskForAFileAgainThatAnotherMemberHad() throws IOException {
        TransferId other = new TransferId("d", new Token("c"));
        in.store.elsewhere.add(other);
        assertThatThrownBy(() -> in.end("c", 1, "whole")).isInstanceOf(IOException.class);
        in.channelLost();

        in.store.elsewhere.clear();
        in.end("c", 1, "whole");

        assertThat(in.output.rejected).hasSize(1);
        assertThat(in.listener.reasons.get(0))
                .contains("another member of the group, whose connection was lost, had it")
                .contains("if not, send it again");
    }

    @Test
    void shouldNotLeaveWhatOnlyItsSpoolHas() throws IOException {
        assertThat(in.receiver.isFreeToLeave()).as("parked").isFalse();

        in.chunk("a", 1, 3, "l");
        assertThat(in.receiver.isFreeToLeave()).as("spilled").isFalse();

        in.chunk("a", 1, 4, "o");
        in.end("a", 1, "hello");
        assertThat(in.receiver.isFreeToLeave()).as("whole").isTrue();

        in.start("b", 1, 5L);
        in.chunk("b", 1, 0, "wo");
        assertThat(in.receiver.isFreeToLeave()).as("all of it with the broker").isTrue();
    }

    @Test
    void shouldMakeSafeWhatStaysWhenItLeaves() throws IOException {
        long tail = in.chunk("a", 1, 3, "lo");
        long end = in.end("a", 1, "hello");
        in.file("whole with the broker", 1, "x");
        in.file("placed", 1, "y");
        ReceivedFile placed = in.output.delivered.peekLast();
        long last = end + 6;
        in.receiver.keepHere(placed);
        in.output.acknowledged.clear();

        in.receiver.spillWhatStays();

        assertThat(in.output.acknowledged)
                .containsExactlyInAnyOrder(tail, end, last - 2, last - 1, last);
        assertThat(in.store.spills.get(in.store.spills.size() - 1))
                .containsExactlyInAnyOrder(new Token("a"), new Token("placed"));
    }

    @Test
    void shouldKnowWhetherItIsServedOnThisChannel() throws IOException {
        assertThat(in.receiver.isServed()).as("without a channel").isFalse();

        in.receiver.channelOpened(in.now);
        assertThat(in.receiver.isServed()).as("standing by").isFalse();

        in.start("b", 1, 5L);
        assertThat(in.receiver.isServed()).isTrue();

        in.receiver.channelLost(true, in.now);
        assertThat(in.receiver.isServed()).isFalse();
    }

    @Test
    void shouldSayOfWaitingTransfersThatTheyWentWithAPrivateQueue() throws IOException {
        Receiving full = new Receiving(Receiving.limits(100, 1, Long.MAX_VALUE));
        full.start("a", 1, 5L);
        full.start("b", 1, 5L);
        full.chunk("b", 1, 0, "wo");

        full.output.unsettled.clear();
        full.receiver.channelLost(false, full.now);

        assertThat(full.listener.failed)
                .extracting(transfer -> transfer.token().value())
                .containsExactly("a", "b");
        assertThat(full.output.rejected).isEmpty();
    }

    @Test
    void shouldTryAgainToReadWhatIsParked() throws IOException {
        in.store.unreadable = true;
        assertThatThrownBy(() -> in.chunk("a", 1, 3, "lo")).isInstanceOf(IOException.class);
        in.channelLost();

        in.store.unreadable = false;
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldSetAsideWhatCannotBeReadForLongSoThatOthersComeIn() throws IOException {
        in.store.unreadable = true;
        assertThatThrownBy(() -> in.chunk("a", 1, 3, "lo")).isInstanceOf(IOException.class);
        in.now += ParkedTransfers.UNREADABLE.toNanos() + 1;
        in.channelLost();

        in.chunk("a", 1, 3, "lo");
        in.file("b", 1, "world");

        assertThat(in.store.setAside).containsExactly(ID);
        assertThat(in.output.rejected).hasSize(1);
        assertThat(in.output.delivered).hasSize(1);
    }
}
