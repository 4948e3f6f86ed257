package io.github.nanitefile.perf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux's /proc says of processes. */
final class Proc {

    private static final double TICKS_PER_SECOND = ticksPerSecond();

    /** After it come its kernel's, and both of children that ended; counted from the state on. */
    private static final int OWN_USER_TICKS = 11;

    private Proc() {}

    /**
     * The seconds of processor that a process has used, of all its threads, in user and kernel, and
     * those of its children that have ended.
     */
    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(of(pid).resolve("stat"));
        // pid (name, which may hold anything) state parent group …
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = OWN_USER_TICKS; i < OWN_USER_TICKS + 4; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The same of a process and all that it started and that still runs. */
    static double cpuSecondsOfAll(long pid) throws IOException {
        ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
        double sum = cpuSeconds(pid);
        for (ProcessHandle child : first.descendants().toList()) {
            sum += cpuSecondsUnlessGone(child.pid());
        }
        return sum;
    }

    private static double cpuSecondsUnlessGone(long pid) throws IOException {
        try {
            return cpuSeconds(pid);
        } catch (NoSuchFileException gone) {
            return 0; // since it was listed
        }
    }

    /** Lets {@link #peakBytes} begin anew. */
    static void forgetPeak(long pid) {
        try {
            Files.writeString(of(pid).resolve("clear_refs"), "5");
        } catch (IOException notPermitted) {
            return; // then the peak is that of its whole life
        }
    }

    /** The most memory that it held at once. */
    static long peakBytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(of(pid).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path of(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    private static double ticksPerSecond() {
        try {
            Process getconf = new ProcessBuilder("getconf", "CLK_TCK").start();
            byte[] said = getconf.getInputStream().readAllBytes();
            return Double.parseDouble(new String(said, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
