package io.github.nanitefile.packet;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;

/** Generators of what packets hold. */
public final class PacketArbitraries {

    private PacketArbitraries() {}

    /** Whatever a meta may be, as it is read. */
    public static Arbitrary<Object> metas() {
        return Arbitraries.recursive(
                PacketArbitraries::plainMetas,
                metas ->
                        Arbitraries.oneOf(
                                metas,
                                metas.list().ofMaxSize(5).map(list -> (Object) list),
                                Arbitraries.maps(keys(), metas)
                                        .ofMaxSize(5)
                                        .map(map -> (Object) map)),
                0,
                3);
    }

    private static Arbitrary<Object> plainMetas() {
        return Arbitraries.oneOf(
                keys(),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -0.0),
                binaries());
    }

    private static Arbitrary<Object> keys() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                texts().map(Symbol::new),
                Arbitraries.of(true, false),
                Arbitraries.longs().edgeCases(PacketArbitraries::fixnumLimits),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200))
                        .filter(number -> number.bitLength() > 63),
                Arbitraries.just(0L).injectNull(0.5));
    }

    /** Where Ruby changes from one width to the next. */
    private static void fixnumLimits(EdgeCases.Config<Long> config) {
        for (int bits : new int[] {8, 16, 24, 30, 31, 32, 62}) {
            for (long near = -1; near <= 1; near++) {
                config.add((1L << bits) + near);
                config.add(-(1L << bits) + near);
            }
        }
        for (long near = 121; near <= 129; near++) {
            config.add(near);
            config.add(-near);
        }
    }

    /** No valid UTF-8, so that it cannot be taken for a text of Ruby 1.8. */
    private static Arbitrary<Object> binaries() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(300)
                .map(
                        bytes -> {
                            bytes[0] = (byte) 0xff;
                            return bytes;
                        });
    }

    /** All that UTF-8 can carry, pairs of surrogates among it. */
    public static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(150),
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .array(int[].class)
                        .ofMaxSize(50)
                        .map(codePoints -> new String(codePoints, 0, codePoints.length)));
    }
}
