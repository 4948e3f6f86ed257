package io.github.nanitefile.packet.fuzz;

import io.github.nanitefile.packet.FuzzTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jazzer on one reader, in a JVM of its own, as a small heap is part of what is tried. */
final class Jazzer {

    /** More than a message takes, less than a length field can claim. */
    private static final String HEAP = "-Xmx256m";

    /** In seconds: what takes that long has no end. {@link PacketFuzzer} measures the others. */
    private static final int ENDLESS = 30;

    /** In bytes: a chunk of 16 KiB and what is around it. */
    private static final int LARGEST_INPUT = 20_000;

    /** What the kept corpus is measured by; it would be three times as large with the others. */
    private static final String OURS = "io.github.nanitefile.**";

    /** Ours, and what is shown a message's bytes: the fuzzer looks for ways through these. */
    private static final String WATCHED =
            OURS
                    + ":com.fasterxml.jackson.core.**:org.snakeyaml.engine.**"
                    + ":org.bouncycastle.asn1.**:org.bouncycastle.cms.**";

    private static final Pattern EXECUTIONS =
            Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");

    /** Lines for each input that reaches new code, each class, each word: thousands. */
    private static final Pattern NOISE =
            Pattern.compile("#\\d+\\s+(?:NEW|REDUCE)\\s.*|INFO: Instrumented .*|\".*\" # Uses: .*");

    private final FuzzTarget target;
    private final FuzzFolders folders;

    Jazzer(FuzzTarget target, FuzzFolders folders) {
        this.target = target;
        this.folders = folders;
    }

    /**
     * How a run ended.
     *
     * @param executions how many inputs were tried
     * @param failed whether there is a finding, or Jazzer could not do its work
     */
    record Outcome(long executions, boolean failed) {}

    /** Tries inputs for as long as that; adds those that reach new code to the work folder. */
    Outcome fuzz(int seconds) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>();
        flags.add("--instrumentation_includes=" + WATCHED);
        flags.add("-max_total_time=" + seconds);
        flags.add("-max_len=" + LARGEST_INPUT);
        flags.add("-len_control=100"); // Jazzer turns it off, and long inputs are slow ones
        flags.add("-use_value_profile=1");
        flags.add("-print_final_stats=1");
        Path dictionary = Path.of("src", "fuzz", "dict", target.name() + ".dict");
        if (dictionary.toFile().exists()) {
            flags.add("-dict=" + dictionary);
        }
        return run(flags, List.of(folders.work(), folders.kept(), folders.seeds()));
    }

    /**
     * Adds to the first folder the fewest files of the others that reach code which it does not.
     */
    Outcome merge(Path into, List<Path> from) throws IOException, InterruptedException {
        List<Path> all = new ArrayList<>(List.of(into));
        all.addAll(from);
        return run(List.of("--instrumentation_includes=" + OURS, "-merge=1"), all);
    }

    private Outcome run(List<String> flags, List<Path> corpora)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + PacketFuzzer.class.getName());
        command.add("--target_args=" + target.name());
        command.add("--reproducer_path=" + folders.findings());
        command.add("-artifact_prefix=" + folders.findings() + "/");
        command.add("-timeout=" + ENDLESS);
        command.add("-rss_limit_mb=0");
        command.addAll(flags);
        corpora.forEach(folder -> command.add(folder.toString()));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        OptionalLong executions = show(process);
        int exit = process.waitFor();
        return new Outcome(executions.orElse(0), exit != 0);
    }

    /** Passes on what Jazzer prints, and picks the number of executions out of it. */
    private static OptionalLong show(Process process) throws IOException {
        OptionalLong executions = OptionalLong.empty();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!NOISE.matcher(line).matches()) {
                    System.out.println(line);
                }
                Matcher matcher = EXECUTIONS.matcher(line);
                if (matcher.matches()) {
                    executions = OptionalLong.of(Long.parseLong(matcher.group(1)));
                }
            }
        }
        return executions;
    }
}
