package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.value.PacketFields;
import io.github.nanitefile.packet.value.ValueWalker;
import java.nio.ByteBuffer;

/**
 * Writes one packet so that all of Ruby's readers, old and new, read the same: one field on a line,
 * in the order in which Nanite sets them. A chunk is binary whatever it holds, so that in Ruby the
 * pieces of one file are all of one encoding and can be joined.
 */
final class YamlWriter {

    private final YamlOutput out = new YamlOutput();

    byte[] write(Packet packet) {
        if (packet instanceof FileStart start) {
            object(PacketFields.FILE_START);
            text("filename", start.filename());
            text("dest", start.dest());
            text("token", start.token().value());
        } else if (packet instanceof FileChunk chunk) {
            object(PacketFields.FILE_CHUNK);
            chunk(chunk.chunk());
            text("token", chunk.token().value());
        } else if (packet instanceof FileEnd end) {
            object(PacketFields.FILE_END);
            text("token", end.token().value());
            out.ascii("meta: ");
            new ValueWalker(new YamlSink(out)).walk(end.meta());
            out.ascii("\n");
        }
        out.ascii("size: " + (packet.size() == null ? "null" : packet.size()) + "\n");
        return out.bytes();
    }

    private void object(String className) {
        out.ascii("--- !ruby/object:" + className + "\n");
    }

    private void text(String field, String text) {
        out.ascii(field + ": ").quoted(text);
        out.ascii("\n");
    }

    private void chunk(ByteBuffer chunk) {
        out.ascii("chunk: ");
        if (chunk.hasRemaining()) {
            out.base64Lines(chunk);
        } else {
            out.ascii("\"\"\n");
        }
    }
}
