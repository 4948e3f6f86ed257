package io.github.nanitefile.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The description of the component that Camel's plugin made of its annotations. */
public final class Catalogue {

    private static final String RESOURCE = "/META-INF/io/github/nanitefile/camel/nanitefile.json";

    /** What every component has, and Camel's own pages describe. */
    private static final Set<String> CAMELS =
            Set.of(
                    "bridgeErrorHandler",
                    "exceptionHandler",
                    "exchangePattern",
                    "lazyStartProducer",
                    "autowiredEnabled",
                    "configuration");

    private final JsonNode root;

    private Catalogue(JsonNode root) {
        this.root = root;
    }

    /** That of the classes under test. */
    public static Catalogue read() {
        try (InputStream json = Catalogue.class.getResourceAsStream(RESOURCE)) {
            return new Catalogue(new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An option or a header. */
    public record Entry(String name, JsonNode said) {

        /** What it is for. */
        public String description() {
            return said.get("description").asText();
        }

        /** Its default, empty if there is none. */
        public String defaultValue() {
            return said.path("defaultValue").asText();
        }

        boolean isPath() {
            return said.path("kind").asText().equals("path");
        }

        String group() {
            return said.path("group").asText();
        }

        /**
         * Its type, as people say it: the last part of a class's name without what it holds, or
         * enum.
         */
        String type() {
            if (said.has("enum")) {
                return "enum";
            }
            if (said.path("type").asText().equals("duration")) {
                return "duration";
            }
            String java = said.get("javaType").asText().replaceFirst("<.*", "");
            return java.substring(java.lastIndexOf('.') + 1);
        }

        List<String> values() {
            return said.has("enum")
                    ? said.get("enum").valueStream().map(JsonNode::asText).toList()
                    : List.of();
        }
    }

    /** The endpoint's own options, without Camel's. */
    public List<Entry> endpointOptions() {
        return own("properties");
    }

    /** The component's own options, without Camel's. */
    public List<Entry> componentOptions() {
        return own("componentProperties");
    }

    /** The headers that the component reads and sets. */
    public List<Entry> headers() {
        return own("headers");
    }

    private List<Entry> own(String section) {
        return root.get(section).properties().stream()
                .map((Map.Entry<String, JsonNode> one) -> new Entry(one.getKey(), one.getValue()))
                .filter(entry -> !CAMELS.contains(entry.name()))
                .toList();
    }
}
