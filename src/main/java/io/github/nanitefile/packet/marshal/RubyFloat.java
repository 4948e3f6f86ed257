package io.github.nanitefile.packet.marshal;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Floats, which travel as text. */
final class RubyFloat {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

    private RubyFloat() {}

    /**
     * Reads a float. Ruby 1.8 puts a NUL and the last bytes of the mantissa behind the digits: they
     * correct what its own reader makes of the digits, and Java's reader needs no correction.
     *
     * @return empty if the text is no number; Ruby makes 0.0 of most such texts
     */
    static OptionalDouble parse(String text) {
        int nul = text.indexOf('\0');
        String digits = nul < 0 ? text : text.substring(0, nul);
        return switch (digits) {
            case "nan" -> OptionalDouble.of(Double.NaN);
            case "inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default ->
                    NUMBER.matcher(digits).matches()
                            ? OptionalDouble.of(Double.parseDouble(digits))
                            : OptionalDouble.empty();
        };
    }

    /** Writes a float as Ruby reads it: Java's digits are enough to get the very same bits. */
    static String format(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = Double.toString(value).replace('E', 'e');
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
