package io.github.nanitefile.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of the component's page are what the catalogue says. */
class ComponentPageTest {

    private static final Path PAGE = Path.of("docs/nanitefile-component.adoc");
    private static final String WRITE = "nanitefile.docs.write";

    private final OptionTables tables = new OptionTables(Catalogue.read());

    @Test
    void shouldHaveTheTablesOfTheCatalogue() throws Exception {
        String page = Files.readString(PAGE);
        String renewed = tables.renew(page);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, renewed);
            return;
        }
        assertThat(page)
                .as(
                        "the tables of %s, which 'mvn test -Dtest=ComponentPageTest -D%s=true' makes anew",
                        PAGE, WRITE)
                .isEqualTo(renewed);
    }

    @Test
    void shouldChangeNothingButTables() throws Exception {
        String page = tables.renew(Files.readString(PAGE));
        String emptied = page.replaceAll("(?m)^\\| \\*.*\n", "");
        assertThat(emptied).isNotEqualTo(page);
        assertThat(tables.renew(emptied)).isEqualTo(page);
    }

    @Test
    void shouldSayWhichTableHasNoPlace() {
        assertThatThrownBy(() -> tables.renew(""))
                .hasMessageContaining(": START' and '// ")
                .hasMessageContaining("where it belongs");
    }
}
