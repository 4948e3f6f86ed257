package io.github.nanitefile.docs;

import io.github.nanitefile.camel.Contexts;
import io.github.nanitefile.testing.TestBroker;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Camel's own main program with one snippet in it, on a broker of the test. What the snippet says
 * of folders and files is beneath a folder of the test, nothing else is changed.
 */
final class SnippetRun implements AutoCloseable {

    /** What comes before the name of a file or folder. */
    private static final Pattern PLACE =
            Pattern.compile("((?<![\\w{])file:|[dD]irectory(?:=|: )|new File\\(\")(?=[\\w./])");

    private final Main main = new Main();
    private final CachingConnectionFactory springs;
    private final Path folder;

    /**
     * @param starts false to load routes and look up their endpoints, but connect to nobody
     */
    SnippetRun(TestBroker broker, Path folder, boolean starts) {
        this.folder = folder;
        main.configure().setAutoStartup(starts);
        main.configure().setShutdownTimeout(10);
        main.addInitialProperty(
                "camel.component.nanitefile.lazyStartProducer", Boolean.toString(!starts));
        main.addInitialProperty("camel.component.nanitefile.addresses", broker.addresses());
        main.addInitialProperty("camel.component.nanitefile.username", broker.username());
        main.addInitialProperty("camel.component.nanitefile.password", broker.password());
        main.addInitialProperty(
                "camel.component.nanitefile.spoolDirectory", folder.resolve("spool").toString());
        main.addInitialProperty("hostname", "host-b");
        main.addInitialProperty("password", broker.password());
        springs = springs(broker);
        main.bind("springs", springs);
    }

    private static CachingConnectionFactory springs(TestBroker broker) {
        CachingConnectionFactory factory =
                new CachingConnectionFactory(broker.host(), broker.port());
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        return factory;
    }

    /**
     * Loads a snippet and starts Camel.
     *
     * @throws IllegalStateException if it cannot be; says which snippet, and why
     */
    CamelContext start(Snippet snippet) {
        try {
            load(snippet);
            main.start();
            Contexts.checkOptions(main.getCamelContext());
            return main.getCamelContext();
        } catch (Exception e) {
            throw new IllegalStateException(snippet + " does not load, or does not start", e);
        }
    }

    private void load(Snippet snippet) throws Exception {
        String text = beneath(snippet.text());
        switch (snippet.language()) {
            case "java" ->
                    main.configure()
                            .addRoutesBuilder(JavaSnippet.compile(text, folder.resolve("classes")));
            case "xml" -> include("snippet.xml", XmlSnippet.routes(text));
            case "yaml" -> include("snippet.yaml", text);
            case "properties" -> override(text);
            default ->
                    throw new IllegalArgumentException(
                            "Nobody knows how to load it: let it be java, xml, yaml or properties,"
                                    + " or indent it where it is none of these");
        }
    }

    private String beneath(String text) {
        return PLACE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(folder + "/"));
    }

    private void include(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        main.configure().withRoutesIncludePattern("file:" + file);
    }

    private void override(String text) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        properties.forEach(
                (key, value) -> main.addOverrideProperty(key.toString(), value.toString()));
    }

    @Override
    public void close() {
        main.stop();
        springs.destroy();
    }
}
