package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.time.Duration;

/**
 * One transfer on its way out: what is to be sent, and how far it is. Keeps the account; {@link
 * Sender} decides. Owned by the sender's thread, but for the final fields.
 */
public final class OutgoingTransfer {

    /**
     * How much is read at a turn, where the window allows: enough to keep the publisher busy
     * meanwhile.
     */
    static final int QUANTUM = 256 * 1024;

    private final Transfer transfer;
    private final String dest;
    private final Object meta;
    private final int attempt;
    private final int chunkSize;
    private final Duration idleTimeout;
    private boolean started;
    private boolean ended;
    private boolean reading;
    private boolean failed;
    private int granted;
    private int unconfirmed;
    private long read;
    private long confirmed;
    private long lastProgress;
    private long lastPublish;
    private long refusedSince;
    private boolean refused;

    /**
     * @param domain where it is sent to
     * @param token names it
     * @param attempt the how-manieth try this is, from 1
     * @param filename the file's base name
     * @param dest the name that receivers are asked to give it
     * @param length in bytes, or null if only its end will tell
     * @param meta see {@link io.github.nanitefile.packet.FileEnd#meta()}
     * @param chunkSize the most bytes of a chunk, from 1
     * @param idleTimeout how long it may be without progress before it fails; announced to
     *     receivers as the longest pause
     */
    public OutgoingTransfer(
            String domain,
            Token token,
            int attempt,
            String filename,
            String dest,
            Long length,
            Object meta,
            int chunkSize,
            Duration idleTimeout) {
        this.transfer = new Transfer(Direction.SENDING, domain, token, filename, length);
        this.attempt = attempt;
        this.dest = dest;
        this.meta = meta;
        this.chunkSize = chunkSize;
        this.idleTimeout = idleTimeout;
    }

    public Transfer describe() {
        return transfer;
    }

    public String domain() {
        return transfer.domain();
    }

    public Token token() {
        return transfer.token();
    }

    public String dest() {
        return dest;
    }

    public int attempt() {
        return attempt;
    }

    /** How many bytes the broker has confirmed. */
    public long confirmed() {
        return confirmed;
    }

    /** The most bytes of a chunk. */
    public int chunkSize() {
        return chunkSize;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    Long length() {
        return transfer.length();
    }

    Object meta() {
        return meta;
    }

    /**
     * How many bytes may be asked for at once: one more than are left, so that a file that grew is
     * found out.
     */
    int wanted() {
        int quantum = Math.max(chunkSize, QUANTUM / chunkSize * chunkSize);
        return length() == null ? quantum : (int) Math.min(quantum - 1, length() - read) + 1;
    }

    void grant(int bytes, long now) {
        reading = true;
        granted = bytes;
        lastProgress = now;
    }

    /** Takes note of what a read came to; returns how much of the grant it did not use. */
    int tookRead(int bytes, long now) {
        reading = false;
        read += bytes;
        lastProgress = now;
        return granted - bytes;
    }

    void published(long now) {
        unconfirmed++;
        lastPublish = now;
    }

    void confirmed(int bytes, long now) {
        unconfirmed--;
        confirmed += bytes;
        lastProgress = now;
    }

    void refused(long now) {
        unconfirmed--;
        if (!refused) {
            refused = true;
            refusedSince = now;
        }
    }

    boolean isRefused() {
        return refused;
    }

    boolean refusedFor(long nanos, long now) {
        return refused && now - refusedSince >= nanos;
    }

    void touch(long now) {
        lastProgress = now;
    }

    /**
     * How long nothing has come of what was asked for: no bytes from the source, no confirm from
     * the broker.
     */
    long idleFor(long now) {
        return reading || unconfirmed > 0 ? now - lastProgress : 0;
    }

    /** How long the receivers have heard nothing. */
    long silentFor(long now) {
        return started ? now - lastPublish : 0;
    }

    void started() {
        started = true;
    }

    boolean isStarted() {
        return started;
    }

    void ended() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    void failed() {
        failed = true;
    }

    boolean isFailed() {
        return failed;
    }

    boolean isReading() {
        return reading;
    }

    long bytesRead() {
        return read;
    }

    boolean isComplete() {
        return ended && unconfirmed == 0 && !refused && !failed;
    }
}
