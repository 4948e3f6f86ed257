package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.Vectors.Vector;
import io.github.nanitefile.testing.Promptly;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every format and any packet or bytes. */
public abstract class FormatPropertiesContract {

    protected static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");
    private static final Duration PLENTY = Duration.ofSeconds(1);

    protected abstract PacketFormat format();

    /**
     * What a meta reads as that was written in this format: itself, unless the format has no such
     * values.
     */
    protected Object asRead(Object meta) {
        return meta;
    }

    /** Bodies that are nearly one of this format, to be read or refused. */
    @Provide
    protected abstract Arbitrary<byte[]> nearly();

    @Property(tries = 500)
    void shouldReadEveryMetaBackAsItWasWritten(@ForAll("metas") Object meta)
            throws UnreadableMessageException {
        FileEnd end = new FileEnd(TOKEN, meta);
        Assume.that(format().carries(end));

        Packet read = format().read(format().write(end)).orElseThrow();

        assertThat(Metas.comparable(read))
                .isEqualTo(Metas.comparable(new FileEnd(TOKEN, asRead(meta))));
    }

    @Property(tries = 500)
    void shouldReadEveryStartBackAsItWasWritten(
            @ForAll("texts") String filename,
            @ForAll("texts") String dest,
            @ForAll("sizes") Long size)
            throws UnreadableMessageException {
        FileStart start = new FileStart(filename, dest, TOKEN, size);

        assertThat(format().read(format().write(start))).contains(start);
    }

    @Property(tries = 500)
    void shouldReadEveryChunkBackAsItWasWritten(
            @ForAll @Size(max = 1000) byte[] bytes, @ForAll @IntRange(max = 1000) int from)
            throws UnreadableMessageException {
        ByteBuffer view = ByteBuffer.wrap(bytes);
        view.position(Math.min(from, bytes.length));
        FileChunk chunk = new FileChunk(TOKEN, view);

        Assume.that(format().carries(chunk));

        assertThat(format().read(format().write(chunk))).contains(chunk);
        assertThat(view.position()).isEqualTo(Math.min(from, bytes.length));
    }

    @Property
    void shouldReadOrRefuseAnyBytes(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property
    void shouldReadOrRefuseBytesThatAreNearlyOfThisFormat(@ForAll("nearly") byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property
    void shouldReadOrRefuseAMessageWithBytesChanged(
            @ForAll("vectors") Vector vector,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 1 << 20) Integer> places,
            @ForAll byte change) {
        byte[] body = vector.body();
        for (int place : places) {
            body[place % body.length] += change;
        }
        readOrRefuse(body);
    }

    @Property
    void shouldReadOrRefuseAMessageWithAPartRepeatedOrLeftOut(
            @ForAll("vectors") Vector vector,
            @ForAll @IntRange(max = 1 << 20) int from,
            @ForAll @IntRange(max = 1 << 20) int resume) {
        byte[] body = vector.body();
        byte[] head = Arrays.copyOf(body, from % body.length);
        byte[] tail = Arrays.copyOfRange(body, resume % body.length, body.length);
        byte[] spliced = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, spliced, head.length, tail.length);
        readOrRefuse(spliced);
    }

    private void readOrRefuse(byte[] body) {
        Promptly.within(PLENTY, () -> ReaderOracle.of(format()).check(body));
    }

    @Provide
    Arbitrary<Vector> vectors() {
        return Arbitraries.of(Vectors.of(format().name()))
                .filter(vector -> vector.body().length > 0); // which leaves a byte to change
    }

    @Provide
    Arbitrary<Object> metas() {
        return PacketArbitraries.metas();
    }

    @Provide
    Arbitrary<String> texts() {
        return PacketArbitraries.texts();
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.longs().injectNull(0.5);
    }
}
