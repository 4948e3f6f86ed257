package io.github.nanitefile.packet.json;

import java.math.BigDecimal;
import java.util.Locale;

/** Floats as Ruby prints them. */
final class PrintedFloat {

    /** From as many digits before the point on, Ruby writes an exponent. */
    private static final int LONG = 16;

    /** From as many zeros behind the point on, Ruby writes an exponent. */
    private static final int SMALL = 4;

    private PrintedFloat() {}

    /** Reads as the same float, also where Java has a digit more than Ruby. */
    static String format(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        String sign = Math.copySign(1, number) < 0 ? "-" : "";
        return sign + (number == 0 ? "0.0" : magnitude(Math.abs(number)));
    }

    private static String magnitude(double number) {
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int point = digits.length() - decimal.scale();
        if (point >= LONG || point <= -SMALL) {
            return String.format(
                    Locale.ROOT, // or the digits may be those of another script
                    "%s.%se%+03d",
                    digits.charAt(0),
                    orZero(digits.substring(1)),
                    point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length()) + ".0";
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    private static String orZero(String digits) {
        return digits.isEmpty() ? "0" : digits;
    }
}
