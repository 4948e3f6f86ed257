package io.github.nanitefile.lines;

import io.github.nanitefile.camel.NaniteFileComponent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is shipped: the jar, or the folder of which it is made where tests come before the jar. */
final class Shipped {

    private static final String CLASS = ".class";

    private Shipped() {}

    /** Where it is. */
    static Path location() throws URISyntaxException {
        return Path.of(
                NaniteFileComponent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
    }

    /** The names of all classes in it. */
    static List<String> classes() throws IOException, URISyntaxException {
        Path location = location();
        if (Files.isDirectory(location)) {
            return classes(location);
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return classes(jar.getPath("/"));
        }
    }

    private static List<String> classes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(CLASS))
                    .filter(file -> !file.endsWith("package-info" + CLASS))
                    .map(file -> file.substring(0, file.length() - CLASS.length()))
                    .map(file -> file.replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }
}
