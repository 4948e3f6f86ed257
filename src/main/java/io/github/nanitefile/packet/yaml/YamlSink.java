package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.value.ValueSink;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a value on one line, in brackets and braces. Text and symbols stand in quotes: within
 * brackets Ruby takes the colon of {@code :name} for something else.
 */
final class YamlSink implements ValueSink {

    /**
     * A key of more characters has to be marked as one, as have arrays and hashes: other keys end
     * after 1024 characters, of which an escape takes six.
     */
    private static final int SHORT_KEY = 150;

    private static final int NEVER_SHORT = Integer.MAX_VALUE;

    private final YamlOutput out;
    private final Deque<Open> open = new ArrayDeque<>();

    YamlSink(YamlOutput out) {
        this.out = out;
    }

    /** An array or a hash that is being written. */
    private static final class Open {
        private final boolean hash;
        private int written;
        private boolean markedKey;

        Open(boolean hash) {
            this.hash = hash;
        }

        boolean isAtKey() {
            return hash && written % 2 == 0;
        }
    }

    /** Writes what has to stand before a value of so many characters. */
    private YamlOutput before(int length) {
        Open around = open.peek();
        if (around != null && (around.isAtKey() || !around.hash)) {
            around.markedKey = around.hash && length > SHORT_KEY;
            out.ascii(around.written == 0 ? "" : ", ").ascii(around.markedKey ? "? " : "");
        }
        return out;
    }

    /** Writes what has to stand after a value. */
    private void after() {
        Open around = open.peek();
        if (around == null) {
            return;
        }
        if (around.isAtKey()) {
            out.ascii(around.markedKey ? " : " : ": ");
        }
        around.written++;
    }

    private void scalar(String characters) {
        before(characters.length()).ascii(characters);
        after();
    }

    @Override
    public void nil() {
        scalar("null");
    }

    @Override
    public void bool(boolean value) {
        scalar(value ? "true" : "false");
    }

    @Override
    public void integer(BigInteger number) {
        scalar(number.toString());
    }

    /** Ruby takes for a float only what has a point, and a sign in front of its exponent. */
    @Override
    public void floatingPoint(double number) {
        if (Double.isNaN(number)) {
            scalar(".nan");
        } else if (Double.isInfinite(number)) {
            scalar(number > 0 ? ".inf" : "-.inf");
        } else {
            String java = Double.toString(number);
            scalar(java.contains("E-") ? java.replace("E", "e") : java.replace("E", "e+"));
        }
    }

    @Override
    public void text(String text) {
        before(text.length()).quoted(text);
        after();
    }

    @Override
    public void symbol(String name) {
        before(name.length()).ascii("!ruby/symbol ").quoted(name);
        after();
    }

    @Override
    public void bytes(byte[] bytes) {
        before(bytes.length).base64(bytes);
        after();
    }

    @Override
    public void startArray(int size) {
        start("[", false);
    }

    @Override
    public void endArray() {
        end("]");
    }

    @Override
    public void startHash(int size) {
        start("{", true);
    }

    @Override
    public void endHash() {
        end("}");
    }

    private void start(String bracket, boolean hash) {
        before(NEVER_SHORT).ascii(bracket);
        open.push(new Open(hash));
    }

    private void end(String bracket) {
        open.pop();
        out.ascii(bracket);
        after();
    }
}
