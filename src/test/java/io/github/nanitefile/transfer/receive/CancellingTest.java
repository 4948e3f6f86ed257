package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Receipt.Verdict;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CancellingTest {

    private static final Token A = new Token("a");
    private static final Token B = new Token("b");

    private Receiving in = new Receiving(Receiving.limits(100, 10, Long.MAX_VALUE));

    @Test
    void shouldFailWhatAnOperatorCancelsAndSwallowTheRest() throws IOException {
        in.start("a", 1, 5L);
        in.chunk("a", 1, 0, "hel");

        assertThat(in.receiver.cancel(A, in.now)).isTrue();
        in.chunk("a", 1, 3, "lo");
        in.end("a", 1, "hello");

        assertThat(in.output.rejected).containsExactly(1L, 2L, 3L, 4L);
        assertThat(in.listener.kinds).containsExactly(FailureKind.CANCELLED);
        assertThat(in.listener.reasons.get(0)).startsWith("cancelled by an operator");
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldTellASenderThatWaitsNotToTryAgain() throws IOException {
        in.replyTo = "q";
        in.start("a", 1, 5L);

        in.receiver.cancel(A, in.now);

        assertThat(in.reported().verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void shouldCancelWhatWaitsForRoom() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, Long.MAX_VALUE));
        in.start("a", 1, 5L);
        in.start("b", 1, 5L);
        in.chunk("b", 1, 0, "hello");

        assertThat(in.receiver.cancel(B, in.now)).isTrue();

        assertThat(in.output.rejected).containsExactly(2L, 3L);
        assertThat(in.output.unsettled).containsExactly(1L);
    }

    @Test
    void shouldLetInWhatWaitedForTheCancelledOne() throws IOException {
        in = new Receiving(Receiving.limits(100, 1, Long.MAX_VALUE));
        in.start("a", 1, 5L);
        in.file("b", 1, "hello");

        in.receiver.cancel(A, in.now);

        assertThat(in.text(in.output.delivered.element())).isEqualTo("hello");
    }

    @Test
    void shouldNotCancelAFileThatIsWhole() throws IOException {
        in.file("a", 1, "hello");

        assertThat(in.receiver.cancel(A, in.now)).isFalse();
        assertThat(in.output.delivered).hasSize(1);
    }

    @Test
    void shouldTellThatATransferLeftWithItsChannel() throws IOException {
        in.start("a", 1, 5L);

        in.channelLost();

        assertThat(in.listener.left).extracting(transfer -> transfer.token()).containsExactly(A);
    }
}
