package io.github.nanitefile.camel.management;

import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer.Direction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * Measures transfers with the context's Micrometer registry. The only class that knows Micrometer,
 * and so the only one that is not loaded where it is not there.
 *
 * <p>Sides of one direction and domain share their meters.
 */
final class MicrometerMeters implements Meters {

    /** As camel-micrometer names its registry. */
    private static final String CAMELS = "metricsRegistry";

    private static final String ENDED = "nanitefile.transfers";
    private static final String ACTIVE = "nanitefile.transfers.active";
    private static final String BYTES = "nanitefile.bytes";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter bytes;
    private final LongTaskTimer active;
    private final Timer completed;

    private MicrometerMeters(MeterRegistry registry, Direction direction, String domain) {
        this.registry = registry;
        this.tags = Tags.of("direction", direction.label(), "domain", domain);
        this.bytes =
                Counter.builder(BYTES)
                        .description("Bytes of files that went through")
                        .baseUnit("bytes")
                        .tags(tags)
                        .register(registry);
        this.active =
                LongTaskTimer.builder(ACTIVE)
                        .description("Transfers under way, and for how long")
                        .tags(tags)
                        .register(registry);
        this.completed = ended("completed", "none");
    }

    /** The meters of one side; none if the context has no registry of Micrometer's. */
    static Meters of(CamelContext context, Direction direction, String domain) {
        return registry(context)
                .<Meters>map(registry -> new MicrometerMeters(registry, direction, domain))
                .orElse(NONE);
    }

    private static Optional<MeterRegistry> registry(CamelContext context) {
        MeterRegistry named =
                context.getRegistry().lookupByNameAndType(CAMELS, MeterRegistry.class);
        return Optional.ofNullable(
                named == null
                        ? context.getRegistry().findSingleByType(MeterRegistry.class)
                        : named);
    }

    private Timer ended(String outcome, String reason) {
        return Timer.builder(ENDED)
                .description("Transfers that ended, and how long they took")
                .tags(tags.and("outcome", outcome, "reason", reason))
                .register(registry);
    }

    @Override
    public Running open() {
        return active.start()::stop;
    }

    @Override
    public void bytes(long more) {
        bytes.increment((double) more);
    }

    @Override
    public void completed(Duration took) {
        completed.record(took);
    }

    @Override
    public void failed(FailureKind kind, Duration took) {
        ended("failed", kind.label()).record(took);
    }
}
