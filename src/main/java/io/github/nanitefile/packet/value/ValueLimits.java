package io.github.nanitefile.packet.value;

import java.math.BigInteger;

/**
 * How much one message may hold, in every format. Readers ({@link ValueBudget}) and writers ({@link
 * ValueWalker}) count alike, so that whatever we write can be read again.
 *
 * <p>A message is charged in units, as if every link in it (Marshal's {@code @}, YAML's aliases)
 * were written out in full: what a few bytes of links to links would unfold into, whoever prints,
 * compares or copies the result, is what counts. The chunk of a FileChunk, and a text that is the
 * whole of a field, cost the same whatever their length.
 */
public final class ValueLimits {

    /**
     * How deep arrays and hashes may lie in one another. Ruby's JSON library stops at 100 as well,
     * so no more than this gets through every format; the stack of any thread bears it.
     */
    public static final int MAX_DEPTH = 100;

    /** The units that one message may cost. */
    public static final int MAX_COST = 100_000;

    /**
     * What a text or a symbol costs, whatever its length: in Marshal it is three values, with the
     * name and the value of the mark of its encoding.
     */
    public static final int TEXT = 3;

    /**
     * What an array or hash costs over its content when it is the key of a hash. Such keys have no
     * order, so a Java map that is fed colliding ones compares each with each; this keeps them to a
     * thousand.
     */
    static final int COLLECTION_AS_KEY = 100;

    /**
     * What a key costs over its content when it is of another kind than the first key of its hash.
     * A Java map puts colliding keys of one kind in order, and finds them quickly; among those of
     * another kind it looks at each. Hashes of a few thousand mixed keys get through.
     */
    static final int KEY_OF_ANOTHER_KIND = 30;

    /** The longest integer, in bytes. Printing one takes time out of proportion to its length. */
    public static final int MAX_INTEGER_BYTES = 8192;

    /** What a writer leaves of {@link #MAX_COST} for the fields around a meta. */
    static final int OF_A_PACKET = 100;

    private static final int TEXT_BYTES_PER_UNIT = 64;

    private static final int INTEGER_BITS_PER_UNIT = 32;

    private ValueLimits() {}

    /** What a text inside an array or a hash costs over its fixed price, for its length. */
    public static int ofText(int bytes) {
        return bytes / TEXT_BYTES_PER_UNIT;
    }

    /**
     * What an integer costs over its one unit, for its length. More than a text, as reading and
     * printing its digits takes time out of proportion: the longest ones are too many at 50.
     */
    static int ofInteger(BigInteger number) {
        return number.bitLength() < Long.SIZE ? 0 : number.bitLength() / INTEGER_BITS_PER_UNIT;
    }
}
