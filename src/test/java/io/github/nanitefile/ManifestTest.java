package io.github.nanitefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar says of itself to OSGi. */
class ManifestTest {

    private static List<String> imports;
    private static String exports;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream in =
                Files.newInputStream(Path.of("target", "classes", "META-INF", "MANIFEST.MF"))) {
            Manifest manifest = new Manifest(in);
            imports = clauses(manifest.getMainAttributes().getValue("Import-Package"));
            exports = manifest.getMainAttributes().getValue("Export-Package");
        }
    }

    /** Commas part them, but for those between quotation marks. */
    private static List<String> clauses(String header) {
        return Arrays.asList(header.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)"));
    }

    @Test
    void shouldTakeBothLinesOfCamel() {
        assertThat(imports)
                .filteredOn(one -> one.startsWith("org.apache.camel"))
                .filteredOn(one -> !one.contains("rabbitmq"))
                .isNotEmpty()
                .allMatch(one -> one.endsWith(";version=\"[3.22,5)\""));
    }

    @Test
    void shouldNeedOnlyWhatEveryUserHas() {
        assertThat(imports)
                .filteredOn(one -> !one.contains("resolution:=optional"))
                .allMatch(
                        one ->
                                one.matches(
                                        "(org\\.apache\\.camel|com\\.rabbitmq\\.client"
                                                + "|com\\.fasterxml\\.jackson\\.core"
                                                + "|org\\.snakeyaml\\.engine|org\\.slf4j|javax)"
                                                + "\\b.*"));
    }

    /** They are bundles of their own, and used only where they are there. */
    @Test
    void shouldDoWithoutHealthChecksAndDevConsole() {
        assertThat(imports)
                .filteredOn(
                        one -> one.matches("org\\.apache\\.camel\\.(impl\\.health|util\\.json);.*"))
                .hasSize(2)
                .allMatch(one -> one.contains("resolution:=optional"));
    }

    @Test
    void shouldExportWhatUsersName() {
        assertThat(exports)
                .contains(
                        "io.github.nanitefile.camel;",
                        "io.github.nanitefile.camel.dataformat;",
                        "io.github.nanitefile.packet;",
                        "io.github.nanitefile.transfer;",
                        "io.github.nanitefile.transfer.send;");
    }
}
