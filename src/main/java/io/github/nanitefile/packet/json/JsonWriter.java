package io.github.nanitefile.packet.json;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.value.PacketFields;
import io.github.nanitefile.packet.value.Utf8;
import io.github.nanitefile.packet.value.ValueWalker;
import java.nio.ByteBuffer;

/**
 * Writes one packet byte for byte as Ruby 3.1 does, but for the size: where a packet has none, none
 * is written, which reads as nil.
 */
final class JsonWriter extends JsonSink {

    /** Enough for all around a chunk, and for most packets that have none. */
    private static final int ENVELOPE = 300;

    private final JsonOutput out;

    private JsonWriter(int capacity) {
        out = new JsonOutput(capacity);
    }

    static byte[] write(Packet packet) {
        int content = packet instanceof FileChunk chunk ? JsonOutput.lengthOf(chunk.chunk()) : 0;
        return new JsonWriter(ENVELOPE + content).packet(packet);
    }

    private byte[] packet(Packet packet) {
        if (packet instanceof FileStart start) {
            begin(PacketFields.FILE_START);
            field("filename", start.filename());
            field("dest", start.dest());
            field("token", start.token().value());
        } else if (packet instanceof FileChunk chunk) {
            begin(PacketFields.FILE_CHUNK);
            key("chunk");
            out.string(chunk.chunk());
            field("token", chunk.token().value());
        } else if (packet instanceof FileEnd end) {
            begin(PacketFields.FILE_END);
            field("token", end.token().value());
            key("meta");
            new ValueWalker(this).walk(end.meta());
        }
        end(packet.size());
        return out.take();
    }

    private void begin(String className) {
        out.ascii("{");
        field(JsonValues.CLASS, className);
        key(JsonFormat.DATA);
        out.ascii("{");
    }

    /** Ruby writes the packet's own size, which nobody has set, before it knows the right one. */
    private void end(Long size) {
        key(JsonFormat.SIZE);
        out.ascii("null}");
        if (size != null) {
            key(JsonFormat.SIZE);
            out.ascii(size.toString());
        }
        out.ascii("}");
    }

    private void field(String name, String value) {
        key(name);
        string(value);
    }

    @Override
    void key(String text) {
        key(Utf8.encode(text));
    }

    @Override
    void key(byte[] bytes) {
        string(bytes);
        out.ascii(":");
    }

    @Override
    void collectionAsKey() {
        throw new IllegalArgumentException(
                "JSON has no arrays or hashes as keys: use another format, or a text as the key");
    }

    @Override
    void literal(String json) {
        out.separate();
        out.ascii(json);
    }

    @Override
    void string(String text) {
        string(Utf8.encode(text));
    }

    @Override
    void string(byte[] bytes) {
        out.separate();
        out.string(ByteBuffer.wrap(bytes));
    }

    @Override
    void open(char bracket) {
        literal(String.valueOf(bracket));
    }

    @Override
    void close(char bracket) {
        out.ascii(String.valueOf(bracket));
    }
}
