package io.github.nanitefile.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.PacketArbitraries;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.VectorValue;
import io.github.nanitefile.testing.RubyPeer;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * What we write in one format loads in Ruby, through a serializer as Nanite's, to equal values; and
 * what Ruby writes of it, in that format, loads here to equal values, where it does so in Ruby.
 */
abstract class RubyReadsContract {

    static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");

    private static RubyPeer ruby;

    /** One Ruby for all properties of a class. */
    private RubyPeer ruby() {
        if (ruby == null) {
            ruby = RubyPeer.start();
            prepare(ruby);
        }
        return ruby;
    }

    @AfterContainer
    static void endRuby() {
        if (ruby != null) {
            ruby.close();
            ruby = null;
        }
    }

    abstract String format();

    /** All formats, as we use them. */
    PacketFormats formats() {
        return PacketFormats.plain();
    }

    /** Tells a new Ruby what it must know of the format. */
    void prepare(RubyPeer ruby) {}

    /** Whether we send such a packet at all; what the format does not carry may go in another. */
    boolean isSent(Packet packet) {
        return true;
    }

    /** Whether Ruby can write what it read, in whichever format. */
    boolean isWrittenByRuby(JsonNode read) {
        return true;
    }

    /** What a meta reads as in this format: itself, unless the format has no such values. */
    Object asRead(Object meta) {
        return meta;
    }

    /** How Ruby marks a chunk that came in this format. */
    abstract String chunkEncoding(byte[] chunk);

    /** How Ruby marks bytes in a meta that came in this format. */
    String bytesEncoding() {
        return Described.BINARY;
    }

    private PacketFormat packetFormat() {
        return formats().named(format());
    }

    @Property
    void shouldBeReadByRubyWhateverTheMeta(@ForAll("metas") Object meta)
            throws UnreadableMessageException {
        FileEnd end = new FileEnd(TOKEN, meta);
        boolean carried = packetFormat().carries(end);

        assertThereAndBack(end, new FileEnd(TOKEN, carried ? asRead(meta) : meta), "UTF-8");
    }

    @Property
    void shouldBeReadByRubyWhateverTheNames(
            @ForAll("texts") String filename, @ForAll("texts") String dest)
            throws UnreadableMessageException {
        FileStart start = new FileStart(filename, dest, TOKEN);

        assertThereAndBack(start, start, "UTF-8");
    }

    @Property
    void shouldBeReadByRubyWhateverTheBytes(@ForAll @Size(max = 1000) byte[] bytes)
            throws UnreadableMessageException {
        assertChunkThereAndBack(bytes);
    }

    @Property
    void shouldBeReadByRubyWhateverTheTextInAFile(@ForAll("texts") String text)
            throws UnreadableMessageException {
        assertChunkThereAndBack(text.getBytes(UTF_8));
    }

    private void assertChunkThereAndBack(byte[] bytes) throws UnreadableMessageException {
        FileChunk chunk = new FileChunk(TOKEN, ByteBuffer.wrap(bytes));
        String encoding = packetFormat().carries(chunk) ? chunkEncoding(bytes) : Described.BINARY;

        assertThereAndBack(chunk, chunk, encoding);
    }

    /** The size is what the format makes of it, which is compared with what our reader finds. */
    private void assertThereAndBack(Packet packet, Packet expected, String chunkEncoding)
            throws UnreadableMessageException {
        Assume.that(isSent(packet));
        byte[] body = formats().writer(format()).write(packet);
        Packet ours = formats().read(body).orElseThrow();

        JsonNode answer = askRuby(body);

        JsonNode read = answer.path("read");
        assertThat(read.path("packet").asText()).isEqualTo("Nanite::" + packet.type());
        assertThat(read.get("fields"))
                .isEqualTo(
                        Described.fields(
                                sized(expected, ours.size()), chunkEncoding, bytesEncoding()));
        assertThat(answer.has("written")).as("%s", answer).isEqualTo(isWrittenByRuby(read));
        if (answer.has("written") && isEqualButForSize(read, answer.get("reread"))) {
            assertReadAsRubyDoes(decode(answer.get("written")), answer.get("reread"));
        }
    }

    /** Ruby's YAML does not always read what it wrote: quotes about a symbol get lost. */
    private static boolean isEqualButForSize(JsonNode read, JsonNode reread) {
        JsonNode sized = reread.deepCopy();
        ((ObjectNode) sized.get("fields")).set("size", read.get("fields").get("size"));
        return sized.equals(read);
    }

    private void assertReadAsRubyDoes(byte[] written, JsonNode reread)
            throws UnreadableMessageException {
        Packet back = formats().read(written).orElseThrow();
        try {
            VectorValue.assertFields(back, reread.get("fields"));
        } catch (AssertionError e) {
            throw new AssertionError("Ruby wrote " + new String(written, ISO_8859_1), e);
        }
    }

    /** What it reads, and what it makes of that. */
    final JsonNode askRuby(byte[] body) {
        String base64 = Base64.getEncoder().encodeToString(body);
        return ruby().ask("read", Map.of("format", format(), "body", base64));
    }

    private static Packet sized(Packet packet, Long size) {
        if (packet instanceof FileStart start) {
            return new FileStart(start.filename(), start.dest(), start.token(), size);
        }
        if (packet instanceof FileEnd end) {
            return new FileEnd(end.token(), end.meta(), size);
        }
        return new FileChunk(packet.token(), ((FileChunk) packet).chunk(), size);
    }

    private static byte[] decode(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    @Provide
    Arbitrary<Object> metas() {
        return PacketArbitraries.metas();
    }

    @Provide
    Arbitrary<String> texts() {
        return PacketArbitraries.texts();
    }
}
