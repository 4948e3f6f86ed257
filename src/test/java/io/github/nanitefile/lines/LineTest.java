package io.github.nanitefile.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** That a run tests what it is meant to, and that its line finds what it looks for in the jar. */
class LineTest {

    private static final String DESCRIPTION = "io/github/nanitefile/camel/nanitefile.json";

    /** Set by the runs of other lines: the version of Camel. */
    private static final String LINE = System.getProperty("nanitefile.line");

    @Test
    void shouldRunOnTheLineThatItIsMeantFor() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getVersion())
                    .isEqualTo(LINE == null ? System.getProperty("nanitefile.built-on") : LINE);
        }
    }

    @Test
    void shouldTakeTheJarItselfOnOtherLines() throws Exception {
        if (LINE == null) {
            assertThat(Shipped.location()).isDirectory();
        } else {
            assertThat(Shipped.location()).isRegularFile().hasExtension("jar");
        }
    }

    @Test
    void shouldDescribeTheComponentWhereTheLineLooksForIt() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            CatalogCamelContext catalog = context;
            assertThat(catalog.getComponentParameterJsonSchema("nanitefile"))
                    .contains("\"scheme\": \"nanitefile\"", "\"spoolDirectory\"");
        }
    }

    @Test
    void shouldDescribeTheComponentForCamel4AndForCamel3() throws Exception {
        assertThat(resource("META-INF/" + DESCRIPTION))
                .contains("\"scheme\": \"nanitefile\"")
                .isEqualTo(resource(DESCRIPTION));
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = LineTest.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
