package io.github.nanitefile.packet.yaml;

import io.github.nanitefile.packet.FormatVectorsContract;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.Vectors.Vector;
import java.util.Map;
import java.util.Set;

class YamlVectorsTest extends FormatVectorsContract {

    private static final String SYCK_BYTES = "hand-yaml-syck-x-escapes";

    @Override
    protected PacketFormat format() {
        return new YamlFormat();
    }

    @Override
    protected Map<String, Long> counts() {
        return Map.of("packet", 221L, "ignore", 31L, "reject", 10L, "either", 11L);
    }

    /** They say that they are objects of a class. */
    @Override
    protected Set<String> ignoredByRefusing() {
        return Set.of("hand-yaml-java-gadget", "hand-yaml-ruby-class");
    }

    /** The rest are an object, a cycle, depths and bombs, and what is no UTF-8 or no base64. */
    @Override
    protected Set<String> readOfEither() {
        return Set.of(
                "hand-yaml-int-forms",
                SYCK_BYTES,
                "r18-yaml-end-hash-mixed",
                "r18-yaml-start-utf8",
                "r18-yaml-start-utf8-binary-enc");
    }

    /** In the others like it, what the sender meant comes first. */
    @Override
    protected String reading(Vector vector) {
        return vector.id().equals(SYCK_BYTES) ? "alt_fields" : super.reading(vector);
    }
}
