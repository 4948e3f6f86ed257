package io.github.nanitefile.spool;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Text files that people can read and {@link Properties} can load, in UTF-8. Unlike {@link
 * Properties#store} it keeps the order, has no date in it and brings back every text, whatever came
 * over the wire. Stateless.
 */
final class TextProperties {

    private static final String NEEDS_BACKSLASH = "\\=:#!";

    private TextProperties() {}

    /**
     * @param title the first line, a comment
     */
    static byte[] write(String title, Map<String, String> entries) {
        StringBuilder text = new StringBuilder("# ").append(title).append('\n');
        entries.forEach((key, value) -> text.append(line(key, value)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line that may be added to such a text; of several with one key the last one counts. */
    static String line(String key, String value) {
        StringBuilder text = new StringBuilder();
        escape(text, key, true);
        text.append('=');
        escape(text, value, false);
        return text.append('\n').toString();
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no properties text
     */
    static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        Map<String, String> entries = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            entries.put(name, properties.getProperty(name));
        }
        return entries;
    }

    private static void escape(StringBuilder text, String part, boolean key) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\r') {
                text.append("\\r");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else if (c == '\\'
                    || (c == ' ' && (key || i == 0))
                    || (key && NEEDS_BACKSLASH.indexOf(c) >= 0)) {
                text.append('\\').append(c);
            } else {
                text.append(c);
            }
        }
    }
}
