package io.github.nanitefile.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code camel}, made of what JBang would start, with the local repository of the
 * examples.
 */
public final class CamelCli {

    private static final Path SOURCE = Path.of("src", "test", "camel-cli").toAbsolutePath();
    private static final Path HOME = Path.of("target", "camel-cli").toAbsolutePath();

    private CamelCli() {}

    /** The folder of the command. */
    static Path bin() {
        return HOME.resolve("bin");
    }

    /** Puts the command into its folder; Maven fetches what it is made of. */
    public static void install() throws IOException, InterruptedException {
        ExampleMaven.installJar();
        Files.createDirectories(bin());
        ExampleMaven.configure(HOME, List.of());
        Files.writeString(HOME.resolve("pom.xml"), Files.readString(SOURCE.resolve("pom.xml")));
        copyJars();
        Path command = bin().resolve("camel");
        Files.writeString(
                command,
                """
                #!/bin/sh
                exec '%s/bin/java' '-Dmaven.repo.local=%s' -cp '%s/lib/*' '%s/Camel.java' "$@" '--maven-settings=%s'
                """
                        .formatted(
                                System.getProperty("java.home"),
                                ExampleMaven.repository(),
                                HOME,
                                SOURCE,
                                ExampleMaven.settings()));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copyJars() throws IOException, InterruptedException {
        Path output = HOME.resolve("maven.log");
        Process maven =
                new ProcessBuilder(
                                ExampleMaven.bin().resolve("mvn").toString(),
                                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                                "-DoutputDirectory=lib")
                        .directory(HOME.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!maven.waitFor(5, TimeUnit.MINUTES) || maven.exitValue() != 0) {
            maven.destroyForcibly();
            throw new IllegalStateException(Files.readString(output));
        }
    }
}
