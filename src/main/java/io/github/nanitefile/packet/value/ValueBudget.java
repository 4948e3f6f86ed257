package io.github.nanitefile.packet.value;

import io.github.nanitefile.packet.UnreadableMessageException;
import java.math.BigInteger;

/**
 * Counts what the message that is being read holds, against {@link ValueLimits}. One per message,
 * used by the thread that reads it.
 */
public final class ValueBudget {

    private int depth;
    private int deepest;
    private int spent;

    /** How many arrays and hashes are open. */
    public int depth() {
        return depth;
    }

    /** In units, so far. */
    public int spent() {
        return spent;
    }

    /**
     * Charges for what is being read: one unit for a value, and for each pair of a hash none more
     * than its key and its value cost.
     *
     * @param units far less than what an int holds over {@link ValueLimits#MAX_COST}
     * @throws UnreadableMessageException if it is too much
     */
    public void spend(int units) throws UnreadableMessageException {
        spent += units;
        if (spent > ValueLimits.MAX_COST) {
            throw new UnreadableMessageException(
                    "it holds, or unfolds into, more than " + ValueLimits.MAX_COST + " values");
        }
    }

    /** Charges for a text or a symbol. One that is a whole field may have any length. */
    public void spendOnText(int bytes) throws UnreadableMessageException {
        spend(ValueLimits.TEXT + (depth > 0 ? ValueLimits.ofText(bytes) : 0));
    }

    /** Charges for the length of an integer, if the value is one, over its one unit. */
    public void spendOnLength(Object value) throws UnreadableMessageException {
        spend(value instanceof BigInteger number ? ValueLimits.ofInteger(number) : 0);
    }

    /** Goes down into an array or a hash, which {@link #up()} takes back. */
    public void down() throws UnreadableMessageException {
        down(ValueLimits.MAX_DEPTH);
        deepest = Math.max(deepest, depth);
    }

    /** Goes one level down, to {@code limit} at the most, into what is no part of a value. */
    public void down(int limit) throws UnreadableMessageException {
        depth++;
        check(depth, limit);
    }

    private static void check(int depth, int limit) throws UnreadableMessageException {
        if (depth > limit) {
            throw new UnreadableMessageException(
                    "its values lie more than " + ValueLimits.MAX_DEPTH + " deep");
        }
    }

    /** Begins to measure how high a value is, for links to it; {@link #height} ends that. */
    public int beginHeight() {
        int before = deepest;
        deepest = depth;
        return before;
    }

    /**
     * How many arrays and hashes lie in one another in the value that has been read.
     *
     * @param before what {@link #beginHeight} returned
     */
    public int height(int before) {
        int height = deepest - depth;
        deepest = Math.max(deepest, before);
        return height;
    }

    /** Puts a value of that height here by a link, which makes all around it as much higher. */
    public void link(int height) throws UnreadableMessageException {
        deepest = Math.max(deepest, depth + height);
        check(depth + height, ValueLimits.MAX_DEPTH);
    }

    /** Comes up again. */
    public void up() {
        depth--;
    }

    /**
     * A whole number as a meta holds it: a Long, or a BigInteger where that is too small.
     *
     * @throws UnreadableMessageException if it is longer than an integer may be
     */
    public static Object integer(BigInteger number) throws UnreadableMessageException {
        if (number.bitLength() > ValueLimits.MAX_INTEGER_BYTES * Byte.SIZE) {
            throw new UnreadableMessageException(
                    "it holds an integer of more than " + ValueLimits.MAX_INTEGER_BYTES + " bytes");
        }
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
}
