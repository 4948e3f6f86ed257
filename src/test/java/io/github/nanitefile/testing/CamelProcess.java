package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * Camel's own main program in a JVM of its own, with one or more files of routes, in a folder of
 * its own. Ends with the test at the latest.
 */
public final class CamelProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What Camel 4.22 says of the broker's password, which is given as a property here. */
    private static final String OF_THE_PASSWORD = "SECURITY WARNING: [secret]";

    private final Process process;
    private final Path output;
    private final Thread endWithThisJvm;

    private CamelProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        endWithThisJvm = new Thread(process::destroyForcibly, "end-" + process.pid());
        Runtime.getRuntime().addShutdownHook(endWithThisJvm);
    }

    /**
     * Starts it with files of {@code routes/}, unchanged, and waits until it says that it is ready.
     *
     * @param folder its working directory
     * @param heap as {@code -Xmx} takes it
     * @param options of the component, as name=value
     * @param routes names in {@code routes/}, without .xml
     */
    public static CamelProcess start(
            Path folder, String heap, List<String> options, String... routes) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String route : routes) {
            files.add(shipped(route));
        }
        return start(folder, heap, ofComponent(options), files);
    }

    /** Options of the component, as properties of Camel. */
    public static List<String> ofComponent(List<String> options) {
        return options.stream().map(option -> "camel.component.nanitefile." + option).toList();
    }

    /** A file of routes, with the one that says that all are ready. */
    public static String routes(String routes) {
        return """
                <routes xmlns="http://camel.apache.org/schema/spring">
                %s
                    <route id="hello">
                        <from uri="timer:hello?repeatCount=1&amp;delay=0"/>
                        <log message="Ready"/>
                    </route>
                </routes>
                """
                .formatted(routes);
    }

    /** A file of {@code routes/}. */
    public static Path shipped(String route) {
        return Path.of("routes", route + ".xml").toAbsolutePath();
    }

    /**
     * Starts it and waits until it says that it is ready, as a route of each file does.
     *
     * @param folder its working directory
     * @param heap as {@code -Xmx} takes it
     * @param properties of Camel, as name=value, in a file: Camel 3 takes no beans from the
     *     system's
     * @param routes files
     */
    public static CamelProcess start(
            Path folder, String heap, List<String> properties, List<Path> routes)
            throws IOException {
        Files.createDirectories(folder);
        Path output =
                Files.createTempFile(
                        folder.toAbsolutePath().getParent(), folder.getFileName() + "-", ".log");
        String patterns =
                routes.stream().map(route -> "file:" + route).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Dfile.encoding=UTF-8",
                        "-Dsun.jnu.encoding=UTF-8",
                        "-Dlogback.configurationFile="
                                + Path.of("routes", "logback.xml").toAbsolutePath(),
                        "-Dnanitefile.transfers.level=DEBUG",
                        "-Dcamel.main.name=test",
                        "-Dcamel.main.routesIncludePattern=" + patterns));
        command.addAll(
                List.of(
                        "org.apache.camel.main.Main",
                        "-propertiesLocation",
                        "file:"
                                + write(
                                        properties,
                                        output.resolveSibling(
                                                output.getFileName() + ".properties"))));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        CamelProcess camel = new CamelProcess(builder.start(), output);
        try {
            Awaitility.await("ready")
                    .atMost(PATIENCE)
                    .failFast(() -> !camel.process.isAlive())
                    .until(() -> camel.output().contains("Ready"));
        } catch (RuntimeException e) {
            camel.close();
            throw new IllegalStateException(camel.output(), e);
        }
        return camel;
    }

    private static Path write(List<String> properties, Path file) throws IOException {
        Properties content = new Properties();
        for (String property : properties) {
            int end = property.indexOf('=');
            content.setProperty(property.substring(0, end), property.substring(end + 1));
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            content.store(writer, null);
        }
        return file;
    }

    /** What it printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The warnings and errors that it printed so far, but for Camel's of the password. */
    public List<String> complaints() {
        return output().lines()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .filter(line -> !line.contains(OF_THE_PASSWORD))
                .toList();
    }

    /** Whether it runs, or is stopped by a signal. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    /** SIGTERM, and its end. */
    public void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("It does not end: " + output());
        }
    }

    /** SIGSTOP: it stands still, its connections open. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("Cannot send " + name + " to process " + pid());
        }
    }

    /** Kill -9, if it is there. */
    @Override
    public void close() {
        process.destroyForcibly();
        Awaitility.await("end").atMost(PATIENCE).until(() -> !process.isAlive());
        Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
    }
}
