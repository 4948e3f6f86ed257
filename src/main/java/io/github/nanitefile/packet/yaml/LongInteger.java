package io.github.nanitefile.packet.yaml;

import java.math.BigInteger;

/** Reads integers of thousands of digits, for which Java's own reader is slow. */
final class LongInteger {

    /** What Java reads as quickly. */
    private static final int SHORT = 400;

    private LongInteger() {}

    /**
     * Reads an integer.
     *
     * @param digits with or without a sign
     * @throws NumberFormatException if there are none
     */
    static BigInteger parse(String digits, int radix) {
        if (digits.length() <= SHORT) {
            return new BigInteger(digits, radix);
        }
        if (digits.charAt(0) == '-') {
            return parse(digits.substring(1), radix).negate();
        }
        int low = digits.length() / 2;
        int middle = digits.length() - low;
        return parse(digits.substring(0, middle), radix)
                .multiply(BigInteger.valueOf(radix).pow(low))
                .add(parse(digits.substring(middle), radix));
    }
}
