package io.github.nanitefile.packet.marshal;

/**
 * How much one message may hold. Reader and writer count alike, so that whatever we write can be
 * read again.
 *
 * <p>A message is charged in units, as if every object link in it were written out in full: what a
 * few bytes of links to links would unfold into, whoever prints, compares or copies the result, is
 * what counts. The chunk of a FileChunk, and a text that is the whole of a field, cost one unit
 * whatever their length.
 */
final class MarshalLimits {

    /**
     * How deep arrays and hashes may lie in one another. Ruby's JSON library stops at 100 as well,
     * so no more than this gets through every format; the stack of any thread bears it.
     */
    static final int MAX_DEPTH = 100;

    /**
     * The units that one message may cost; every value and every name of a field costs one, so a
     * text with the mark of its encoding costs three.
     */
    static final int MAX_COST = 100_000;

    /**
     * What an array or hash costs over its content when it is the key of a hash. Such keys have no
     * order, so a Java map that is fed colliding ones compares each with each; this keeps them to a
     * thousand.
     */
    static final int COLLECTION_AS_KEY = 100;

    /** The longest integer, in bytes. Printing one takes time out of proportion to its length. */
    static final int MAX_INTEGER_BYTES = 8192;

    private static final int TEXT_BYTES_PER_UNIT = 64;

    private MarshalLimits() {}

    /** What a text inside an array or a hash costs over its one unit. */
    static int ofText(int bytes) {
        return bytes / TEXT_BYTES_PER_UNIT;
    }
}
