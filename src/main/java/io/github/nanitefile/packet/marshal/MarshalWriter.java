package io.github.nanitefile.packet.marshal;

import io.github.nanitefile.packet.FileChunk;
import io.github.nanitefile.packet.FileEnd;
import io.github.nanitefile.packet.FileStart;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Symbol;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
final class MarshalWriter {

    private static final BigInteger FIXNUM_MIN = BigInteger.ONE.shiftLeft(30).negate();
    private static final BigInteger FIXNUM_MAX = FIXNUM_MIN.not();

    private final MarshalOutput out = new MarshalOutput();
    private final Map<String, Integer> symbols = new HashMap<>();
    private int depth;
    private int cost;

    byte[] write(Packet packet) {
        out.write(4);
        out.write(8);
        if (packet instanceof FileStart start) {
            object(RubyPacket.FILE_START, 4);
            name("@filename");
            value(start.filename());
            name("@dest");
            value(start.dest());
            tokenAndEnd(start);
            return out.take();
        }
        if (packet instanceof FileEnd end) {
            object(RubyPacket.FILE_END, 3);
            name("@token");
            value(end.token().value());
            name("@meta");
            value(end.meta());
            size(end);
            return out.take();
        }
        return chunk((FileChunk) packet);
    }

    /** Copies the chunk once, from where it is to its place in the message. */
    private byte[] chunk(FileChunk packet) {
        ByteBuffer chunk = packet.chunk().duplicate();
        int length = chunk.remaining();
        object(RubyPacket.FILE_CHUNK, 3);
        name("@chunk");
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
        name(className);
        out.integer(fields);
    }

    private void tokenAndEnd(Packet packet) {
        name("@token");
        value(packet.token().value());
        size(packet);
    }

    private void size(Packet packet) {
        name("@size");
        value(packet.size());
    }

    private void value(Object value) {
        spend(1);
        if (value == null) {
            out.write('0');
        } else if (value instanceof Boolean yes) {
            out.write(yes ? 'T' : 'F');
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Symbol symbol) {
            symbolValue(symbol.name());
        } else if (value instanceof Enum<?> constant) {
            symbolValue(constant.name());
        } else if (value instanceof Double || value instanceof Float) {
            floatingPoint(((Number) value).doubleValue());
        } else if (value instanceof BigInteger number) {
            number(number);
        } else if (isInteger(value)) {
            number(BigInteger.valueOf(((Number) value).longValue()));
        } else if (value instanceof byte[] bytes) {
            spendOnText(bytes.length);
            out.write('"');
            out.bytes(bytes);
        } else {
            collection(value);
        }
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte;
    }

    private void collection(Object value) {
        if (value instanceof Map<?, ?> map) {
            hash(map);
        } else if (value instanceof Collection<?> items) {
            array(new ArrayList<>(items));
        } else if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            array(items);
        } else {
            throw new IllegalArgumentException(
                    "a meta cannot hold a "
                            + value.getClass().getName()
                            + ": turn it into a String, a number or a Map of such");
        }
    }

    private void array(List<?> items) {
        down();
        out.write('[');
        out.integer(items.size());
        items.forEach(this::value);
        depth--;
    }

    private void hash(Map<?, ?> map) {
        List<Map.Entry<?, ?>> pairs = new ArrayList<>(map.entrySet());
        down();
        out.write('{');
        out.integer(pairs.size());
        for (Map.Entry<?, ?> pair : pairs) {
            value(pair.getKey());
            if (isCollection(pair.getKey())) {
                spend(MarshalLimits.COLLECTION_AS_KEY);
            }
            value(pair.getValue());
        }
        depth--;
    }

    private static boolean isCollection(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || (value != null && value.getClass().isArray() && !(value instanceof byte[]));
    }

    /** Ruby writes what may not fit a small integer of a 32-bit machine as a big one. */
    private void number(BigInteger number) {
        if (number.compareTo(FIXNUM_MIN) >= 0 && number.compareTo(FIXNUM_MAX) <= 0) {
            out.write('i');
            out.integer(number.intValueExact());
            return;
        }
        byte[] magnitude = number.abs().toByteArray();
        int start = magnitude[0] == 0 ? 1 : 0;
        int length = magnitude.length - start;
        int pairs = (length + 1) / 2;
        if (pairs > MarshalLimits.MAX_INTEGER_BYTES / 2) {
            throw new IllegalArgumentException(
                    "a meta cannot hold an integer of more than %d bytes: turn it into a String"
                            .formatted(MarshalLimits.MAX_INTEGER_BYTES));
        }
        out.write('l');
        out.write(number.signum() < 0 ? '-' : '+');
        out.integer(pairs);
        for (int i = 0; i < 2 * pairs; i++) {
            out.write(i < length ? magnitude[magnitude.length - 1 - i] : 0);
        }
    }

    private void floatingPoint(double value) {
        out.write('f');
        out.bytes(RubyFloat.format(value).getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String text) {
        byte[] utf8 = MarshalOutput.utf8(text);
        spendOnText(utf8.length);
        out.write('I');
        out.write('"');
        out.bytes(utf8);
        encoding();
    }

    private void name(String name) {
        spend(1);
        symbol(name);
    }

    private void symbolValue(String name) {
        spend(MarshalLimits.ofText(symbol(name)));
    }

    /**
     * Writes a symbol, or a link to it if it has been written before.
     *
     * @return its length in bytes
     */
    private int symbol(String name) {
        byte[] utf8 = MarshalOutput.utf8(name);
        Integer number = symbols.putIfAbsent(name, symbols.size());
        if (number != null) {
            out.write(';');
            out.integer(number);
            return utf8.length;
        }
        boolean ascii = utf8.length == name.length();
        if (!ascii) {
            out.write('I');
        }
        out.write(':');
        out.bytes(utf8);
        if (!ascii) {
            encoding();
        }
        return utf8.length;
    }

    /** The one instance variable that says UTF-8. */
    private void encoding() {
        out.integer(1);
        name("E");
        value(true);
    }

    private void spendOnText(int length) {
        if (depth > 0) {
            spend(MarshalLimits.ofText(length));
        }
    }

    private void down() {
        depth++;
        if (depth > MarshalLimits.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a meta cannot be nested more than %d deep, nor hold itself"
                            .formatted(MarshalLimits.MAX_DEPTH));
        }
    }

    private void spend(int units) {
        cost += units;
        if (cost > MarshalLimits.MAX_COST) {
            throw new IllegalArgumentException(
                    "a meta cannot hold more than about %d values: send it as a file"
                            .formatted(MarshalLimits.MAX_COST));
        }
    }
}
