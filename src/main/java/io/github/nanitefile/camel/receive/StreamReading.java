package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.Delivery;
import io.github.nanitefile.amqp.StreamOffset;
import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.spool.ProgressFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream from where its reader was before, and remembers how far it has come. Says so if
 * what is asked for is not there any more.
 */
final class StreamReading implements Reading {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReading.class);
    private static final long UNKNOWN = -1;

    /** Within so many seconds a message comes that is there, however busy the broker is. */
    private static final int PATIENCE = 30;

    private final InboundSettings settings;
    private final StateRepository<String, String> repository;
    private final CamelContext context;
    private volatile ProgressFile claimed;
    private Progress progress;
    private StreamOffset beginning;
    private long kept = UNKNOWN;
    private long wanted = UNKNOWN;
    private boolean awaitsFirst;
    private int awaitedFor;
    private boolean isAnother;
    private boolean keepingFails;

    /**
     * @param repository where progress is kept; null for a file in the spool
     */
    StreamReading(
            InboundSettings settings,
            StateRepository<String, String> repository,
            CamelContext context) {
        this.settings = settings;
        this.repository = repository;
        this.context = context;
        this.beginning = settings.streamOffset();
    }

    @Override
    public void open() throws IOException {
        // Also where progress is kept elsewhere: two readers would undo each other's.
        claimed = Progress.claim(settings);
        progress =
                repository == null
                        ? Progress.in(claimed)
                        : Progress.in(repository, context, settings);
        Optional<String> before = progress.get();
        if (before.isPresent()) {
            kept = parse(before.get());
        }
    }

    private long parse(String before) throws IOException {
        try {
            return Long.parseLong(before);
        } catch (NumberFormatException e) {
            throw new IOException(
                    "'%s' is no offset of stream '%s': remove it from %s to read from streamOffset on"
                            .formatted(before, settings.queue().name(), progress.where()),
                    e);
        }
    }

    /**
     * {@inheritDoc} The last message that was read is asked for once more, as it has to be there:
     * it tells whether those after it are, too, as a stream forgets from its beginning on, and
     * whether it is the same stream.
     */
    @Override
    public Map<String, Object> arguments(long next) {
        wanted = isAnother ? 0 : next < 0 ? kept : next;
        isAnother = false;
        awaitsFirst = wanted >= 0;
        awaitedFor = 0;
        return wanted < 0
                ? unread().arguments()
                : StreamOffset.at(Math.max(0, wanted - 1)).arguments();
    }

    /** Should the channel be lost before anything came, what comes meanwhile is not missed. */
    private StreamOffset unread() {
        StreamOffset from = beginning;
        if (from.moves()) {
            beginning = StreamOffset.since(Instant.now());
        }
        return from;
    }

    @Override
    public boolean wants(Delivery delivery) throws IOException {
        if (delivery.offset() == Delivery.OF_A_QUEUE) {
            throw new IOException(
                    "'%s' is no stream, as its messages have no offset: set queueType to what it is, or use a broker that has streams"
                            .formatted(settings.queue().name()));
        }
        if (awaitsFirst) {
            awaitsFirst = false;
            warnIfSomeAreGone(delivery.offset());
        }
        return delivery.offset() >= wanted;
    }

    /**
     * {@inheritDoc} A stream that was deleted and declared anew counts from 0: RabbitMQ would
     * deliver nothing before it has come to where the other one was.
     */
    @Override
    public boolean isLost() {
        isAnother = awaitsFirst && wanted > 0 && ++awaitedFor > PATIENCE;
        if (isAnother) {
            LOG.warn(
                    LogLines.STREAM_IS_ANOTHER,
                    settings.queue().name(),
                    wanted - 1,
                    settings.group());
        }
        return isAnother;
    }

    private void warnIfSomeAreGone(long first) {
        if (first > wanted) {
            LOG.warn(
                    LogLines.STREAM_FORGOT,
                    settings.queue().name(),
                    wanted,
                    first,
                    settings.group());
        }
    }

    @Override
    public void keep(long needed) {
        if (needed < 0 || needed == kept) {
            return;
        }
        try {
            progress.set(Long.toString(needed));
            kept = needed;
            keepingFails = false;
        } catch (IOException e) {
            if (!keepingFails) {
                keepingFails = true;
                LOG.warn(
                        LogLines.PROGRESS_NOT_KEPT,
                        settings.group(),
                        settings.queue().name(),
                        e.getMessage(),
                        e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (claimed != null) {
            claimed.close();
        }
    }
}
