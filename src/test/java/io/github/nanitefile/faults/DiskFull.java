package io.github.nanitefile.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** The disk of the receiver's spool is full in the middle of a file, until room is made. */
final class DiskFull implements Fault {

    private static final long DISK = 300L << 20;
    private static final String BALLAST = "ballast";

    private Mount mount;

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public String title() {
        return "the disk of the spool full in the middle of a file for 5 s";
    }

    @Override
    public String configuration() {
        return "spool on a disk of its own";
    }

    /** Few of them: Camel tries for two seconds to rename from one disk to another, then copies. */
    @Override
    public Setup setup() {
        return new Setup().files(100_000_000, 4);
    }

    @Override
    public Optional<String> unavailable() {
        return Mount.unavailable();
    }

    @Override
    public void prepare(Stage stage) throws IOException {
        mount = Mount.tmpfs(stage.disk(), DISK);
    }

    @Override
    public void strike(Stage stage, Load load, Random random) throws IOException {
        Path ballast = stage.disk().resolve(BALLAST);
        Moment.between(0, 0.3, stage, load, random);
        fill(ballast);
        Moment.pass(Duration.ofSeconds(5));
        Files.delete(ballast);
    }

    /** Until nothing more goes in. */
    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!e.getMessage().contains("No space left")) {
                throw e;
            }
        }
    }

    @Override
    public void leave() {
        mount.close();
    }
}
