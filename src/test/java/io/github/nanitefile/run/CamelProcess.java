package io.github.nanitefile.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Camel's own main program in a JVM of its own, with one or more files of {@code routes/}
 * unchanged, in a folder of its own. Ends with the test at the latest.
 */
final class CamelProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;

    private CamelProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param folder its working directory
     * @param heap as {@code -Xmx} takes it
     * @param options of the component, as name=value
     * @param routes names in {@code routes/}, without .xml
     */
    static CamelProcess start(Path folder, String heap, List<String> options, String... routes)
            throws IOException {
        Files.createDirectories(folder);
        Path output = Files.createTempFile(folder.toAbsolutePath().getParent(), "output", ".log");
        List<String> patterns = new ArrayList<>();
        for (String route : routes) {
            patterns.add("file:" + Path.of("routes", route + ".xml").toAbsolutePath());
        }
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
                        "-Dcamel.main.name=test",
                        "-Dcamel.main.routesIncludePattern=" + String.join(",", patterns)));
        options.forEach(option -> command.add("-Dcamel.component.nanitefile." + option));
        command.add("org.apache.camel.main.Main");
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

    /** What it printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and its end. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("It does not end: " + output());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Awaitility.await("end").atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
