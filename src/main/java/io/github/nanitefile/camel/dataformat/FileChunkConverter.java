package io.github.nanitefile.camel.dataformat;

import io.github.nanitefile.packet.FileChunk;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.camel.Converter;

/**
 * The bytes that a chunk carries, for routes. Camel's own conversion of the chunk's ByteBuffer
 * moves its position, so that it goes well only once.
 */
@Converter(generateLoader = true)
public final class FileChunkConverter {

    private FileChunkConverter() {}

    /** A copy of the chunk's bytes. */
    @Converter
    public static byte[] toBytes(FileChunk chunk) {
        ByteBuffer view = chunk.chunk().duplicate();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** The same, as {@code file:} wants it. */
    @Converter
    public static InputStream toInputStream(FileChunk chunk) {
        return new ByteArrayInputStream(toBytes(chunk));
    }
}
