package io.github.nanitefile.packet.secure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nanitefile.packet.FormatVectorsContract;
import io.github.nanitefile.packet.PacketFormat;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.packet.PacketReader;
import io.github.nanitefile.packet.Vectors.Vector;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Each message is read with the keys that the manifest names. */
class SecureVectorsTest extends FormatVectorsContract {

    private static final SecureFormat WRITER = TestKeys.writer("alpha", "gamma", "beta");

    @Override
    protected PacketFormat format() {
        return WRITER;
    }

    @Override
    protected PacketReader reader(Vector vector) {
        String[] trusted =
                StreamSupport.stream(vector.entry().get("trusted").spliterator(), false)
                        .map(JsonNode::asText)
                        .toArray(String[]::new);
        return PacketFormats.with(
                TestKeys.reader(vector.entry().get("reader").asText(), trusted), true);
    }

    @Override
    protected Map<String, Long> counts() {
        return Map.of("packet", 29L, "ignore", 1L, "reject", 18L, "either", 2L);
    }

    @Override
    protected Set<String> ignoredByRefusing() {
        return Set.of();
    }

    /** The other is a detached signature. */
    @Override
    protected Set<String> readOfEither() {
        return Set.of("hand-secure-no-flag");
    }
}
