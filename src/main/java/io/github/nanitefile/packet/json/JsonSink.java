package io.github.nanitefile.packet.json;

import io.github.nanitefile.packet.value.ValueSink;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a value comes to in JSON. Tells keys from values, and makes of a key the text that Ruby
 * makes of it.
 */
abstract class JsonSink implements ValueSink {

    /** What comes next where a value or a key may stand. */
    private enum Place {
        ITEM,
        KEY,
        VALUE_OF_KEY
    }

    /** Of each array and hash that is open, the innermost first. */
    private final Deque<Place> places = new ArrayDeque<>();

    /** A key; its value follows. */
    abstract void key(String text);

    /** A key that is no text. */
    abstract void key(byte[] bytes);

    /** An array or a hash in the place of a key; nothing of it follows if this throws. */
    abstract void collectionAsKey();

    /** Null, true, false or a number, as it stands in JSON. */
    abstract void literal(String json);

    abstract void string(String text);

    abstract void string(byte[] bytes);

    /** An array or a hash, which {@link #close} ends. */
    abstract void open(char bracket);

    abstract void close(char bracket);

    @Override
    public final void nil() {
        if (takesKey()) {
            key("");
        } else {
            literal("null");
        }
    }

    @Override
    public final void bool(boolean value) {
        scalar(Boolean.toString(value));
    }

    @Override
    public final void integer(BigInteger number) {
        scalar(number.toString());
    }

    @Override
    public final void floatingPoint(double number) {
        scalar(PrintedFloat.format(number));
    }

    @Override
    public final void text(String text) {
        if (takesKey()) {
            key(text);
        } else {
            string(text);
        }
    }

    @Override
    public final void symbol(String name) {
        text(name);
    }

    @Override
    public final void bytes(byte[] bytes) {
        if (takesKey()) {
            key(bytes);
        } else {
            string(bytes);
        }
    }

    @Override
    public final void startArray(int size) {
        start(Place.ITEM, '[');
    }

    @Override
    public final void endArray() {
        end(']');
    }

    @Override
    public final void startHash(int size) {
        start(Place.KEY, '{');
    }

    @Override
    public final void endHash() {
        end('}');
    }

    private void scalar(String json) {
        if (takesKey()) {
            key(json);
        } else {
            literal(json);
        }
    }

    private void start(Place within, char bracket) {
        if (takesKey()) {
            collectionAsKey();
        }
        open(bracket);
        places.push(within);
    }

    private void end(char bracket) {
        places.pop();
        close(bracket);
    }

    /** Whether what comes now is a key; what comes after it then is its value. */
    private boolean takesKey() {
        Place place = places.peek();
        if (place == null || place == Place.ITEM) {
            return false;
        }
        places.pop();
        places.push(place == Place.KEY ? Place.VALUE_OF_KEY : Place.KEY);
        return place == Place.KEY;
    }
}
