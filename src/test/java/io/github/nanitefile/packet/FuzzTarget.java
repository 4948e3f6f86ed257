package io.github.nanitefile.packet;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader that is fuzzed. A new format is one more line of {@link #ALL}, a dictionary in {@code
 * src/fuzz/dict}, and the corpus that a first run keeps.
 *
 * @param name names its folders and its dictionary
 * @param oracle what must hold, whatever the bytes
 * @param seeds the formats of the vectors that it starts from
 */
public record FuzzTarget(String name, ReaderOracle oracle, List<String> seeds) {

    /** The readers, in the order in which they take turns. */
    public static final List<FuzzTarget> ALL = all("marshal");

    private static List<FuzzTarget> all(String... formats) {
        List<FuzzTarget> targets = new ArrayList<>();
        List<PacketFormat> writers = new ArrayList<>();
        for (String name : formats) {
            PacketFormat format = PacketFormats.plain().named(name);
            targets.add(new FuzzTarget(name, ReaderOracle.of(format), List.of(name)));
            writers.add(format);
        }
        ReaderOracle any = ReaderOracle.of(PacketFormats.plain(), writers);
        targets.add(new FuzzTarget("any", any, List.of(formats)));
        return List.copyOf(targets);
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public static FuzzTarget named(String name) {
        return ALL.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "-Dnanitefile.fuzz.format=%s cannot be: say all, %s"
                                                .formatted(name, names())));
    }

    private static String names() {
        return ALL.stream().map(FuzzTarget::name).collect(joining(", "));
    }

    /** Where what fuzzing found is kept, from the project's folder. */
    public Path corpus() {
        return Path.of("src", "fuzz", "corpus", name);
    }
}
