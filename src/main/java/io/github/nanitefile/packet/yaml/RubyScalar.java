package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.Symbol;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.packet.value.ForeignObject;
import io.github.nanitefile.packet.value.ValueBudget;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Ruby takes a scalar without quotes for. The rules are those of {@code
 * psych/scalar_scanner.rb} (Psych 4), which is YAML 1.1 but for its own bugs, and they matter to
 * the letter: Ruby writes without quotes whatever its rules take for a string.
 *
 * <p>No pattern repeats a group, for which Java would need stack in proportion to the text.
 */
final class RubyScalar {

    private static final Pattern FLOAT =
            Pattern.compile("[-+]?+(?:[0-9][0-9_,]*+)?+\\.[0-9]*+(?:[eE][-+][0-9]++)?+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?+[1-9][0-9_,]*+");
    private static final Pattern SEPARATORS_ASTRAY = Pattern.compile("[_,](?:[_,]|$)");
    private static final Pattern PREFIXED =
            Pattern.compile("([-+]?+)0(?:b([01_,]++)|x([0-9a-fA-F_,]++)|([0-7_,]*+))");
    private static final Pattern SEXAGESIMAL =
            Pattern.compile(
                    "([-+]?+[0-9][0-9_]*+)(?::([0-5]?[0-9]))(?::([0-5]?[0-9]))?(\\.[0-9_]*+)?");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})-(1[012]|0\\d|\\d)-([12]\\d|3[01]|0\\d|\\d)");
    private static final Pattern TIME =
            Pattern.compile(
                    "-?\\d{4}-(\\d{1,2})-(\\d{1,2})(?:[Tt]|\\s+)(\\d{1,2}):(\\d\\d):(\\d\\d)"
                            + "(?:\\.\\d*)?(?:\\s*(?:Z|[-+]\\d{1,2}:?(?:\\d\\d)?))?");
    private static final Pattern FLOAT_FUNCTION =
            Pattern.compile("\\s*+[-+]?+[0-9]++(?:\\.[0-9]++)?+(?:[eE][-+]?+[0-9]++)?+\\s*+");

    /** More than {@link io.github.nanitefile.packet.value.ValueLimits#MAX_INTEGER_BYTES} hold. */
    private static final int MAX_DIGITS = 8 * 8192;

    private static final int MAX_DECIMAL_DIGITS = 20_000;

    private static final BigInteger SECONDS_OF_AN_HOUR = BigInteger.valueOf(3600);

    private RubyScalar() {}

    /**
     * Finds out what a scalar is.
     *
     * @param syck whether Ruby 1.8 has written it, which knows neither {@code _} in numbers nor
     *     {@code 0b}
     * @return null, a Boolean, Long, BigInteger, Double, Symbol or {@link ForeignObject}, or the
     *     scalar itself where it is a string
     * @throws UnreadableMessageException if it is a number of which Ruby makes none either, or one
     *     that is too long
     */
    static Object resolve(String scalar, boolean syck) throws UnreadableMessageException {
        if (scalar.isEmpty()) {
            return null;
        }
        if (scalar.indexOf('\n') >= 0) {
            return scalar; // even one with a colon in front
        }
        char first = scalar.charAt(0);
        if (first == ':' && scalar.length() > 1) {
            return symbol(scalar);
        }
        if (isNumeric(first)) {
            boolean text = syck && (scalar.indexOf('_') >= 0 || scalar.startsWith("0b"));
            return text ? scalar : numeric(scalar);
        }
        return word(scalar);
    }

    /**
     * A scalar that says by its tag that it is a float.
     *
     * @param value what {@link #resolve} makes of it
     * @throws UnreadableMessageException if it is no number
     */
    static Double toFloat(String scalar, Object value) throws UnreadableMessageException {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (!(value instanceof String) || !FLOAT_FUNCTION.matcher(scalar).matches()) {
            throw broken("a float is no number");
        }
        return Double.valueOf(scalar.trim());
    }

    private static boolean isNumeric(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }

    private static Object word(String scalar) {
        String word = scalar.length() > 5 ? "" : scalar.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "~", "null" -> null;
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> scalar;
        };
    }

    /** The name may be in quotes, but what is escaped in them stays so, as in Ruby. */
    private static Symbol symbol(String scalar) {
        char quote = scalar.charAt(1);
        int end = scalar.lastIndexOf(quote);
        if ((quote == '"' || quote == '\'') && end > 1) {
            String name = scalar.substring(2, end);
            return new Symbol(name.startsWith(":") ? name.substring(1) : name);
        }
        return new Symbol(scalar.substring(1));
    }

    private static Object numeric(String scalar) throws UnreadableMessageException {
        Matcher prefixed = PREFIXED.matcher(scalar);
        if (prefixed.matches()) {
            return prefixed(prefixed);
        }
        if (DECIMAL.matcher(scalar).matches()) {
            boolean astray = SEPARATORS_ASTRAY.matcher(scalar).find();
            return astray ? scalar : integer(without(scalar, "_,"), 10);
        }
        if (FLOAT.matcher(scalar).matches()) {
            return floatingPoint(scalar);
        }
        Matcher sexagesimal = SEXAGESIMAL.matcher(scalar);
        if (sexagesimal.matches()) {
            return sexagesimal(sexagesimal);
        }
        String lower = scalar.length() > 5 ? "" : scalar.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> pointInTime(scalar);
        };
    }

    /** In base 2, 16, or 8. */
    private static Object prefixed(Matcher parts) throws UnreadableMessageException {
        String sign = parts.group(1);
        if (parts.group(2) != null) {
            return integer(sign + without(parts.group(2), "_,"), 2);
        }
        if (parts.group(3) != null) {
            return integer(sign + without(parts.group(3), "_,"), 16);
        }
        return integer(sign + "0" + without(parts.group(4), "_,"), 8);
    }

    private static Object integer(String digits, int radix) throws UnreadableMessageException {
        String bounded = limited(digits, radix == 10 ? MAX_DECIMAL_DIGITS : MAX_DIGITS);
        try {
            return ValueBudget.integer(new BigInteger(bounded, radix));
        } catch (NumberFormatException e) {
            throw broken("an integer has no digits");
        }
    }

    private static Object floatingPoint(String scalar) throws UnreadableMessageException {
        String digits = without(scalar, "_,");
        if (Set.of(".", "+.", "-.").contains(digits)) {
            return scalar;
        }
        try {
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            throw broken("a float has no digits");
        }
    }

    /** As Ruby counts: of two parts the first are hours, and a sign is that of the first alone. */
    private static Object sexagesimal(Matcher parts) throws UnreadableMessageException {
        String first = without(parts.group(1), "_");
        String minutes = parts.group(2);
        String seconds = parts.group(3) == null ? "0" : parts.group(3);
        String fraction = parts.group(4);
        if (fraction == null) {
            long rest = 60 * Long.parseLong(minutes) + Long.parseLong(seconds);
            BigInteger hours = new BigInteger(limited(first, MAX_DECIMAL_DIGITS));
            return ValueBudget.integer(
                    hours.multiply(SECONDS_OF_AN_HOUR).add(BigInteger.valueOf(rest)));
        }
        int end = fraction.indexOf('_');
        String digits = end < 0 ? fraction : fraction.substring(0, end);
        double inHours = Double.parseDouble(first) * 3600;
        return parts.group(3) == null
                ? inHours + Double.parseDouble(minutes + digits) * 60
                : inHours + Long.parseLong(minutes) * 60 + Double.parseDouble(seconds + digits);
    }

    /** A date, a time, or a string that looks like one and is on no calendar. */
    private static Object pointInTime(String scalar) {
        Matcher date = DATE.matcher(scalar);
        if (date.matches()) {
            return isDay(date) ? new ForeignObject("Date") : scalar;
        }
        Matcher time = TIME.matcher(scalar);
        if (time.matches()) {
            boolean is =
                    isBetween(1, time.group(1), 12)
                            && isBetween(1, time.group(2), 31)
                            && isBetween(0, time.group(3), 24)
                            && isBetween(0, time.group(4), 59)
                            && isBetween(0, time.group(5), 60);
            return is ? new ForeignObject("Time") : scalar;
        }
        return scalar;
    }

    private static boolean isDay(Matcher date) {
        int month = Integer.parseInt(date.group(2));
        int day = Integer.parseInt(date.group(3));
        return month > 0
                && day > 0
                && day <= YearMonth.of(Integer.parseInt(date.group(1)), month).lengthOfMonth();
    }

    private static boolean isBetween(int least, String number, int most) {
        int value = Integer.parseInt(number);
        return value >= least && value <= most;
    }

    private static String without(String text, String separators) {
        StringBuilder rest = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (separators.indexOf(c) < 0) {
                rest.append(c);
            }
        }
        return rest.toString();
    }

    private static String limited(String digits, int most) throws UnreadableMessageException {
        if (digits.length() > most) {
            throw broken("an integer is too long");
        }
        return digits;
    }

    private static UnreadableMessageException broken(String what) {
        return new UnreadableMessageException("its YAML is broken: " + what);
    }
}
