package io.github.nanitefile.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.nanitefile.packet.Vectors;
import java.util.List;
import java.util.Map;

/** What a Ruby is asked to do with the test keys, before it uses the format secure. */
public final class RubyKeys {

    private RubyKeys() {}

    /** The arguments of {@code keys}, for a Ruby of that name. */
    public static Map<String, Object> of(
            String name, List<String> recipients, List<String> trusted) {
        return Map.of(
                "identity", name,
                "certificate", certificate(name),
                "key", pem(name + "_key"),
                "recipients", recipients.stream().map(RubyKeys::certificate).toList(),
                "trusted", trusted.stream().map(RubyKeys::certificate).toList());
    }

    private static String certificate(String name) {
        return pem(name + "_cert");
    }

    private static String pem(String file) {
        return new String(Vectors.bytes("keys/" + file + ".pem"), US_ASCII);
    }
}
