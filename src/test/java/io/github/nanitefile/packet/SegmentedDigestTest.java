package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SegmentedDigestTest {

    private static final int SEGMENT = 10;

    private static SegmentedDigest fresh() {
        return new SegmentedDigest(SEGMENT, List.of());
    }

    private static Digest digest(byte[]... parts) {
        MessageDigest digest = Digest.sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Digest.of(digest);
    }

    @Test
    void shouldComeToTheDigestOfTheSegmentsDigests() {
        byte[] bytes = new byte[25];
        Arrays.fill(bytes, (byte) 7);
        SegmentedDigest digest = fresh();
        digest.update(ByteBuffer.wrap(bytes));

        byte[] full = digest(Arrays.copyOf(bytes, SEGMENT)).bytes();
        byte[] last = digest(Arrays.copyOf(bytes, 5)).bytes();
        assertThat(digest.segments()).isEqualTo(digest(full, full, last));
        assertThat(digest.whole()).contains(digest(bytes));
        assertThat(digest.length()).isEqualTo(25);
        assertThat(digest.finished()).hasSize(2);
    }

    @Test
    void shouldHaveNoSegmentOfAnEmptyFile() {
        assertThat(fresh().segments()).isEqualTo(digest());
        assertThat(fresh().whole()).contains(digest());
    }

    @Property
    void shouldComeToTheSameHoweverTheBytesAreCutAndWhereverItIsResumed(
            @ForAll @Size(max = 100) byte[] bytes, @ForAll @IntRange(min = 1, max = 33) int step) {
        SegmentedDigest atOnce = fresh();
        atOnce.update(ByteBuffer.wrap(bytes));
        SegmentedDigest cut = fresh();
        SegmentedDigest resumed = fresh();
        boolean fromTheStart = true;
        for (int at = 0; at < bytes.length; at += step) {
            cut.update(ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at)));
            resumed.update(ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at)));
            fromTheStart = resumed.finished().isEmpty();
            resumed = new SegmentedDigest(SEGMENT, resumed.finished());
            assertThat(resumed.length()).isLessThanOrEqualTo(at + step);
            int again = (int) resumed.length();
            int end = Math.min(at + step, bytes.length);
            resumed.update(ByteBuffer.wrap(bytes, again, end - again));
        }
        assertThat(resumed.segments()).isEqualTo(atOnce.segments());
        assertThat(resumed.length()).isEqualTo(bytes.length);
        assertThat(cut.segments()).isEqualTo(atOnce.segments());
        assertThat(cut.whole()).contains(digest(bytes));
        assertThat(resumed.whole())
                .isEqualTo(fromTheStart ? Optional.of(digest(bytes)) : Optional.empty());
    }
}
