import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes Spring Boot's configuration metadata, by which editors complete the names of properties,
 * from the catalogue that Camel's plugin wrote. The build runs it as it stands.
 */
final class SpringMetadata {

    private static final String PREFIX = "camel.component.nanitefile";

    /** What has no value that a property could hold. */
    private static final Set<String> LEFT_OUT = Set.of("configuration");

    private static final Map<String, String> TYPES =
            Map.of(
                    "boolean", "java.lang.Boolean",
                    "duration", "java.time.Duration",
                    "int", "java.lang.Integer",
                    "long", "java.lang.Long",
                    "java.util.Map<java.lang.String, java.lang.Object>",
                            "java.util.Map<java.lang.String,java.lang.String>");

    private final ObjectMapper json =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private final ObjectNode metadata = json.createObjectNode();
    private final ArrayNode groups = metadata.putArray("groups");
    private final ArrayNode properties = metadata.putArray("properties");
    private final ArrayNode hints = metadata.putArray("hints");

    /** Arguments: the catalogue's file, and the one to write. */
    public static void main(String[] args) throws IOException {
        new SpringMetadata().write(Path.of(args[0]), Path.of(args[1]));
    }

    private void write(Path catalogue, Path target) throws IOException {
        JsonNode component = json.readTree(catalogue.toFile());
        groups.addObject()
                .put("name", PREFIX)
                .put("type", component.get("component").get("javaType").asText());
        add("enabled", "java.lang.Boolean", "Whether the component takes these properties.")
                .put("defaultValue", true);
        component.get("componentProperties").properties().stream()
                .filter(option -> !LEFT_OUT.contains(option.getKey()))
                .forEach(option -> describe(option.getKey(), option.getValue()));
        Files.createDirectories(target.getParent());
        json.writeValue(target.toFile(), metadata);
    }

    private void describe(String option, JsonNode said) {
        boolean isTime = said.get("type").asText().equals("duration");
        String type =
                TYPES.getOrDefault(
                        isTime ? "duration" : said.get("javaType").asText(), "java.lang.String");
        ObjectNode property = add(option, type, said.get("description").asText());
        if (said.has("defaultValue")) {
            JsonNode value = said.get("defaultValue");
            if (isTime) {
                property.put("defaultValue", value.asText() + "ms");
            } else if (type.equals("java.lang.Integer") || type.equals("java.lang.Long")) {
                property.put("defaultValue", value.asLong());
            } else {
                property.set("defaultValue", value);
            }
        }
        if (said.has("enum")) {
            ArrayNode values = hints.addObject().put("name", property(option)).putArray("values");
            said.get("enum").forEach(one -> values.addObject().set("value", one));
        }
    }

    private ObjectNode add(String option, String type, String description) {
        return properties
                .addObject()
                .put("name", property(option))
                .put("type", type)
                .put("description", description);
    }

    /** Spring Boot's form of a name: chunkSize is chunk-size. */
    private static String property(String option) {
        return PREFIX + "." + option.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
