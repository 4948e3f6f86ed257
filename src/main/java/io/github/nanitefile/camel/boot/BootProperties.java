package io.github.nanitefile.camel.boot;

import io.github.nanitefile.camel.NaniteFileComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * Options of the component as Spring Boot writes their names: {@code windowSize}, {@code
 * window-size}, {@code window_size} and an environment's {@code WINDOWSIZE} are one. Values are
 * Camel's: {@code 30s}, {@code #bean:name} and {@code {{placeholder}}} mean what they mean in any
 * other runtime.
 */
final class BootProperties {

    /** Spring Boot's own switch, see {@link NaniteFileAutoConfiguration}. */
    private static final String SWITCH = "enabled";

    private static final String QUEUE_ARGUMENTS = "queueArgs";

    /** The only option with names of its own in it, which stay as they are. */
    private static final Pattern QUEUE_ARGUMENT =
            Pattern.compile("(?i)queue[-_]?args\\.(?<argument>.+)");

    private final String prefix;
    private final Map<String, String> values;

    BootProperties(String prefix, Map<String, String> values) {
        this.prefix = prefix;
        this.values = values;
    }

    /**
     * Sets them.
     *
     * @throws IllegalArgumentException where one is no option of the component; names it
     */
    void applyTo(NaniteFileComponent component) {
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        Map<String, Object> options = new HashMap<>();
        values.forEach((name, value) -> options.put(asCamelWrites(name), value));
        options.remove(SWITCH);
        requireKnown((PropertyConfigurerGetter) configurer);
        PropertyBindingSupport.build()
                .withCamelContext(component.getCamelContext())
                .withConfigurer(configurer)
                .withTarget(component)
                .withProperties(options)
                .withIgnoreCase(true)
                .withMandatory(true)
                .bind();
    }

    private void requireKnown(PropertyConfigurerGetter configurer) {
        for (String name : values.keySet()) {
            String plain = isQueueArgument(name) ? QUEUE_ARGUMENTS : plain(name);
            if (!plain.equals(SWITCH) && configurer.getOptionType(plain, true) == null) {
                throw new IllegalArgumentException(
                        "Property %s.%s names no option of the component nanitefile; README.md lists them"
                                .formatted(prefix, name));
            }
        }
    }

    private static String asCamelWrites(String name) {
        Matcher argument = QUEUE_ARGUMENT.matcher(name);
        return argument.matches()
                ? QUEUE_ARGUMENTS + "[" + argument.group("argument") + "]"
                : plain(name);
    }

    private static boolean isQueueArgument(String name) {
        return QUEUE_ARGUMENT.matcher(name).matches();
    }

    private static String plain(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }
}
