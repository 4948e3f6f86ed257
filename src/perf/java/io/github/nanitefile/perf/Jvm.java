package io.github.nanitefile.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Java program in a JVM of its own, with the class path of this one; it ends with this one at the
 * latest. A thread of its own takes in what it prints; all else is used by one thread.
 */
final class Jvm implements AutoCloseable {

    private static final Duration END_PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final Path log;
    private final Path gcLog;
    private final PrintStream input;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final Thread endWithThisJvm;

    /**
     * A line that it printed.
     *
     * @param nanos when, by {@link System#nanoTime}
     */
    record Line(long nanos, String text) {}

    /**
     * Starts it.
     *
     * @param folder its working directory; what it prints goes to a file of that name beside it
     * @param heap as {@code -Xmx} takes it
     * @param properties of the system, as name=value
     */
    Jvm(Path folder, String heap, List<String> properties, String main, String... arguments)
            throws IOException {
        Files.createDirectories(folder);
        log = folder.resolveSibling(folder.getFileName() + ".log");
        gcLog = folder.resolveSibling(folder.getFileName() + ".gc.log");
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(
                List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + gcLog));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        properties.forEach(property -> command.add("-D" + property));
        command.add(
                "-Dlogback.configurationFile=" + Path.of("routes/logback.xml").toAbsolutePath());
        command.add(main);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        endWithThisJvm = new Thread(process::destroyForcibly, "end-" + process.pid());
        Runtime.getRuntime().addShutdownHook(endWithThisJvm);
        Thread reading = new Thread(this::read, "read-" + process.pid());
        reading.setDaemon(true);
        reading.start();
    }

    /** The path of a program of this JDK. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                PrintStream copy = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                lines.add(new Line(System.nanoTime(), text));
                copy.println(text);
            }
        } catch (IOException ended) {
            return; // and was closed meanwhile
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where its garbage collector writes. */
    Path gcLog() {
        return gcLog;
    }

    /** Gives it a line on its standard input. */
    void say(String line) {
        input.println(line);
    }

    /**
     * The next line that has the text in it; those before it are passed over.
     *
     * @throws IllegalStateException if it ends first, or says nothing of the kind in that time
     */
    Line await(String text, Duration patience) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline && (isAlive() || !lines.isEmpty())) {
            Line line = lines.poll(1, TimeUnit.SECONDS);
            if (line != null && line.text().contains(text)) {
                return line;
            }
            if (line != null) {
                passed.add(line.text());
            }
        }
        throw new IllegalStateException(
                "no \"" + text + "\" but " + String.join(" / ", passed) + "; see " + log);
    }

    /** Kill -9, if it is there. */
    @Override
    public void close() {
        process.destroyForcibly();
        Awaitility.await("end").atMost(END_PATIENCE).until(() -> !process.isAlive());
        Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
    }
}
