package io.github.nanitefile.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Token;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The AMQP client of old Nanite peers knows bodies of one frame. What we write at the default
 * chunkSize fits one, so that they may also send it on.
 */
class SingleFrameTest {

    /** The frame of 131,072 bytes that they agree on, without its own 8. */
    private static final int MOST = 131_064;

    private static final List<String> FORMATS = List.of("marshal", "json", "yaml");
    private static final Token LONGEST = new Token("日".repeat(Token.MAX_LENGTH));

    @Property(tries = 300)
    void shouldFitOneFrameAtTheDefaultChunkSizeWhateverTheBytes(
            @ForAll("formats") String format, @ForAll("patterns") byte[] pattern) {
        assertFits(format, pattern);
    }

    @Example
    void shouldFitOneFrameAtTheDefaultChunkSizeWhicheverByteRepeats() {
        for (String format : FORMATS) {
            for (int value = 0; value < 256; value++) {
                assertFits(format, new byte[] {(byte) value});
            }
        }
    }

    private static void assertFits(String format, byte[] pattern) {
        byte[] bytes = new byte[new NaniteFileConfiguration().getChunkSize()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
        FileChunk chunk = new FileChunk(LONGEST, ByteBuffer.wrap(bytes));

        assertThat(PacketFormats.plain().writer(format).write(chunk))
                .hasSizeLessThanOrEqualTo(MOST);
    }

    @Provide
    Arbitrary<String> formats() {
        return Arbitraries.of(FORMATS);
    }

    /** What one format or the other writes in more bytes than it was. */
    @Provide
    Arbitrary<byte[]> patterns() {
        Arbitrary<String> parts =
                Arbitraries.of(
                        "\0", "\1", "\33", "\177", "\"", "\\", "'", "/", "\n", "\r", "\t", " ",
                        "\n ", ": ", "- ", "\u0080", "\u0085", "\u00a0", "é", "\u2028", "\ufeff",
                        "\uffff", "日", "🙂", "a", "0");
        Arbitrary<byte[]> texts =
                parts.list()
                        .ofMinSize(1)
                        .ofMaxSize(8)
                        .map(list -> String.join("", list).getBytes(UTF_8));
        return Arbitraries.oneOf(
                texts, Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(8));
    }
}
