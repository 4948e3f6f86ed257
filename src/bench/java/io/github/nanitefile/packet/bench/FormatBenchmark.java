package io.github.nanitefile.packet.bench;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.PacketReader;
import io.github.nanitefile.packet.PacketWriter;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.secure.TestKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What writing and reading one packet takes, beside a bare copy of the bytes that it carries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FormatBenchmark {

    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");
    private static final int CHUNK = 16 * 1024;

    /** The bytes of one chunk. */
    @State(Scope.Benchmark)
    public static class Content {

        @Param({"text", "binary"})
        private String content;

        private byte[] bytes;

        @Setup
        public void fill() {
            bytes = of(content);
        }

        /** The same each time: lines of ASCII, which JSON carries, or noise, which it does not. */
        static byte[] of(String content) {
            byte[] bytes = new byte[CHUNK];
            if (content.equals("binary")) {
                new Random(1).nextBytes(bytes);
                return bytes;
            }
            byte[] line =
                    "\"naive\" 42;\tthe quick brown fox jumps over the lazy dog - again.\r\n"
                            .getBytes(StandardCharsets.US_ASCII);
            for (int at = 0; at < CHUNK; at++) {
                bytes[at] = line[at % line.length];
            }
            return bytes;
        }
    }

    /** A format as users choose it: what it does not carry is written as Marshal. */
    @State(Scope.Benchmark)
    public static class Format {

        @Param({"marshal", "json", "yaml", "secure"})
        private String format;

        private final PacketFormats formats =
                PacketFormats.with(TestKeys.ownLetterBox("beta"), false);
        private final PacketReader reader = formats;
        private PacketWriter writer;

        /** For {@code secure}, messages are signed and encrypted with RSA keys of 2048 bits. */
        @Setup
        public void choose() {
            writer = formats.writer(format);
        }
    }

    /** A chunk, and how it is written. */
    @State(Scope.Benchmark)
    public static class Chunk {

        private Packet packet;
        private byte[] message;

        @Setup
        public void write(Format format, Content content) {
            packet = new FileChunk(TOKEN, ByteBuffer.wrap(content.bytes));
            message = format.writer.write(packet);
        }
    }

    /** A start, and how it is written. */
    @State(Scope.Benchmark)
    public static class Start {

        private final Packet packet =
                new FileStart("report 2026.csv", "in/büro/report 2026.csv", TOKEN);
        private byte[] message;

        @Setup
        public void write(Format format) {
            message = format.writer.write(packet);
        }
    }

    /** An end with a meta, and how it is written. */
    @State(Scope.Benchmark)
    public static class End {

        private final Packet packet =
                new FileEnd(
                        TOKEN,
                        Map.of(
                                "author",
                                "Zoë",
                                "version",
                                12L,
                                "weight",
                                0.25,
                                "tags",
                                List.of("a", "b", true)));
        private byte[] message;

        @Setup
        public void write(Format format) {
            message = format.writer.write(packet);
        }
    }

    /** How long the message of a chunk is. */
    static int lengthOfMessage(String format, String content) {
        Format chosen = new Format();
        chosen.format = format;
        chosen.choose();
        byte[] bytes = Content.of(content);
        return chosen.writer.write(new FileChunk(TOKEN, ByteBuffer.wrap(bytes))).length;
    }

    /** What the others are held against. */
    @Benchmark
    public byte[] copy(Content content) {
        return content.bytes.clone();
    }

    @Benchmark
    public byte[] encodeChunk(Format format, Chunk chunk) {
        return format.writer.write(chunk.packet);
    }

    @Benchmark
    public Optional<Packet> decodeChunk(Format format, Chunk chunk)
            throws UnreadableMessageException {
        return format.reader.read(chunk.message);
    }

    @Benchmark
    public byte[] encodeStart(Format format, Start start) {
        return format.writer.write(start.packet);
    }

    @Benchmark
    public Optional<Packet> decodeStart(Format format, Start start)
            throws UnreadableMessageException {
        return format.reader.read(start.message);
    }

    @Benchmark
    public byte[] encodeEnd(Format format, End end) {
        return format.writer.write(end.packet);
    }

    @Benchmark
    public Optional<Packet> decodeEnd(Format format, End end) throws UnreadableMessageException {
        return format.reader.read(end.message);
    }
}
