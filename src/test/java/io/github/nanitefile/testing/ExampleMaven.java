package io.github.nanitefile.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Maven as the examples run it: with a local repository of the build's own, in which the jar of
 * this build is installed, and which takes everything else from the user's before it asks a remote
 * one. Nobody's repository is written to.
 */
final class ExampleMaven {

    private static final Path REPOSITORY = Path.of("target", "it-repository").toAbsolutePath();
    private static final Path SETTINGS = Path.of("target", "it-settings.xml").toAbsolutePath();

    private static final String REPOSITORY_XML =
            """
            <%1$s>
              <id>cache</id>
              <url>%2$s</url>
              <releases><checksumPolicy>ignore</checksumPolicy></releases>
              <snapshots><enabled>false</enabled></snapshots>
            </%1$s>
            """;

    private static final String SETTINGS_XML =
            """
            <settings>
              <profiles>
                <profile>
                  <id>cache</id>
                  <repositories>%s</repositories>
                  <pluginRepositories>%s</pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>cache</activeProfile></activeProfiles>
            </settings>
            """;

    private ExampleMaven() {}

    /** What Maven installs: the jar and its description. */
    static void installJar() throws IOException {
        String version = property("version");
        String name = "camel-nanitefile-" + version;
        Path folder =
                Files.createDirectories(
                        REPOSITORY.resolve("io/github/nanitefile/camel-nanitefile/" + version));
        copy(Path.of(property("jar")), folder.resolve(name + ".jar"));
        copy(Path.of("pom.xml"), folder.resolve(name + ".pom"));
        String cache = Path.of(property("cache")).toUri().toString();
        Files.writeString(
                SETTINGS,
                SETTINGS_XML.formatted(
                        REPOSITORY_XML.formatted("repository", cache),
                        REPOSITORY_XML.formatted("pluginRepository", cache)));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes the command {@code mvn}, in this folder, use all this, without a word in it. */
    static void configure(Path project, List<String> more) throws IOException {
        List<String> options = new ArrayList<>();
        options.addAll(List.of("-B", "-ntp", "-gs", SETTINGS.toString()));
        options.add("-Dmaven.repo.local=" + REPOSITORY);
        if (property("mode").equals("offline=true")) {
            options.addAll(List.of("-o", "-Daether.offline.protocols=file"));
        }
        options.addAll(more);
        Files.createDirectories(project.resolve(".mvn"));
        Files.write(project.resolve(".mvn/maven.config"), options);
    }

    /** The folder of the command {@code mvn}. */
    static Path bin() {
        return Path.of(property("maven"), "bin");
    }

    static Path repository() {
        return REPOSITORY;
    }

    static Path settings() {
        return SETTINGS;
    }

    private static String property(String name) {
        String key = "nanitefile.it." + name;
        String value = System.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(
                    "No system property " + key + ": the examples run in mvn verify alone");
        }
        return value;
    }
}
