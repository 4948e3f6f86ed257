package io.github.nanitefile.camel;

import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import io.github.nanitefile.transfer.TransferListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people about the transfers of one sender or receiver: a line at the start, unless the file
 * is small and the next line will be that of its end, one now and then for long ones, one at the
 * end. Owned by that sender's or receiver's thread.
 *
 * <p>Not every transfer that began comes to an end here: what is parked may go on at another
 * member. So only so many are remembered; one that is forgotten has no more lines on its way.
 */
final class TransferLog implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.nanitefile.transfers");
    private static final long BETWEEN_LINES = Duration.ofSeconds(2).toNanos();

    /** Bytes. */
    private static final long SMALL = 1 << 20;

    private static final int MOST = 10_000;

    private final Map<Token, Progress> open;
    private final String through;

    /**
     * @param through a word on how transfers go, such as " in group 'camel'", or nothing
     */
    TransferLog(String through) {
        this(through, MOST);
    }

    /**
     * @param most how many are remembered; those that moved last
     */
    TransferLog(String through, int most) {
        this.through = through;
        this.open = new LastMoved(most);
    }

    private static final class LastMoved extends LinkedHashMap<Token, Progress> {
        private final int most;

        LastMoved(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Token, Progress> quietest) {
            return size() > most;
        }
    }

    private static final class Progress {
        private final long since;
        private final long before;
        private long lastLine;

        /**
         * @param before how many bytes an earlier run had moved
         */
        Progress(long before, long now) {
            this.before = before;
            since = now;
            lastLine = now;
        }
    }

    @Override
    public void started(Transfer transfer, long now) {
        open.put(transfer.token(), new Progress(0, now));
        boolean small = transfer.length() != null && transfer.length() <= SMALL;
        if (small ? LOG.isDebugEnabled() : LOG.isInfoEnabled()) {
            String what =
                    sending(transfer) ? "Sending " + what(transfer) : "Receiving " + what(transfer);
            String size =
                    transfer.length() == null ? "" : ", " + ForPeople.bytes(transfer.length());
            say(
                    transfer,
                    () -> {
                        if (small) {
                            LOG.debug(LogLines.BEGINS, what, size);
                        } else {
                            LOG.info(LogLines.BEGINS, what, size);
                        }
                    });
        }
    }

    /** What is said of a transfer has its token and domain in the MDC. */
    private static void say(Transfer transfer, Runnable line) {
        try (TransferMdc mdc = TransferMdc.of(transfer.domain(), transfer.token())) {
            line.run();
        }
    }

    @Override
    public void resumed(Transfer transfer, long bytes, long now) {
        open.put(transfer.token(), new Progress(bytes, now));
        say(
                transfer,
                () ->
                        LOG.info(
                                LogLines.RESUMED,
                                what(transfer),
                                ForPeople.bytes(bytes),
                                transfer.length() == null
                                        ? "it"
                                        : ForPeople.bytes(transfer.length())));
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long now) {
        open.remove(transfer.token());
        say(transfer, () -> LOG.warn(LogLines.STARTS_OVER, what(transfer), ForPeople.name(reason)));
    }

    @Override
    public void waiting(Transfer transfer, String reason, long now) {
        say(transfer, () -> LOG.warn(LogLines.WAITING, what(transfer), reason));
    }

    @Override
    public void wornOut(Transfer transfer, int times, long now) {
        say(transfer, () -> LOG.warn(LogLines.WORN_OUT, what(transfer), times));
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long now) {
        Progress progress = open.get(transfer.token());
        if (progress == null || now - progress.lastLine < BETWEEN_LINES) {
            return;
        }
        progress.lastLine = now;
        say(
                transfer,
                () ->
                        LOG.info(
                                LogLines.ON_ITS_WAY,
                                sending(transfer) ? "Sending" : "Receiving",
                                what(transfer),
                                ForPeople.progress(
                                        progress.before,
                                        bytes,
                                        transfer.length(),
                                        Duration.ofNanos(now - progress.since))));
    }

    @Override
    public void completed(Transfer transfer, long bytes, long now) {
        Progress progress = open.remove(transfer.token());
        long before = progress == null ? 0 : progress.before;
        Duration took = Duration.ofNanos(progress == null ? 0 : now - progress.since);
        say(
                transfer,
                () ->
                        LOG.info(
                                LogLines.DONE,
                                sending(transfer) ? "Sent" : "Received",
                                what(transfer),
                                ForPeople.total(before, bytes, took)));
    }

    @Override
    public void failed(Transfer transfer, FailureKind kind, String reason, long now) {
        open.remove(transfer.token());
        if (sending(transfer)) {
            // The exchange fails with the same sentence: its error handler decides how loud that
            // is.
            LOG.debug("{}", ForPeople.name(reason));
        } else {
            say(
                    transfer,
                    () -> LOG.warn(LogLines.NOT_RECEIVED, what(transfer), ForPeople.name(reason)));
        }
    }

    @Override
    public void left(Transfer transfer, long now) {
        open.remove(transfer.token());
        LOG.debug("{} is not here any more, and may come again", what(transfer));
    }

    private static boolean sending(Transfer transfer) {
        return transfer.direction() == Direction.SENDING;
    }

    private String what(Transfer transfer) {
        return "'"
                + ForPeople.name(transfer.name())
                + "' "
                + (sending(transfer) ? "to" : "from")
                + " domain '"
                + transfer.domain()
                + "'"
                + through
                + " (token "
                + ForPeople.name(transfer.token().value())
                + ")";
    }
}
