package io.github.nanitefile.camel.receive;

import io.github.nanitefile.log.LogLines;
import io.github.nanitefile.packet.UnreadableMessageException;
import io.github.nanitefile.transfer.Nanos;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages that cannot be read: of the first at once, of those that follow in numbers, as
 * a sender of another mind may send a file's worth of them. Each is logged at DEBUG.
 *
 * <p>Used on the owner's thread alone.
 */
final class UnreadableMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableMessages.class);

    /** How long nothing more is said after a warning. */
    private static final long PAUSE = Nanos.of(Duration.ofSeconds(10));

    private final String whereTo;
    private boolean pausing;
    private long warned;
    private long untold;
    private String latest;

    /**
     * @param whereTo what becomes of them, for people
     */
    UnreadableMessages(String whereTo) {
        this.whereTo = whereTo;
    }

    /**
     * Takes note of one.
     *
     * @param whose the domain that it came through, and the transfer if that is known
     * @param now in nanoseconds, as of every call of this object
     */
    void rejected(String whose, UnreadableMessageException why, long now) {
        latest = "A message of %s cannot be read: %s".formatted(whose, why.getMessage());
        LOG.debug("{}", latest);
        if (pausing) {
            untold++;
        } else {
            LOG.warn(LogLines.UNREADABLE, latest, whereTo);
            pause(now);
        }
    }

    /** Says how many there were since the last warning, if it is time. */
    void tick(long now) {
        if (!pausing || now - warned < PAUSE) {
            return;
        }
        if (untold == 0) {
            pausing = false;
        } else {
            LOG.warn(LogLines.UNREADABLE_MORE, latest, untold, whereTo);
            pause(now);
        }
    }

    private void pause(long now) {
        pausing = true;
        warned = now;
        untold = 0;
    }
}
