package io.github.nanitefile.camel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.camel.NaniteFileComponent;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class BootPropertiesTest {

    private static final String PREFIX = "camel.component.nanitefile.";

    private final CamelContext camel = new DefaultCamelContext();

    private NaniteFileComponent bind(StandardEnvironment environment) {
        NaniteFileComponent component = new NaniteFileComponent();
        component.setCamelContext(camel);
        component.build();
        new NaniteFileAutoConfiguration()
                .naniteFileProperties(environment)
                .configure("nanitefile", component);
        return component;
    }

    private NaniteFileComponent bind(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return bind(environment);
    }

    @Test
    void shouldTakeEveryWayToWriteAName() {
        NaniteFileComponent component =
                bind(
                        Map.of(
                                PREFIX + "addresses", "somewhere:5672",
                                PREFIX + "window-size", "5",
                                PREFIX + "chunkSize", 7,
                                PREFIX + "prefetch_count", "9"));
        assertThat(component.getWindowSize()).isEqualTo(5);
        assertThat(component.getConfiguration().getAddresses()).isEqualTo("somewhere:5672");
        assertThat(component.getConfiguration().getChunkSize()).isEqualTo(7);
        assertThat(component.getConfiguration().getPrefetchCount()).isEqualTo(9);
    }

    @Test
    void shouldTakeAnEnvironmentVariable() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "CAMEL_COMPONENT_NANITEFILE_IDLETIMEOUT", "90s",
                                        "CAMEL_COMPONENT_NANITEFILE_MAX_FILE_SIZE", "11")));
        NaniteFileComponent component = bind(environment);
        assertThat(component.getConfiguration().getIdleTimeout()).isEqualTo(90_000);
        assertThat(component.getConfiguration().getMaxFileSize()).isEqualTo(11);
    }

    @Test
    void shouldLeaveTheNamesOfQueueArgumentsAsTheyAre() {
        NaniteFileComponent component =
                bind(
                        Map.of(
                                PREFIX + "queue-args.x-dead-letter-exchange", "failed",
                                PREFIX + "queueArgs[x-overflow]", "reject-publish"));
        assertThat(component.getConfiguration().getQueueArgs())
                .isEqualTo(
                        Map.of(
                                "x-dead-letter-exchange", "failed",
                                "x-overflow", "reject-publish"));
    }

    @Test
    void shouldTakeABeanOfCamelsRegistry() {
        ConnectionFactory factory = new ConnectionFactory();
        camel.getRegistry().bind("mine", factory);
        NaniteFileComponent component = bind(Map.of(PREFIX + "connection-factory", "#bean:mine"));
        assertThat(component.getConfiguration().getConnectionFactory()).isSameAs(factory);
    }

    @Test
    void shouldRefuseAnUnknownName() {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + "adresses", "somewhere")))
                .rootCause()
                .hasMessage(
                        "Property camel.component.nanitefile.adresses names no option of the"
                                + " component nanitefile; README.md lists them");
    }

    @Test
    void shouldPassOverTheSwitchOfSpringBoot() {
        NaniteFileComponent component =
                bind(Map.of(PREFIX + "enabled", "true", PREFIX + "group", "north"));
        assertThat(component.getConfiguration().getGroup()).isEqualTo("north");
    }

    @Test
    void shouldDescribeEveryOptionToEditors() throws Exception {
        Set<String> described = new HashSet<>();
        for (JsonNode property :
                read("/META-INF/spring-configuration-metadata.json").get("properties")) {
            assertThat(property.get("description").asText()).isNotBlank();
            assertThat(property.get("name").asText()).startsWith(PREFIX);
            described.add(
                    property.get("name").asText().substring(PREFIX.length()).replace("-", ""));
        }
        Set<String> options = new HashSet<>(Set.of("enabled"));
        read("/META-INF/io/github/nanitefile/camel/nanitefile.json")
                .get("componentProperties")
                .fieldNames()
                .forEachRemaining(option -> options.add(option.toLowerCase(Locale.ROOT)));
        options.remove("configuration");
        assertThat(described).isEqualTo(options);
    }

    private static JsonNode read(String name) throws Exception {
        try (InputStream json = BootPropertiesTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(json);
        }
    }
}
