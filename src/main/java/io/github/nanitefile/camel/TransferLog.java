package io.github.nanitefile.camel;

import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import io.github.nanitefile.transfer.TransferListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people about transfers: a line at the start, one now and then for long ones, one at the
 * end. Called by the owner threads of all senders and receivers; what it keeps of a transfer is
 * touched by that transfer's owner alone.
 */
final class TransferLog implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.nanitefile.transfers");
    private static final long BETWEEN_LINES = Duration.ofSeconds(2).toNanos();

    private final Map<Key, Progress> open = new ConcurrentHashMap<>();

    private record Key(Direction direction, String domain, String token) {

        static Key of(Transfer transfer) {
            return new Key(transfer.direction(), transfer.domain(), transfer.token().value());
        }
    }

    private static final class Progress {
        private final long since;
        private long lastLine;

        Progress(long now) {
            since = now;
            lastLine = now;
        }
    }

    @Override
    public void started(Transfer transfer, long now) {
        open.put(Key.of(transfer), new Progress(now));
        LOG.info(
                "{} {}{}",
                sending(transfer) ? "Sending" : "Receiving",
                what(transfer),
                transfer.length() == null ? "" : ", " + ForPeople.bytes(transfer.length()));
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long now) {
        Progress progress = open.get(Key.of(transfer));
        if (progress == null || now - progress.lastLine < BETWEEN_LINES) {
            return;
        }
        progress.lastLine = now;
        LOG.info(
                "{} {}: {}",
                sending(transfer) ? "Sending" : "Receiving",
                what(transfer),
                ForPeople.progress(
                        bytes, transfer.length(), Duration.ofNanos(now - progress.since)));
    }

    @Override
    public void completed(Transfer transfer, long bytes, long now) {
        Progress progress = open.remove(Key.of(transfer));
        Duration took = Duration.ofNanos(progress == null ? 0 : now - progress.since);
        LOG.info(
                "{} {}: {} in {}",
                sending(transfer) ? "Sent" : "Received",
                what(transfer),
                ForPeople.bytes(bytes),
                ForPeople.time(took));
    }

    @Override
    public void failed(Transfer transfer, String reason, long now) {
        open.remove(Key.of(transfer));
        if (sending(transfer)) {
            // The exchange fails with the same sentence: its error handler decides how loud that
            // is.
            LOG.debug("{}", reason);
        } else {
            LOG.warn("Could not receive {}: {}", what(transfer), reason);
        }
    }

    private static boolean sending(Transfer transfer) {
        return transfer.direction() == Direction.SENDING;
    }

    private static String what(Transfer transfer) {
        return "'"
                + ForPeople.name(transfer.name())
                + "' "
                + (sending(transfer) ? "to" : "from")
                + " domain '"
                + transfer.domain()
                + "' (token "
                + transfer.token()
                + ")";
    }
}
