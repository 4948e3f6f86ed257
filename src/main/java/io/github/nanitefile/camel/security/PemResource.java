package io.github.nanitefile.camel.security;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * A file that an option names, and what is said when it is not as it should be.
 *
 * @param option the option's name
 * @param uri the file, as the user named it
 */
record PemResource(String option, String uri) {

    /** More than any key or chain of certificates has. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * The file's bytes.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    byte[] read(CamelContext context) {
        String scheme = ResourceHelper.hasScheme(uri) ? "" : "file:";
        try (InputStream in =
                ResourceHelper.resolveMandatoryResourceAsInputStream(context, scheme + uri)) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw wrong("it cannot be read; name a PEM file that is there and may be read", e);
        }
    }

    /** What is wrong with the file, and what to do about it. */
    IllegalArgumentException wrong(String what, Throwable cause) {
        return new IllegalArgumentException(
                "Option " + option + "=" + uri + " cannot be: " + what, cause);
    }
}
