package io.github.nanitefile.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiskRoomTest {

    private final Receiving in = new Receiving(Receiving.limits(100, 10, Long.MAX_VALUE));

    @Test
    void shouldNotBelieveALengthWhenNothingIsOpenThatCouldMakeRoom() throws IOException {
        in.store.shownRoom = 3;
        in.start("a", 1, 4L);
        assertThat(in.store.files).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsMoreThanTheWholeDisk() throws IOException {
        in.store.disk = 3;
        long tag = in.start("a", 1, 4L);
        assertThat(in.output.rejected).containsExactly(tag);
        assertThat(in.store.files).isEmpty();
    }

    @Test
    void shouldLetATransferWaitUntilOpenOnesHaveMadeRoom() throws IOException {
        in.store.shownRoom = 7;
        in.start("a", 1, 4L);
        in.start("b", 1, 4L);
        in.start("c", 1, null);
        assertThat(in.store.files).as("a, and c of which nothing is known").hasSize(2);
        in.chunk("a", 1, 0, "aaaa");
        assertThat(in.store.files).as("what is written is no longer to come").hasSize(3);
    }
}
