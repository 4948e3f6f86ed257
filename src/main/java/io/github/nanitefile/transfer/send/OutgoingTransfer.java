package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Receipt;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.Transfer.Direction;
import io.github.nanitefile.transfer.TransferListener;
import java.time.Duration;
import java.util.List;

/**
 * One file to send, and what its attempts have in common; each attempt is a {@link Flight}. Owned
 * by the sender's thread, but for the final fields; anybody's when its end was told.
 */
public final class OutgoingTransfer {

    /** So many times a file is sent from its beginning, unless a receiver has it meanwhile. */
    private static final int MOST_TRIES = 5;

    private final String dest;
    private final Object meta;
    private final SendTerms terms;
    private final TransferListener listener;
    private Transfer transfer;
    private int attempt;
    private int tries = 1;
    private int refusals;
    private long confirmed;
    private AwaitedReceipts awaited = new AwaitedReceipts();
    private List<Receipt> receipts = List.of();

    /**
     * @param domain where it is sent to
     * @param token names it
     * @param attempt the how-manieth try this is, from 1
     * @param filename the file's base name
     * @param dest the name that receivers are asked to give it
     * @param length in bytes, or null if only its end will tell
     * @param meta see {@link io.github.nanitefile.packet.FileEnd#meta()}
     * @param listener is told how it fares
     */
    public OutgoingTransfer(
            String domain,
            Token token,
            int attempt,
            String filename,
            String dest,
            Long length,
            Object meta,
            SendTerms terms,
            TransferListener listener) {
        this.transfer = new Transfer(Direction.SENDING, domain, token, filename, length);
        this.attempt = attempt;
        this.dest = dest;
        this.meta = meta;
        this.terms = terms;
        this.listener = listener;
    }

    public Transfer describe() {
        return transfer;
    }

    public String domain() {
        return transfer.domain();
    }

    /** Names the last attempt; another one than at first if it started over under a new token. */
    public Token token() {
        return transfer.token();
    }

    public String dest() {
        return dest;
    }

    /** The last attempt, under its token. */
    public int attempt() {
        return attempt;
    }

    /** How many bytes of the last attempt the broker has confirmed. */
    public long confirmed() {
        return confirmed;
    }

    /** Of the receivers that have it, when it is completed; none unless they were asked for. */
    public List<Receipt> receipts() {
        return receipts;
    }

    /** Is told how it fares. */
    TransferListener listener() {
        return listener;
    }

    /** How it is sent. */
    public SendTerms terms() {
        return terms;
    }

    /** The most bytes of a chunk. */
    public int chunkSize() {
        return terms.chunkSize();
    }

    Duration idleTimeout() {
        return terms.idleTimeout();
    }

    Long length() {
        return transfer.length();
    }

    Object meta() {
        return meta;
    }

    /** The broker has these bytes, too. */
    void confirmed(long bytes) {
        confirmed += bytes;
        refusals = 0;
    }

    /**
     * The broker closed the channel over packets of which one may have been of this transfer.
     *
     * @return how many times in a row, with nothing confirmed in between
     */
    int refusedAgain() {
        return ++refusals;
    }

    AwaitedReceipts awaited() {
        return awaited;
    }

    /** As many as were asked for have it. */
    void has(List<Receipt> all) {
        receipts = all;
    }

    boolean triedEnough() {
        return tries >= MOST_TRIES;
    }

    /** From here on it has all tries before it again. */
    void allowAllTries() {
        tries = 1;
    }

    void nextAttempt() {
        attempt++;
        tries++;
        confirmed = 0;
    }

    void startsOverAs(Token token) {
        transfer =
                new Transfer(
                        transfer.direction(),
                        transfer.domain(),
                        token,
                        transfer.name(),
                        transfer.length());
        attempt = 1;
        tries++;
        confirmed = 0;
        awaited = new AwaitedReceipts();
    }
}
