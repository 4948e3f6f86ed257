package io.github.nanitefile.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.testing.Promptly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing found once stays mended; see CONTRIBUTING.md. */
class FuzzCorpusTest {

    private static final Duration PLENTY = Duration.ofSeconds(1);

    private static Stream<FuzzTarget> targets() {
        return FuzzTarget.ALL.stream().filter(target -> Files.isDirectory(target.corpus()));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void shouldReadOrRefuseWhateverFuzzingFound(FuzzTarget target) throws IOException {
        for (Path file : files(target.corpus())) {
            byte[] body = Files.readAllBytes(file);
            Promptly.within(PLENTY, () -> target.oracle().check(body), file::toString);
        }
    }

    @Test
    void shouldKeepACorpusForReadersThatThereAreAndForNoOthers() throws IOException {
        assertThat(files(Path.of("src", "fuzz", "corpus")))
                .isNotEmpty()
                .allMatch(folder -> targets().anyMatch(target -> target.corpus().equals(folder)));
    }
}
