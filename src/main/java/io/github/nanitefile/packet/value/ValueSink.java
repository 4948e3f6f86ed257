package io.github.nanitefile.packet.value;

import java.math.BigInteger;

/**
 * What a {@link ValueWalker} tells of a value, piece by piece. Each format has one, which writes
 * down what it is told.
 */
public interface ValueSink {

    void nil();

    void bool(boolean value);

    /** A whole number within {@link ValueLimits#MAX_INTEGER_BYTES}. */
    void integer(BigInteger number);

    /** Any float, infinite ones and NaN among them. */
    void floatingPoint(double number);

    /** A text whose every surrogate is one of a pair. */
    void text(String text);

    /** A symbol, whose name is such a text. */
    void symbol(String name);

    /** Bytes that are no text. */
    void bytes(byte[] bytes);

    /** As many values follow, then {@link #endArray}. */
    void startArray(int size);

    void endArray();

    /** As many pairs follow, the key of each before its value, then {@link #endHash}. */
    void startHash(int size);

    void endHash();
}
