package io.github.nanitefile.docs;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;

/**
 * Compiles what is in {@code configure()} of a {@code RouteBuilder}, with {@code context} in reach.
 * Imports that go without saying need not be there; others stand before the rest.
 */
final class JavaSnippet {

    private static final String NAME = "DocumentedRoutes";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");

    private static final String BEFORE =
            """
            import com.rabbitmq.client.ConnectionFactory;
            import io.github.nanitefile.camel.*;
            import io.github.nanitefile.packet.*;
            import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
            import java.util.*;
            import org.apache.camel.CamelContext;
            import org.apache.camel.builder.RouteBuilder;
            import org.apache.camel.spi.CamelEvent;
            import org.apache.camel.support.EventNotifierSupport;
            import org.apache.camel.support.jsse.*;
            IMPORTS
            public class DocumentedRoutes extends RouteBuilder {
                private final ConnectionFactory factory = new ConnectionFactory();

                void alert(String what) {
                    log.warn(what);
                }

                @Override
                public void configure() throws Exception {
                    CamelContext context = getContext();
            """;

    private static final String AFTER = "    }\n}\n";

    private JavaSnippet() {}

    /**
     * @param folder for the classes
     * @throws IllegalArgumentException if it does not compile; says where and why
     */
    static RoutesBuilder compile(String text, Path folder) throws Exception {
        Path classes = Files.createDirectories(folder);
        String imports =
                IMPORT.matcher(text).results().map(m -> m.group()).collect(Collectors.joining());
        String body = IMPORT.matcher(text).replaceAll("\n");
        String before = BEFORE.replace("IMPORTS", imports);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none");
        boolean compiled =
                javac.getTask(null, null, said, options, null, List.of(source(before, body)))
                        .call();
        if (!compiled) {
            long first = before.lines().count();
            throw new IllegalArgumentException(
                    said.getDiagnostics().stream()
                            .map(error -> told(error, first))
                            .collect(Collectors.joining("\n", "It does not compile:\n", "")));
        }
        return load(classes);
    }

    private static JavaFileObject source(String before, String body) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + NAME + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return before + body + AFTER;
            }
        };
    }

    private static String told(Diagnostic<? extends JavaFileObject> error, long first) {
        return "its line "
                + (error.getLineNumber() - first)
                + ": "
                + error.getMessage(Locale.ENGLISH);
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The loader stays open: routes find their inner classes when they first need them. */
    private static RoutesBuilder load(Path classes) throws Exception {
        URL[] where = {classes.toUri().toURL()};
        ClassLoader loader = new URLClassLoader(where, JavaSnippet.class.getClassLoader());
        return (RoutesBuilder) loader.loadClass(NAME).getConstructor().newInstance();
    }
}
