package io.github.nanitefile.packet;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nanitefile.packet.Vectors.Vector;
import io.github.nanitefile.testing.Promptly;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the vectors that is in one format, whoever asked for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FormatVectorsContract {

    private static final Duration PLENTY = Duration.ofSeconds(1);

    /** The format, which is tried through what recognises it among the others. */
    protected abstract PacketFormat format();

    /** What is to be refused though the vectors say "ignore", for which refusing does as well. */
    protected abstract Set<String> ignoredByRefusing();

    /** What is to be read of that which the vectors allow to be refused. */
    protected abstract Set<String> readOfEither();

    /** Which of two readings is ours, {@code fields} or {@code alt_fields}. */
    protected String reading(Vector vector) {
        return "fields";
    }

    /** What reads the message, among those of other formats; recognises it by its bytes alone. */
    protected PacketReader reader(Vector vector) {
        return PacketFormats.plain();
    }

    /** How many messages there are of each expectation. */
    protected abstract Map<String, Long> counts();

    private List<Vector> vectors() {
        return Vectors.of(format().name());
    }

    private Stream<Vector> packets() {
        return vectors().stream().filter(vector -> vector.expect().equals("packet"));
    }

    @Test
    void shouldRunEveryVector() {
        assertThat(vectors().stream().collect(groupingBy(Vector::expect, counting())))
                .isEqualTo(counts());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void shouldReadIgnoreOrRefuseAsTheVectorSays(Vector vector) {
        byte[] body = vector.body();
        Promptly.within(PLENTY, () -> check(vector, body));
    }

    private void check(Vector vector, byte[] body) throws UnreadableMessageException {
        switch (vector.expect()) {
            case "packet" -> assertPacket(vector, reader(vector).read(body));
            case "ignore" -> {
                if (ignoredByRefusing().contains(vector.id())) {
                    assertRefused(vector, body);
                } else {
                    assertThat(reader(vector).read(body)).isEmpty();
                }
            }
            case "reject" -> assertRefused(vector, body);
            case "either" -> {
                if (readOfEither().contains(vector.id())) {
                    assertPacket(vector, reader(vector).read(body));
                } else {
                    assertRefused(vector, body);
                }
            }
            default -> throw new AssertionError("unknown expectation of " + vector);
        }
    }

    private void assertPacket(Vector vector, Optional<Packet> read) {
        Packet packet = read.orElseThrow();
        assertThat(packet.type()).isEqualTo(vector.entry().get("packet").asText());
        VectorValue.assertFields(packet, vector.entry().get(reading(vector)));
    }

    private void assertRefused(Vector vector, byte[] body) {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .isThrownBy(() -> reader(vector).read(body));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void shouldWriteWhatWasReadSoThatItReadsTheSame(Vector vector)
            throws UnreadableMessageException {
        Packet packet = reader(vector).read(vector.body()).orElseThrow();

        Packet again = reader(vector).read(format().write(packet)).orElseThrow();

        assertThat(Metas.comparable(again)).isEqualTo(Metas.comparable(packet));
    }
}
