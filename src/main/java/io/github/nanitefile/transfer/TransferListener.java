package io.github.nanitefile.transfer;

/**
 * Is told how transfers fare. Called on the thread that owns the sender or the receiver, so it must
 * not wait and must not throw.
 */
public interface TransferListener {

    /**
     * A transfer has begun: its FileStart went out, or came in. Told again when it starts over on
     * the way in, after a lost channel or for a later attempt; a file that has to come again may be
     * completed again, too.
     */
    void started(Transfer transfer, long nowNanos);

    /** A transfer that an earlier run had begun goes on, with {@code bytes} of it safe already. */
    void resumed(Transfer transfer, long bytes, long nowNanos);

    /**
     * A transfer on its way out starts over from its beginning, as a later attempt or under another
     * token, since nobody could make a whole of this one; {@code reason} says why. The new attempt
     * is told as started when its FileStart goes out.
     */
    void startsOver(Transfer transfer, String reason, long nowNanos);

    /**
     * A transfer on its way in has to wait until others end; {@code reason} says what is full, and
     * what to do. Told once, unless it comes in anew.
     */
    void waiting(Transfer transfer, String reason, long nowNanos);

    /**
     * A message of a transfer on its way in has been delivered {@code times} times before, and came
     * to no end: its queue may give it up, so what came is made safe here. Told once, unless the
     * transfer comes in anew.
     */
    void wornOut(Transfer transfer, int times, long nowNanos);

    /**
     * More bytes are through: confirmed by the broker, or in the spool; {@code bytes} of them in
     * all.
     */
    void progressed(Transfer transfer, long bytes, long nowNanos);

    /** The file is through: every packet confirmed, or every byte received and checked. */
    void completed(Transfer transfer, long bytes, long nowNanos);

    /**
     * The transfer has come to nothing; {@code reason} is a sentence without the names in {@code
     * transfer}.
     */
    void failed(Transfer transfer, FailureKind kind, String reason, long nowNanos);

    /**
     * A transfer on its way in is not here any more, and has not failed: it will come again, go on
     * wherever its next packet is given to, or was delivered by another member of the group.
     */
    void left(Transfer transfer, long nowNanos);
}
