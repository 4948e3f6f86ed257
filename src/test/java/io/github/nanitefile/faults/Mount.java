package io.github.nanitefile.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk in memory. Gone with {@link #close}, and at the latest with this JVM. */
final class Mount implements AutoCloseable {

    private final Path folder;
    private final Thread endWithThisJvm = new Thread(this::unmount, "unmount");

    private Mount(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(endWithThisJvm);
    }

    /** Why this process may not mount anything, if so. */
    static Optional<String> unavailable() {
        try {
            Path probe = Files.createTempDirectory("nanitefile-mount-");
            try (Mount mount = tmpfs(probe, 1 << 20)) {
                return Optional.empty();
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return Optional.of(
                    "no file system may be mounted here (it takes root): " + e.getMessage());
        }
    }

    static Mount tmpfs(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
        return new Mount(folder);
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
    }

    /** Even if somebody still has a file open there. */
    private void unmount() {
        try {
            run("umount", "-l", folder.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command[0] + " runs", e);
        }
    }
}
