package io.github.nanitefile.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * An example of {@code src/it}, copied to a folder of its own and started there by the command that
 * its README begins with. Ends with the test at the latest.
 */
public final class Example implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path EXAMPLES = Path.of("src", "it");
    private static final String COMMAND = "    ";

    private final Path folder;
    private final Path output;
    private final ProcessGroup process;

    private Example(Path folder, Path output, ProcessGroup process) {
        this.folder = folder;
        this.output = output;
        this.process = process;
    }

    /**
     * Starts it and waits until Camel says that it started.
     *
     * @param name of the example
     * @param folder where it is to live; must not exist
     * @param options of Maven, beside those of the command
     * @param java options of the JVM, where the example reads EXTRA_JAVA_OPTS
     */
    public static Example start(String name, Path folder, List<String> options, String java)
            throws IOException {
        ExampleMaven.installJar();
        copy(EXAMPLES.resolve(name), folder);
        ExampleMaven.configure(folder, options);
        Path output = Path.of("target", "it-" + folder.getFileName() + ".log").toAbsolutePath();
        Files.deleteIfExists(output);
        Files.createFile(output);
        String command = "cd '" + folder + "' && " + command(folder.resolve("README.md"));
        Example example =
                new Example(
                        folder,
                        output,
                        ProcessGroup.start(environment(java), output, "sh", "-c", command));
        example.await("started in");
        return example;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : FileTree.files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** The lines of the first block; the last one takes the place of the shell. */
    private static String command(Path readme) throws IOException {
        List<String> lines =
                Files.readAllLines(readme).stream()
                        .dropWhile(line -> !line.startsWith(COMMAND))
                        .takeWhile(line -> line.startsWith(COMMAND))
                        .map(String::strip)
                        .toList();
        int last = lines.size() - 1;
        return Stream.concat(lines.stream().limit(last), Stream.of("exec " + lines.get(last)))
                .collect(Collectors.joining(" && "));
    }

    private static Map<String, String> environment(String java) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("EXTRA_JAVA_OPTS", java);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.merge(
                "PATH", ExampleMaven.bin() + ":" + CamelCli.bin(), (old, ours) -> ours + ":" + old);
        return environment;
    }

    /** Waits until it has printed this. */
    public void await(String text) {
        try {
            Awaitility.await(text)
                    .atMost(PATIENCE)
                    .failFast(() -> !process.alive() && !output().contains(text))
                    .until(() -> output().contains(text));
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException(output(), e);
        }
    }

    /** Where it runs. */
    public Path folder() {
        return folder;
    }

    /** What it printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ctrl-C, and its end. */
    public void terminate() {
        process.terminate();
    }

    @Override
    public void close() {
        process.kill();
    }
}
