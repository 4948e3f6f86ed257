package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.value.PacketFields;
import io.github.nanitefile.packet.value.Utf8;
import io.github.nanitefile.packet.value.ValueSink;
import io.github.nanitefile.packet.value.ValueWalker;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes one packet as Ruby 1.9 and later do, which Ruby 1.8 reads as well: fields in the order in
 * which Nanite sets them, text marked as UTF-8, a chunk as a bare string.
 *
 * <p>Unlike Ruby's, it writes no object link, not even for a dest that is the filename. A link is
 * right only if both sides number the objects alike, and it makes the two fields one object at the
 * receiver, where changing one changes the other. Writing both in full costs a few bytes and reads
 * the same.
 */
final class MarshalWriter implements ValueSink {

    private static final BigInteger FIXNUM_MIN = BigInteger.ONE.shiftLeft(30).negate();
    private static final BigInteger FIXNUM_MAX = FIXNUM_MIN.not();

    private final MarshalOutput out = new MarshalOutput();
    private final Map<String, Integer> symbols = new HashMap<>();

    byte[] write(Packet packet) {
        out.write(4);
        out.write(8);
        if (packet instanceof FileStart start) {
            object(PacketFields.FILE_START, 4);
            symbol("@filename");
            text(start.filename());
            symbol("@dest");
            text(start.dest());
            tokenAndEnd(start);
            return out.take();
        }
        if (packet instanceof FileEnd end) {
            object(PacketFields.FILE_END, 3);
            token(end);
            symbol("@meta");
            new ValueWalker(this).walk(end.meta());
            size(end);
            return out.take();
        }
        return chunk((FileChunk) packet);
    }

    /** Copies the chunk once, from where it is to its place in the message. */
    private byte[] chunk(FileChunk packet) {
        ByteBuffer chunk = packet.chunk().duplicate();
        int length = chunk.remaining();
        object(PacketFields.FILE_CHUNK, 3);
        symbol("@chunk");
        out.write('"');
        out.integer(length);
        byte[] before = out.take();
        tokenAndEnd(packet);
        byte[] after = out.take();

        byte[] message = new byte[before.length + length + after.length];
        System.arraycopy(before, 0, message, 0, before.length);
        chunk.get(message, before.length, length);
        System.arraycopy(after, 0, message, before.length + length, after.length);
        return message;
    }

    private void object(String className, int fields) {
        out.write('o');
        symbol(className);
        out.integer(fields);
    }

    private void tokenAndEnd(Packet packet) {
        token(packet);
        size(packet);
    }

    private void token(Packet packet) {
        symbol("@token");
        text(packet.token().value());
    }

    private void size(Packet packet) {
        symbol("@size");
        if (packet.size() == null) {
            nil();
        } else {
            integer(BigInteger.valueOf(packet.size()));
        }
    }

    @Override
    public void nil() {
        out.write('0');
    }

    @Override
    public void bool(boolean value) {
        out.write(value ? 'T' : 'F');
    }

    /** Ruby writes what may not fit a small integer of a 32-bit machine as a big one. */
    @Override
    public void integer(BigInteger number) {
        if (number.compareTo(FIXNUM_MIN) >= 0 && number.compareTo(FIXNUM_MAX) <= 0) {
            out.write('i');
            out.integer(number.intValueExact());
            return;
        }
        byte[] magnitude = number.abs().toByteArray();
        int start = magnitude[0] == 0 ? 1 : 0;
        int length = magnitude.length - start;
        int pairs = (length + 1) / 2;
        out.write('l');
        out.write(number.signum() < 0 ? '-' : '+');
        out.integer(pairs);
        for (int i = 0; i < 2 * pairs; i++) {
            out.write(i < length ? magnitude[magnitude.length - 1 - i] : 0);
        }
    }

    @Override
    public void floatingPoint(double number) {
        out.write('f');
        out.bytes(RubyFloat.format(number).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void text(String text) {
        out.write('I');
        out.write('"');
        out.bytes(Utf8.encode(text));
        encoding();
    }

    @Override
    public void bytes(byte[] bytes) {
        out.write('"');
        out.bytes(bytes);
    }

    /** Writes a symbol, or a link to it if it has been written before. */
    @Override
    public void symbol(String name) {
        Integer number = symbols.putIfAbsent(name, symbols.size());
        if (number != null) {
            out.write(';');
            out.integer(number);
            return;
        }
        byte[] utf8 = Utf8.encode(name);
        boolean ascii = utf8.length == name.length();
        if (!ascii) {
            out.write('I');
        }
        out.write(':');
        out.bytes(utf8);
        if (!ascii) {
            encoding();
        }
    }

    /** The one instance variable that says UTF-8. */
    private void encoding() {
        out.integer(1);
        symbol("E");
        bool(true);
    }

    @Override
    public void startArray(int size) {
        out.write('[');
        out.integer(size);
    }

    /** An array says beforehand how long it is. */
    @Override
    public void endArray() {}

    @Override
    public void startHash(int size) {
        out.write('{');
        out.integer(size);
    }

    /** A hash says beforehand how long it is. */
    @Override
    public void endHash() {}
}
