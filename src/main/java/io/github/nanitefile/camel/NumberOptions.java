package io.github.nanitefile.camel;

import java.lang.reflect.Field;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.UriParam;

/**
 * Refuses what is no number where an option takes one: Camel reads {@code receipts=two} as 0,
 * without a word. Knows nothing of ranges, see {@link OptionRules}.
 */
final class NumberOptions {

    /** The options that are declared to be durations, in any case of letters. */
    private static final Set<String> TIMES = times();

    /** Such as 1h30m, 5m, 30s, 1500ms, or ISO 8601's PT5M. */
    private static final Pattern TIME =
            Pattern.compile(
                    "(?i)(?=.*[0-9])([0-9]+d)? ?([0-9]+h)? ?([0-9]+m)? ?([0-9]+s)? ?([0-9]+ms)?|P[0-9DTHMS.]+");

    private NumberOptions() {}

    /**
     * Looks at the options as the user wrote them.
     *
     * @throws IllegalArgumentException if one is no number; names it, the value and what it takes
     */
    static void check(PropertyConfigurerGetter types, Map<String, Object> options) {
        options.forEach((name, value) -> check(types, name, value));
    }

    /** Looks at one of them. */
    static void check(PropertyConfigurerGetter types, String name, Object value) {
        Class<?> type = types.getOptionType(name, true);
        if ((type == int.class || type == long.class) && value instanceof String text) {
            check(name, text.strip(), type);
        }
    }

    private static Set<String> times() {
        Set<String> times = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : NaniteFileConfiguration.class.getDeclaredFields()) {
            UriParam option = field.getAnnotation(UriParam.class);
            if (option != null && option.javaType().equals(Duration.class.getName())) {
                times.add(field.getName());
            }
        }
        return times;
    }

    private static void check(String name, String text, Class<?> type) {
        boolean isTime = TIMES.contains(name);
        boolean isFine =
                text.startsWith("#") // a bean
                        || isWhole(text, type)
                        || (isTime && TIME.matcher(text).matches());
        if (!isFine) {
            throw new IllegalArgumentException(
                    "Option %s=%s cannot be: it takes %s"
                            .formatted(
                                    name,
                                    text,
                                    isTime
                                            ? "a time, such as 30s, 5m or 1500 (milliseconds)"
                                            : "a whole number, without a unit"));
        }
    }

    private static boolean isWhole(String text, Class<?> type) {
        BigInteger most =
                BigInteger.valueOf(type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
        return text.matches("[+-]?[0-9]+") && new BigInteger(text).abs().compareTo(most) <= 0;
    }
}
