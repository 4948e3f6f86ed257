package io.github.nanitefile.packet.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Metas;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.Vectors;
import io.github.nanitefile.packet.Vectors.Vector;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MarshalPropertiesTest {

    private static final PacketFormat FORMAT = new MarshalFormat();
    private static final List<Vector> VECTORS = Vectors.of("marshal");
    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");
    private static final Duration PLENTY = Duration.ofSeconds(1);

    @Property(tries = 500)
    void shouldReadEveryMetaBackAsItWasWritten(@ForAll("metas") Object meta)
            throws UnreadableMessageException {
        FileEnd end = new FileEnd(TOKEN, meta);

        Packet read = FORMAT.read(FORMAT.write(end)).orElseThrow();

        assertThat(Metas.comparable(read)).isEqualTo(Metas.comparable(end));
    }

    @Property(tries = 500)
    void shouldReadEveryStartBackAsItWasWritten(
            @ForAll("texts") String filename,
            @ForAll("texts") String dest,
            @ForAll("sizes") Long size)
            throws UnreadableMessageException {
        FileStart start = new FileStart(filename, dest, TOKEN, size);

        assertThat(FORMAT.read(FORMAT.write(start))).contains(start);
    }

    @Property(tries = 500)
    void shouldReadEveryChunkBackAsItWasWritten(
            @ForAll @Size(max = 1000) byte[] bytes, @ForAll @IntRange(max = 1000) int from)
            throws UnreadableMessageException {
        ByteBuffer view = ByteBuffer.wrap(bytes);
        view.position(Math.min(from, bytes.length));
        FileChunk chunk = new FileChunk(TOKEN, view);

        assertThat(FORMAT.read(FORMAT.write(chunk))).contains(chunk);
        assertThat(view.position()).isEqualTo(Math.min(from, bytes.length));
    }

    @Property
    void shouldReadOrRefuseAnyBytes(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property
    void shouldReadOrRefuseAnyBytesBehindTheVersion(@ForAll("marshalLike") byte[] bytes) {
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

    /** Whoever gets the packet may also print it and hash it without harm. */
    private static void readOrRefuse(byte[] body) {
        assertTimeoutPreemptively(
                PLENTY,
                () -> {
                    try {
                        Optional<Packet> packet = PacketFormats.read(body);
                        assertThat(packet.toString()).isNotEmpty();
                        assertThat(Set.of(packet)).contains(packet);
                    } catch (UnreadableMessageException e) {
                        assertThat(e.getMessage()).isNotEmpty();
                    }
                });
    }

    @Provide
    Arbitrary<Vector> vectors() {
        return Arbitraries.of(VECTORS);
    }

    /** An end with, for a meta, the bytes that mean something at random, so that they nest. */
    @Provide
    Arbitrary<byte[]> marshalLike() {
        byte[] end = FORMAT.write(new FileEnd(TOKEN, null));
        byte[] untilMeta = Arrays.copyOf(end, end.length - "0:_@size0".length());
        return Arbitraries.oneOf(
                        Arbitraries.of(bytes("0TFilf\":;[[[{{}@@@IIoSUudeCcmM/")),
                        Arbitraries.of(bytes("\0\6\7\10\11\12\13")),
                        Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(200)
                .map(
                        meta -> {
                            byte[] body = Arrays.copyOf(untilMeta, untilMeta.length + meta.length);
                            System.arraycopy(meta, 0, body, untilMeta.length, meta.length);
                            return body;
                        });
    }

    private static List<Byte> bytes(String ascii) {
        return ascii.chars().mapToObj(c -> (byte) c).toList();
    }

    @Provide
    Arbitrary<Object> metas() {
        return Arbitraries.recursive(
                this::plainMetas,
                metas ->
                        Arbitraries.oneOf(
                                metas,
                                metas.list().ofMaxSize(5).map(list -> (Object) list),
                                Arbitraries.maps(keys(), metas)
                                        .ofMaxSize(5)
                                        .map(map -> (Object) map)),
                0,
                3);
    }

    private Arbitrary<Object> plainMetas() {
        return Arbitraries.oneOf(
                keys(),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -0.0),
                binaries());
    }

    private Arbitrary<Object> keys() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                texts().map(Symbol::new),
                Arbitraries.of(true, false),
                Arbitraries.longs().edgeCases(MarshalPropertiesTest::fixnumLimits),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200))
                        .filter(number -> number.bitLength() > 63),
                Arbitraries.just(0L).injectNull(0.5));
    }

    /** Where Ruby changes from one width to the next. */
    private static void fixnumLimits(EdgeCases.Config<Long> config) {
        for (int bits : new int[] {8, 16, 24, 30, 31, 32, 62}) {
            for (long near = -1; near <= 1; near++) {
                config.add((1L << bits) + near);
                config.add(-(1L << bits) + near);
            }
        }
        for (long near = 121; near <= 129; near++) {
            config.add(near);
            config.add(-near);
        }
    }

    /** No valid UTF-8, so that it cannot be taken for a text of Ruby 1.8. */
    private static Arbitrary<Object> binaries() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(300)
                .map(
                        bytes -> {
                            bytes[0] = (byte) 0xff;
                            return bytes;
                        });
    }

    /** All that UTF-8 can carry, pairs of surrogates among it. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(150),
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .array(int[].class)
                        .ofMaxSize(50)
                        .map(codePoints -> new String(codePoints, 0, codePoints.length)));
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.longs().injectNull(0.5);
    }
}
