package io.github.nanitefile.packet;

import static java.util.stream.Collectors.joining;

import io.github.nanitefile.packet.secure.TestKeys;
import java.nio.file.Path;
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

    private static final PacketFormat MARSHAL = PacketFormats.plain().named("marshal");
    private static final PacketFormat YAML = PacketFormats.plain().named("yaml");

    /** The readers, in the order in which they take turns. */
    public static final List<FuzzTarget> ALL =
            List.of(plain("marshal"), plain("json"), plain("yaml"), secure(), any());

    private static FuzzTarget plain(String name) {
        return new FuzzTarget(
                name, ReaderOracle.of(PacketFormats.plain().named(name)), List.of(name));
    }

    /** What it reads is not written again, as it would have to be signed. */
    private static FuzzTarget secure() {
        return new FuzzTarget(
                "secure",
                ReaderOracle.of(TestKeys.reader("beta", "alpha"), List.of()),
                List.of("secure"));
    }

    /** In JSON a symbol reads as a string; Marshal and YAML keep whatever any format says. */
    private static FuzzTarget any() {
        return new FuzzTarget(
                "any",
                ReaderOracle.of(PacketFormats.plain(), List.of(MARSHAL, YAML)),
                List.of("marshal", "json", "yaml", "secure"));
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
