package io.github.nanitefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The README says of every option and header what the catalogue says of it. */
class ReadmeTest {

    private static final String CATALOGUE = "/META-INF/io/github/nanitefile/camel/nanitefile.json";

    /** Camel's own options, which the README names in a sentence. */
    private static final Set<String> CAMELS =
            Set.of(
                    "bridgeErrorHandler",
                    "exceptionHandler",
                    "exchangePattern",
                    "lazyStartProducer",
                    "autowiredEnabled",
                    "configuration");

    private static JsonNode catalogue;
    private static String readme;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream json = ReadmeTest.class.getResourceAsStream(CATALOGUE)) {
            catalogue = new ObjectMapper().readTree(json);
        }
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void shouldListEveryOptionOfTheEndpoint() {
        catalogue
                .get("properties")
                .properties()
                .forEach(one -> assertListed(one.getKey(), one.getValue()));
    }

    @Test
    void shouldListEveryOptionOfTheComponent() {
        catalogue
                .get("componentProperties")
                .properties()
                .forEach(one -> assertListed(one.getKey(), one.getValue()));
    }

    private static void assertListed(String name, JsonNode option) {
        if (CAMELS.contains(name)) {
            return;
        }
        String value = option.path("defaultValue").asText();
        assertThat(readme)
                .contains(
                        "| `" + name + "` | " + (value.isEmpty() ? "" : "`" + value + "`") + " | ");
    }

    @Test
    void shouldDescribeEveryOptionAsTheCatalogueDoes() {
        catalogue
                .get("properties")
                .properties()
                .forEach(
                        one -> {
                            if (!CAMELS.contains(one.getKey())) {
                                assertThat(readme)
                                        .contains(one.getValue().get("description").asText());
                            }
                        });
    }

    @Test
    void shouldListEveryHeader() {
        catalogue
                .get("headers")
                .properties()
                .forEach(
                        one ->
                                assertThat(readme)
                                        .contains("| `" + one.getKey() + "` | ")
                                        .contains(one.getValue().get("description").asText()));
    }
}
