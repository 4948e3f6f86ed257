package io.github.nanitefile.packet.fuzz;

import io.github.nanitefile.packet.FuzzTarget;
import io.github.nanitefile.packet.Vectors;
import io.github.nanitefile.packet.Vectors.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the inputs of one reader are.
 *
 * @param seeds copies of the vectors
 * @param kept the corpus in the repository: what reaches more than the seeds do
 * @param work what runs found since target/ was last removed
 * @param findings the inputs that break the reader's promises
 */
record FuzzFolders(Path seeds, Path kept, Path work, Path findings) {

    /** How the names of findings begin that are kept whatever they reach. */
    private static final String MENDED = "finding-";

    /** Makes those that are not there, and the seeds. */
    static FuzzFolders of(FuzzTarget target) throws IOException {
        Path base = Path.of("target", "fuzz", target.name());
        FuzzFolders folders =
                new FuzzFolders(
                        base.resolve("seeds"),
                        target.corpus(),
                        base.resolve("work"),
                        base.resolve("findings"));
        for (Path folder : List.of(folders.seeds, folders.kept, folders.work, folders.findings)) {
            Files.createDirectories(folder);
        }
        for (String format : target.seeds()) {
            for (Vector vector : Vectors.of(format)) {
                Files.write(folders.seeds.resolve(vector.id() + ".bin"), vector.body());
            }
        }
        return folders;
    }

    /** How many files are kept. */
    long keptFiles() throws IOException {
        return files(kept).size();
    }

    /**
     * Makes the corpus anew: what Jazzer thinks the fewest of all inputs that reach more than the
     * seeds do, and the findings that were put there by hand.
     */
    void keepTheFewest(Jazzer jazzer) throws IOException, InterruptedException {
        Path merged = work.resolveSibling("merged");
        Files.createDirectories(merged);
        for (Path file : files(merged)) {
            Files.delete(file);
        }
        Set<Path> given = new HashSet<>();
        for (Path file : Stream.of(files(seeds), mended()).flatMap(List::stream).toList()) {
            given.add(Files.copy(file, merged.resolve(file.getFileName())));
        }
        if (jazzer.merge(merged, List.of(kept, work)).failed()) {
            throw new IOException("Jazzer could not merge the corpus; what it printed says why");
        }
        List<Path> mended = mended();
        for (Path file : files(kept)) {
            if (!mended.contains(file)) {
                Files.delete(file);
            }
        }
        for (Path file : files(merged)) {
            if (!given.contains(file)) {
                Files.copy(file, kept.resolve(file.getFileName()));
            }
        }
    }

    private List<Path> mended() throws IOException {
        return files(kept).stream()
                .filter(file -> file.getFileName().toString().startsWith(MENDED))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
