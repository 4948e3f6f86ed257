package io.github.nanitefile.camel.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.RecordingListener;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransferBookTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RecordingListener next = new RecordingListener();
    private final TransferBook book = new TransferBook(next, Meters.NONE);
    private final Transfer a = transfer("a");
    private final Transfer b = transfer("b");

    private static Transfer transfer(String token) {
        return new Transfer(Direction.RECEIVING, "d", new Token(token), token, 400L);
    }

    @Test
    void shouldKnowHowFarATransferIs() {
        book.started(a, 0);
        book.progressed(a, 100, SECOND);

        assertThat(book.progress(3 * SECOND))
                .containsExactly(new TransferProgress(a, 100, false, Duration.ofSeconds(3)));
        assertThat(book.progress(0).get(0).percent()).isEqualTo(25);
    }

    @Test
    void shouldShowATransferThatWaitsUntilItIsLetIn() {
        book.waiting(a, "full", 0);
        assertThat(book.progress(0)).singleElement().matches(TransferProgress::waiting);

        book.started(a, SECOND);
        assertThat(book.progress(SECOND)).singleElement().matches(one -> !one.waiting());
    }

    @Test
    void shouldCountBytesOfAResumedTransferOnlyOnce() {
        book.resumed(a, 300, 0);
        book.progressed(a, 400, 0);

        assertThat(book.totals().bytes()).isEqualTo(100);
    }

    @Test
    void shouldCountFailuresByKind() {
        book.started(a, 0);
        book.failed(a, FailureKind.DIGEST, "why", 0);
        book.failed(b, FailureKind.REFUSED, "why", 0);

        assertThat(book.totals())
                .isEqualTo(
                        new TransferTotals(
                                0, Map.of(FailureKind.DIGEST, 1L, FailureKind.REFUSED, 1L), 0));
        assertThat(book.totals().failed()).isEqualTo(2);
        assertThat(book.progress(0)).isEmpty();
    }

    @Test
    void shouldForgetATransferThatLeftOrStartsOver() {
        book.started(a, 0);
        book.started(b, 0);
        book.left(a, 0);
        book.startsOver(b, "why", 0);

        assertThat(book.progress(0)).isEmpty();
        assertThat(book.totals()).isEqualTo(new TransferTotals(0, Map.of(), 0));
    }

    @Test
    void shouldSayHowManyBytesASecondWentThroughLately() {
        book.started(a, 0);
        book.progressed(a, 1000, SECOND);
        book.progressed(a, 3000, 2 * SECOND);

        assertThat(book.bytesPerSecond(3 * SECOND)).isEqualTo(300);
        assertThat(book.bytesPerSecond(12 * SECOND)).isEqualTo(200);
        assertThat(book.bytesPerSecond(13 * SECOND)).isZero();
    }

    @Test
    void shouldMeasureAThroughputThatWentRound() {
        Throughput throughput = new Throughput();
        for (int second = -20; second < 30; second++) {
            throughput.add(10, second * SECOND);
            throughput.add(10, second * SECOND + 1);
        }
        assertThat(throughput.perSecond(30 * SECOND)).isEqualTo(20);
    }

    @Test
    void shouldPassEverythingOn() {
        book.started(a, 0);
        book.progressed(a, 400, 0);
        book.completed(a, 400, 0);
        book.resumed(b, 0, 0);
        book.failed(b, FailureKind.IDLE, "why", 0);
        book.left(b, 0);

        assertThat(next.started).containsExactly(a);
        assertThat(next.progress).containsExactly(400L);
        assertThat(next.completed).containsExactly(a);
        assertThat(next.resumed).containsExactly(b);
        assertThat(next.kinds).containsExactly(FailureKind.IDLE);
        assertThat(next.left).containsExactly(b);
        assertThat(book.totals().completed()).isEqualTo(1);
    }
}
