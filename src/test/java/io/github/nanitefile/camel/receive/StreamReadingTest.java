package io.github.nanitefile.camel.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.camel.MemoryProgress;
import io.github.nanitefile.camel.NaniteFileConfiguration;
import io.github.nanitefile.packet.PacketFormats;
import io.github.nanitefile.testing.LogOf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that begins later than its reader left it. */
class StreamReadingTest {

    @TempDir Path spool;

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryProgress progress = new MemoryProgress();
    private InboundSettings settings;
    private StreamReading reading;

    @BeforeEach
    void prepare() {
        NaniteFileConfiguration options = new NaniteFileConfiguration();
        options.setQueueType("stream");
        options.setSpoolDirectory(spool.toString());
        settings = InboundSettings.of("d", options, PacketFormats.plain());
        reading = new StreamReading(settings, progress, context);
    }

    @AfterEach
    void end() throws Exception {
        reading.close();
        context.close();
    }

    private List<String> warningsAt(String kept, long first) throws Exception {
        if (kept != null) {
            progress.setState(settings.recipient(), kept);
        }
        try (LogOf log = new LogOf(StreamReading.class.getName())) {
            reading.open();
            reading.arguments(-1);
            reading.wants(delivery(first));
            reading.wants(delivery(first + 1));
            return log.lines();
        }
    }

    private static Delivery delivery(long offset) {
        return new Delivery(1, "k", null, null, Map.of(), offset, 0, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "4999"})
    void shouldWarnOnceOfWhatTheStreamForgot(String kept) throws Exception {
        assertThat(warningsAt(kept, 5000)).singleElement().asString().contains("NANITE-330");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5000,4999", "5000,5000", ",5000"})
    void shouldNotWarnWhereNothingIsMissing(String kept, long first) throws Exception {
        assertThat(warningsAt(kept, first)).isEmpty();
    }
}
