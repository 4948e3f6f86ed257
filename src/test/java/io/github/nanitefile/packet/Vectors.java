package io.github.nanitefile.packet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The messages of real peers in {@code src/test/resources/nanite-vectors}; see README there. */
public final class Vectors {

    private static final String ROOT = "/nanite-vectors/";

    private Vectors() {}

    /**
     * One message.
     *
     * @param entry its entry in manifest.json
     */
    public record Vector(JsonNode entry) {

        public String id() {
            return entry.get("id").asText();
        }

        public String expect() {
            return entry.get("expect").asText();
        }

        public byte[] body() {
            return bytes(entry.get("file").asText());
        }

        @Override
        public String toString() {
            return id();
        }
    }

    /** Those in one format, in the order of the manifest. */
    public static List<Vector> of(String format) {
        List<Vector> vectors = new ArrayList<>();
        for (JsonNode entry : json("manifest.json")) {
            if (entry.get("format").asText().equals(format)) {
                vectors.add(new Vector(entry));
            }
        }
        return vectors;
    }

    /** The whole transfers. */
    public static List<JsonNode> transfers() {
        List<JsonNode> transfers = new ArrayList<>();
        json("transfers.json").forEach(transfers::add);
        return transfers;
    }

    /** A file of the vectors, by its path in a manifest. */
    public static byte[] bytes(String path) {
        try (InputStream in = Vectors.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new IllegalStateException("there is no vector " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(bytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
