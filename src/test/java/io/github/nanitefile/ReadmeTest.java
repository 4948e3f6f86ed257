package io.github.nanitefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.docs.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The README says of every option and header what the catalogue says of it. */
class ReadmeTest {

    private static final Catalogue CATALOGUE = Catalogue.read();

    private static String readme;

    @BeforeAll
    static void read() throws Exception {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void shouldListEveryOptionOfTheEndpoint() {
        assertThat(CATALOGUE.endpointOptions()).isNotEmpty().allSatisfy(ReadmeTest::assertListed);
    }

    @Test
    void shouldListEveryOptionOfTheComponent() {
        assertThat(CATALOGUE.componentOptions()).isNotEmpty().allSatisfy(ReadmeTest::assertListed);
    }

    private static void assertListed(Catalogue.Entry option) {
        String value = option.defaultValue();
        assertThat(readme)
                .contains(
                        "| `"
                                + option.name()
                                + "` | "
                                + (value.isEmpty() ? "" : "`" + value + "`")
                                + " | ");
    }

    @Test
    void shouldDescribeEveryOptionAsTheCatalogueDoes() {
        assertThat(CATALOGUE.endpointOptions())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(readme).contains(option.description()));
    }

    @Test
    void shouldListEveryHeader() {
        assertThat(CATALOGUE.headers())
                .isNotEmpty()
                .allSatisfy(
                        header ->
                                assertThat(readme)
                                        .contains("| `" + header.name() + "` | ")
                                        .contains(header.description()));
    }
}
