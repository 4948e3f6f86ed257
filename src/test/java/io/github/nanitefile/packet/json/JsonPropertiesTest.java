package io.github.nanitefile.packet.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FormatPropertiesContract;
import io.github.nanitefile.packet.Metas;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.UnreadableMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class JsonPropertiesTest extends FormatPropertiesContract {

    private static final List<String> PIECES =
            List.of(
                    "{",
                    "{",
                    "[",
                    "[",
                    "}",
                    "}",
                    "]",
                    "]",
                    ",",
                    ",",
                    ":",
                    ":",
                    "\"a\":",
                    "\"b\":",
                    "\"",
                    "\\",
                    "\\u",
                    "\\ud83d",
                    "\\ude00",
                    "00e9",
                    "\\n",
                    "\"json_class\":",
                    "0",
                    "-1",
                    ".5",
                    "e9",
                    "NaN",
                    "-Infinity",
                    "null",
                    "true",
                    "\"v\"",
                    "\"\\u00e9\"",
                    " ",
                    "\n",
                    "\u00ff",
                    "\u00c3\u00a9",
                    "\0",
                    "/*");

    @Override
    protected PacketFormat format() {
        return new JsonFormat();
    }

    @Override
    protected Object asRead(Object meta) {
        return Metas.inJson(meta);
    }

    /** An end with, for a meta, pieces of JSON at random, so that they nest. */
    @Provide
    @Override
    protected Arbitrary<byte[]> nearly() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMaxSize(40)
                .map(
                        pieces ->
                                "{\"json_class\":\"Nanite::FileEnd\",\"data\":{\"token\":\"t\",\"meta\":%s}}"
                                        .formatted(String.join("", pieces))
                                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Chunks of any bytes, as they come, are hardly ever carried. */
    @Property(tries = 500)
    void shouldReadEveryChunkOfAsciiBackAsItWasWritten(
            @ForAll @CharRange(to = 127) @StringLength(max = 5000) String text)
            throws UnreadableMessageException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        FileChunk chunk = new FileChunk(TOKEN, bytes);

        assertThat(format().carries(chunk)).isTrue();
        assertThat(format().read(format().write(chunk))).contains(chunk);
    }

    /** Also where they would not be written as JSON: a peer may. */
    @Property(tries = 500)
    void shouldReadBackAnyBytes(@ForAll byte[] bytes) throws UnreadableMessageException {
        FileChunk chunk = new FileChunk(TOKEN, ByteBuffer.wrap(bytes));

        assertThat(format().read(format().write(chunk))).contains(chunk);
    }
}
