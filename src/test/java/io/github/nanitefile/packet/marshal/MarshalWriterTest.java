package io.github.nanitefile.packet.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MarshalWriterTest {

    private static final Token TOKEN = new Token("t");
    private static final MarshalFormat FORMAT = new MarshalFormat();

    private static String written(Object meta) {
        String message = latin1(FORMAT.write(new FileEnd(TOKEN, meta)));
        String head = "\4\10o:\24Nanite::FileEnd\10:\13@tokenI\"\6t\6:\6ET:\12@meta";
        assertThat(message).startsWith(head).endsWith(":\12@size0");
        return message.substring(head.length(), message.length() - ":\12@size0".length());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Object readBack(Object meta) throws UnreadableMessageException {
        byte[] message = FORMAT.write(new FileEnd(TOKEN, meta));
        return ((FileEnd) FORMAT.read(message).orElseThrow()).meta();
    }

    @Test
    void shouldWriteAChunkAsRuby31Does() {
        FileChunk chunk = new FileChunk(TOKEN, ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xff}));
        assertThat(latin1(FORMAT.write(chunk)))
                .isEqualTo(
                        "\4\10o:\26Nanite::FileChunk\10:\13@chunk\"\10\1\2\377"
                                + ":\13@tokenI\"\6t\6:\6ET:\12@size0");
    }

    @Test
    void shouldWriteADestThatIsTheFilenameInFull() {
        assertThat(latin1(FORMAT.write(new FileStart("é", "é", TOKEN))))
                .isEqualTo(
                        "\4\10o:\26Nanite::FileStart\11:\16@filenameI\"\7\303\251\6:\6ET"
                                + ":\12@destI\"\7\303\251\6;\7T:\13@tokenI\"\6t\6;\7T:\12@size0");
    }

    @Test
    void shouldWriteADirectChunkThatIsASlice() {
        ByteBuffer direct = ByteBuffer.allocateDirect(10);
        direct.put(new byte[] {0, 1, 2, 3}).flip().position(1);
        assertThat(latin1(FORMAT.write(new FileChunk(TOKEN, direct.asReadOnlyBuffer()))))
                .contains("@chunk\"\10\1\2\3:");
    }

    @Test
    void shouldWriteIntegersAsRubyDoes() {
        assertThat(written(0)).isEqualTo("i\0");
        assertThat(written((short) 122)).isEqualTo("i\177");
        assertThat(written((byte) -123)).isEqualTo("i\200");
        assertThat(written(123L)).isEqualTo("i\1\173");
        assertThat(written(-124)).isEqualTo("i\377\204");
        assertThat(written(-257)).isEqualTo("i\376\377\376");
        assertThat(written((1 << 30) - 1)).isEqualTo("i\4\377\377\377\77");
        assertThat(written(1 << 30)).isEqualTo("l+\7\0\0\0\100");
        assertThat(written(-(1 << 30))).isEqualTo("i\374\0\0\0\300");
        assertThat(written(BigInteger.TWO.pow(64))).isEqualTo("l+\12\0\0\0\0\0\0\0\0\1\0");
    }

    @Test
    void shouldWriteFloatsAsRubyReadsThem() {
        assertThat(written(1.0)).isEqualTo("f\0061");
        assertThat(written(-0.0)).isEqualTo("f\7-0");
        assertThat(written(1.5e20)).isEqualTo("f\0131.5e20");
        assertThat(written(0.5f)).isEqualTo("f\0100.5");
        assertThat(written(Double.NaN)).isEqualTo("f\10nan");
        assertThat(written(Double.NEGATIVE_INFINITY)).isEqualTo("f\11-inf");
    }

    @Test
    void shouldWriteASymbolOnceAndThenLinkToIt() {
        assertThat(written(List.of(new Symbol("a"), new Symbol("é"), new Symbol("é"))))
                .isEqualTo("[\10:\6aI:\7\303\251\6;\7T;\12");
        assertThat(written(TimeUnit.DAYS)).isEqualTo(":\11DAYS");
    }

    @Test
    void shouldReadBackJavaValuesAsTheirPlainOnes() throws UnreadableMessageException {
        assertThat(readBack(new int[] {1, 2})).isEqualTo(List.of(1L, 2L));
        assertThat(readBack(new Object[] {"a", null})).isEqualTo(Arrays.asList("a", null));
        assertThat(readBack(new TreeSet<>(List.of("b", "a")))).isEqualTo(List.of("a", "b"));
        assertThat(readBack(TimeUnit.DAYS)).isEqualTo(new Symbol("DAYS"));
        assertThat(readBack(0.1f)).isEqualTo((double) 0.1f);
        assertThat(readBack(BigInteger.TEN)).isEqualTo(10L);
        assertThat(readBack(new byte[] {'a'})).isEqualTo("a");
        assertThat(readBack(Map.of(1, true))).isEqualTo(Map.of(1L, true));
    }

    @Test
    void shouldRefuseOtherClassesAndSayWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(List.of(Instant.EPOCH)))
                .withMessage(
                        "a meta cannot hold a java.time.Instant: turn it into a String, a number"
                                + " or a Map of such");
    }

    @Test
    void shouldRefuseAMetaThatHoldsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(list))
                .withMessageContaining("hold itself");
    }

    @Test
    void shouldWriteAsDeepAsTheReaderReads() throws UnreadableMessageException {
        Object meta = "x";
        for (int i = 0; i < 100; i++) {
            meta = i % 2 == 0 ? List.of(meta) : Map.of("k", meta);
        }
        assertThat(readBack(meta)).isEqualTo(meta);

        Object deeper = List.of(meta);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(deeper))
                .withMessageContaining("100 deep");
    }

    @Test
    void shouldWriteAsMuchAsTheReaderReads() throws UnreadableMessageException {
        // The writer leaves 100 units for the fields around; the array itself takes 1.
        Object most = Collections.nCopies(100_000 - 101, 1L);
        assertThat(readBack(most)).isEqualTo(most);
        Object numbers = Collections.nCopies(48, BigInteger.ONE.shiftLeft(65_535));
        assertThat(readBack(numbers)).isEqualTo(numbers);
        Object texts = Collections.nCopies(33_000, "x");
        assertThat(readBack(texts)).isEqualTo(texts);
        Map<Object, Object> keys = new HashMap<>();
        for (long i = 0; i < 900; i++) {
            keys.put(List.of(i), "x".repeat(64));
        }
        assertThat(readBack(keys)).isEqualTo(keys);
    }

    @Test
    void shouldRefuseMoreThanTheReaderReads() {
        Object numbers = Collections.nCopies(50, BigInteger.ONE.shiftLeft(65_535));
        assertThatIllegalArgumentException().isThrownBy(() -> written(numbers));
        List<Object> wide = Collections.nCopies(10, "x");
        for (int i = 0; i < 20; i++) {
            wide = Collections.nCopies(10, wide);
        }
        List<Object> bomb = wide;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(bomb))
                .withMessageContaining("more than about 100000 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(BigInteger.ONE.shiftLeft(8 * 8192)))
                .withMessageContaining("8192 bytes");
    }

    @Test
    void shouldRefuseHalfASurrogatePair() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.write(new FileStart("a\ud800", "b", TOKEN)))
                .withMessageContaining("surrogate");
    }
}
