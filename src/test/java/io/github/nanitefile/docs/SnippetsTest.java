package io.github.nanitefile.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nanitefile.testing.Brokers;
import io.github.nanitefile.testing.EmbeddedTestBroker;
import io.github.nanitefile.testing.Folders;
import io.github.nanitefile.testing.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every snippet of the documentation is compiled or loaded; those of the pages (not the README's,
 * which speak of hosts and keys) are started, too, and have to move a file where they do that from
 * {@code in} to {@code out}.
 */
class SnippetsTest {

    private static final Path README = Path.of("README.md");
    private static final Path PAGE = Path.of("docs/nanitefile-component.adoc");
    private static final Path RECIPES = Path.of("docs/recipes.md");
    private static final Path UPGRADING = Path.of("docs/upgrading.md");

    private static final Pattern FROM_IN = Pattern.compile("(?<!\\w)file:in\\b");
    private static final Pattern TO_OUT = Pattern.compile("((?<!\\w)file:|directory(=|: ))out\\b");

    @TempDir Path folder;

    static Stream<Snippet> snippets() {
        return Stream.of(README, PAGE, RECIPES, UPGRADING)
                .flatMap(page -> Snippet.of(page).stream());
    }

    static Stream<Snippet> routes() {
        return snippets()
                .filter(snippet -> !XmlSnippet.isDependency(snippet))
                .filter(snippet -> !XmlSnippet.isSpring(snippet))
                .filter(snippet -> !Manifest.isOne(snippet));
    }

    static Stream<Snippet> dependencies() {
        return snippets().filter(XmlSnippet::isDependency);
    }

    static Stream<Snippet> beans() {
        return snippets().filter(XmlSnippet::isSpring);
    }

    static Stream<Snippet> manifests() {
        return snippets().filter(Manifest::isOne);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void shouldLoadAndStart(Snippet snippet) throws Exception {
        assumeAllIsThere(snippet);
        boolean starts = snippet.starts() && !snippet.page().equals(README);
        try (EmbeddedTestBroker broker = new EmbeddedTestBroker();
                SnippetRun run = new SnippetRun(broker, folder, starts)) {
            CamelContext context = run.start(snippet);
            if (isOfRoutes(snippet)) {
                assertThat(context.getRoutes()).isNotEmpty();
            }
            if (starts && moves(snippet)) {
                assertMoves();
            }
        }
        // On no file did a route fail.
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    private static boolean isOfRoutes(Snippet snippet) {
        return snippet.language().equals("xml") || snippet.language().equals("yaml");
    }

    private static boolean moves(Snippet snippet) {
        return FROM_IN.matcher(snippet.text()).find() && TO_OUT.matcher(snippet.text()).find();
    }

    private void assertMoves() throws Exception {
        Folders.write(folder.resolve("in/report.pdf"), 100_000, 1);
        String digest = Folders.digest(folder.resolve("in/report.pdf"));
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(Folders.digests(folder.resolve("out")))
                                        .isNotEmpty()
                                        .allSatisfy(
                                                (name, arrived) -> {
                                                    assertThat(name).endsWith("report.pdf");
                                                    assertThat(arrived).isEqualTo(digest);
                                                }));
    }

    /** Other lines of Camel are tested without some of its artifacts. */
    static void assumeAllIsThere(Snippet snippet) {
        if (snippet.language().equals("yaml")) {
            assumeThere("META-INF/services/org/apache/camel/routes-loader/yaml");
        }
        if (snippet.text().contains("spring-rabbitmq:")) {
            assumeThere("META-INF/services/org/apache/camel/component/spring-rabbitmq");
        }
    }

    private static void assumeThere(String resource) {
        assumeTrue(
                SnippetsTest.class.getClassLoader().getResource(resource) != null,
                resource + " is not on this line");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dependencies")
    void shouldNameThisArtifact(Snippet snippet) throws Exception {
        assertThat(XmlSnippet.coordinates(snippet))
                .isEqualTo(XmlSnippet.coordinates(Path.of("pom.xml")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beans")
    void shouldGiveSpringItsBeans(Snippet snippet) {
        assertThat(XmlSnippet.beans(snippet)).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manifests")
    void shouldMountWhatTheManifestDeclares(Snippet snippet) {
        Manifest manifest = Manifest.of(snippet);
        assertThat(manifest.mounts()).isNotEmpty();
        assertThat(manifest.volumes()).containsAll(manifest.mounts());
    }

    /** The test of this test: what is broken is noticed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java       | from(\"nanitefile:a\").too(\"mock:b\");                   | too",
                "java       | from(\"nanitefile:a?grop=b\").to(\"mock:b\");             | grop",
                "java       | from(\"nanitefile:a?onFailure=ignore\").to(\"mock:b\");   | onFailure=ignore",
                "xml        | <route><from uri=\"nanitefile:a\"/><too uri=\"b:c\"/></route> | too",
                "xml        | <route><from uri=\"nanitefile:a?grop=b\"/><to uri=\"mock:b\"/></route> | grop",
                "yaml       | [{route: {from: {uri: \"nanitefile:a\", stepps: []}}}]     | stepps",
                "properties | camel.component.nanitefile.grop=b                         | grop",
                "text       | hello                                                     | Nobody knows",
            })
    void shouldNoticeWhatIsBroken(String language, String text, String named) {
        Snippet snippet = new Snippet(PAGE, 1, language, text + "\n", true);
        assumeAllIsThere(snippet);
        if (language.equals("xml")) {
            Line.assumeXmlDsl(); // Camel 3 passes over an element that it does not know
        }
        try (SnippetRun run = new SnippetRun(Brokers.embedded(), folder, true)) {
            assertThatThrownBy(() -> run.start(snippet)).hasStackTraceContaining(named);
        }
    }

    @Test
    void shouldFindSnippetsInEitherKindOfPage() throws Exception {
        Path markdown =
                Files.writeString(
                        folder.resolve("a.md"),
                        "<!-- loaded, not started: why -->\n  ```java\n  a();\n    b();\n  ```\n```xml\n<a/>\n```\n");
        Path asciiDoc =
                Files.writeString(folder.resolve("a.adoc"), "x\n[source,yaml]\n----\n- a\n----\n");
        assertThat(Snippet.of(markdown))
                .containsExactly(
                        new Snippet(markdown, 3, "java", "a();\n  b();\n", false),
                        new Snippet(markdown, 7, "xml", "<a/>\n", true));
        assertThat(Snippet.of(asciiDoc))
                .containsExactly(new Snippet(asciiDoc, 4, "yaml", "- a\n", true));
    }
}
