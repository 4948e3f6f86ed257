package io.github.nanitefile.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every class, method and field that the jar names is there on the line of this run. */
class LinkageTest {

    /**
     * What the factory of URIs that the component plugin generates lacks on Camel 3, where the
     * method returns a Set. Camel 3 calls it for components with a SendDynamicAware, which ours has
     * not (a test of the contract has toD).
     */
    private static final String ONLY_ASKED_FOR_DYNAMIC_AWARE =
            "AbstractMethodError: [public abstract java.util.Set "
                    + "org.apache.camel.spi.EndpointUriFactory.multiValuePrefixes()]";

    /** A component as ours is made, on a framework of one class and two interfaces. */
    private static final Map<String, String> COMPONENT =
            Map.of(
                    "user.Component",
                    """
                    package user;
                    import lib.*;
                    public class Component extends Base implements Service {
                        public Component() { super("name"); }
                        @Override public void start() { super.start(); protectedOne(); }
                        public Object use(Info info) {
                            Lambda lambda = value -> value + info.text() + shared;
                            return lambda.apply(Base.of(1)) + new Info("").text() + info.getClass();
                        }
                    }
                    """);

    private static final Map<String, String> FRAMEWORK =
            Map.of(
                    "lib.Base",
                    """
                    package lib;
                    public class Base {
                        protected static int shared;
                        protected Base(String name) {}
                        public void start() {}
                        protected void protectedOne() {}
                        public static String of(int number) { return ""; }
                    }
                    """,
                    "lib.Service",
                    "package lib; public interface Service { void start(); }",
                    "lib.Lambda",
                    "package lib; public interface Lambda { String apply(String value); }",
                    "lib.Info",
                    """
                    package lib;
                    public class Info {
                        public Info(String text) {}
                        public String text() { return ""; }
                    }
                    """);

    @TempDir Path dir;

    @Test
    void shouldFindEverythingThatTheJarNames() throws Exception {
        List<String> classes = Shipped.classes();
        assertThat(classes).hasSizeGreaterThan(200);
        assertThat(new Linkage(Shipped.class.getClassLoader()).problems(classes))
                .filteredOn(problem -> !problem.contains(ONLY_ASKED_FOR_DYNAMIC_AWARE))
                .isEmpty();
    }

    @Test
    void shouldFindNothingWrongWithTheSameFramework() throws Exception {
        assertThat(problemsWith(FRAMEWORK)).isEmpty();
    }

    /** Each is a change of a framework that breaks what was compiled before it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lib.Base    | void start()               | final void start()          | overrides final",
                "lib.Base    | protected void protectedOne| private void protectedOne   | protectedOne",
                "lib.Base    | protected void protectedOne| protected static void protectedOne | protectedOne",
                "lib.Base    | public static String of    | public String of            | lib.Base.of",
                "lib.Base    | of(int number)             | of(long number)             | lib.Base.of",
                "lib.Base    | static String of(int number) { return \"\"; } | static Object of(int number) { return null; } | lib.Base.of",
                "lib.Base    | protected Base(String name)| Base(String name)           | Base(java.lang.String)",
                "lib.Base    | static int shared          | static long shared          | shared",
                "lib.Service | void start();              | void start(); void stop();  | stop()",
                "lib.Lambda  | String apply               | Object apply                | lib.Lambda.apply",
            })
    void shouldNameWhatBreaks(String name, String old, String changed, String problem)
            throws Exception {
        Map<String, String> framework = new TreeMap<>(FRAMEWORK);
        assertThat(framework.get(name)).contains(old);
        framework.put(name, framework.get(name).replace(old, changed));
        assertThat(problemsWith(framework)).anySatisfy(p -> assertThat(p).contains(problem));
    }

    @Test
    void shouldNameAClassThatIsGone() throws Exception {
        Map<String, String> framework = new TreeMap<>(FRAMEWORK);
        framework.remove("lib.Info");
        assertThat(problemsWith(framework))
                .anySatisfy(p -> assertThat(p).contains("ClassNotFoundException: lib.Info"));
    }

    @Test
    void shouldNameAClassThatIsAnInterfaceNow() throws Exception {
        Map<String, String> framework = new TreeMap<>(FRAMEWORK);
        framework.put("lib.Info", "package lib; public interface Info { String text(); }");
        assertThat(problemsWith(framework))
                .anySatisfy(p -> assertThat(p).contains("lib.Info is an interface"));
    }

    /** Of the component as it is when it was compiled against the framework as it was. */
    private List<String> problemsWith(Map<String, String> framework) throws Exception {
        Path old = compile("old", FRAMEWORK, dir);
        Path component = compile("component", COMPONENT, old);
        Path changed = compile("changed", framework, dir);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(component), url(changed)})) {
            return new Linkage(loader).problems(COMPONENT.keySet());
        }
    }

    private static URL url(Path folder) throws Exception {
        return folder.toUri().toURL();
    }

    private Path compile(String name, Map<String, String> sources, Path library) throws Exception {
        Path classes = Files.createDirectory(dir.resolve(name));
        List<String> arguments =
                new ArrayList<>(List.of("-d", classes.toString(), "-cp", library.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file =
                    dir.resolve(name + "-sources")
                            .resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, said, said, arguments.toArray(String[]::new));
        assertThat(result).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return classes;
    }
}
