package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Messages that come again and again, which a quorum queue gives up in the end. */
class DeliveryLimitTest {

    private static final int MANY = SpillPolicy.MANY_DELIVERIES;

    private Receiving in = new Receiving(Receiving.limits(100, 100, Long.MAX_VALUE));

    @Test
    void shouldSpillAtOnceWhatWasDeliveredManyTimes() throws IOException {
        in.redeliveries = MANY;
        in.start("a", 1, 2L);
        in.chunk("a", 1, 0, "1");
        assertThat(in.output.acknowledged).isEmpty();

        in.receiver.flush();

        assertThat(in.output.acknowledged).containsExactly(1L, 2L);
        in.chunk("a", 1, 1, "2");
        in.end("a", 1, "12");
        in.receiver.flush();
        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 3L, 4L);
        assertThat(in.text(in.output.delivered.remove())).isEqualTo("12");
    }

    @Test
    void shouldSayOnceHowOftenItWasDelivered() throws IOException {
        in.start("a", 1, null);
        in.redeliveries = MANY;
        in.chunk("a", 1, 0, "1");
        in.receiver.flush();
        in.redeliveries = MANY + 1;
        in.chunk("a", 1, 1, "2");
        in.receiver.flush();

        assertThat(in.listener.wornOut).containsExactly(MANY);
    }

    @Test
    void shouldNotBeReadyWhileTheDiskTakesNothing() throws IOException {
        in.store.room = 0;
        assertThatThrownBy(() -> in.start("a", 1, 2L)).hasMessage("no room");
        in.channelLost();
        assertThatThrownBy(this::checkReady).hasMessage("no room");

        in.store.room = Integer.MAX_VALUE;

        assertThatCode(this::checkReady).doesNotThrowAnyException();
    }

    @Test
    void shouldNotBeReadyWhileItCannotBeToldWhatWasDelivered() throws IOException {
        in.repositoryDown = true;
        assertThatCode(this::checkReady).doesNotThrowAnyException(); // as nothing was asked
        assertThatThrownBy(() -> in.start("a", 1, 2L)).hasMessage("repository down");
        in.channelLost();
        assertThatThrownBy(this::checkReady).hasMessage("repository down");

        in.repositoryDown = false;

        assertThatCode(this::checkReady).doesNotThrowAnyException();
    }

    @Test
    void shouldNotBeReadyWhileAnotherMemberIsWaitedFor() throws IOException {
        TransferId id = new TransferId("d", new Token("a"));
        in.store.elsewhere.add(id);
        assertThatThrownBy(() -> in.chunk("a", 1, 3, "lo")).hasMessageContaining("another member");
        in.channelLost();
        in.now += OthersTransfers.PATIENCE.toNanos();
        assertThatThrownBy(this::checkReady).hasMessageContaining("another member");

        in.now++;

        assertThatCode(this::checkReady).doesNotThrowAnyException();
    }

    @Test
    void shouldBeReadyOnceAnotherMemberLetGoOfWhatIsWaitedFor() throws IOException {
        TransferId id = new TransferId("d", new Token("a"));
        in.store.elsewhere.add(id);
        assertThatThrownBy(() -> in.chunk("a", 1, 3, "lo")).hasMessageContaining("another member");
        in.channelLost();

        in.store.elsewhere.remove(id);

        assertThatCode(this::checkReady).doesNotThrowAnyException();
    }

    private void checkReady() throws IOException {
        in.receiver.checkReady(in.now);
    }

    @Test
    void shouldLeaveWhatWasDeliveredAFewTimesWithTheBroker() throws IOException {
        in.redeliveries = MANY - 1;
        in.file("a", 1, "1");
        in.receiver.flush();

        assertThat(in.output.acknowledged).isEmpty();
        assertThat(in.listener.wornOut).isEmpty();
    }

    @Test
    void shouldSpillOnlyTheTransferThatWasDeliveredManyTimes() throws IOException {
        in.start("a", 1, null);
        in.redeliveries = MANY;
        in.start("b", 1, null);

        in.receiver.flush();

        assertThat(in.output.acknowledged).containsExactly(2L);
    }

    @Test
    void shouldBringAFileThatTheRouteFailedOnAgainFromTheStore() throws IOException {
        in.redeliveries = MANY;
        in.file("a", 1, "1");
        in.receiver.flush();

        in.receiver.requeue(in.output.delivered.remove(), in.now);

        assertThat(in.output.requeued).isEmpty();
        assertThat(in.output.delivered).hasSize(1);
    }

    /** What else of it comes again could not be told from what is new. */
    @Test
    void shouldSpillTheFileOfAPlainPeerOnlyWhenItIsWhole() throws IOException {
        in.redeliveries = MANY;
        in.start("a", 0, null);
        in.chunk("a", 0, 0, "1");
        in.receiver.flush();
        assertThat(in.output.acknowledged).isEmpty();

        in.end("a", 0, "1");
        in.receiver.flush();

        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 3L);
        assertThat(in.output.delivered).hasSize(1);
    }

    /** No packet may come any more after which it would be. */
    @Test
    void shouldSpillWhatWaitedForRoomWhenItIsLetIn() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, Long.MAX_VALUE));
        in.file("a", 1, "1");
        in.redeliveries = MANY;
        in.start("b", 1, 1L);
        in.chunk("b", 1, 0, "1");
        in.end("b", 1, "1");
        in.receiver.flush();
        assertThat(in.output.acknowledged).isEmpty();

        in.routeDone();
        in.receiver.tick(in.now);

        assertThat(in.output.acknowledged).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }
}
