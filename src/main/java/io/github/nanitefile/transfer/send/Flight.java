package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.Nanos;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One attempt at sending a transfer: how far it is, and which of its packets the broker may not
 * have. Keeps the account; {@link Sender} decides. Owned by the sender's thread.
 *
 * <p>Packets are let go in their order: one that is confirmed stays as long as one before it is
 * not. A broker that dies may keep a small packet and lose a large one that it got before, so what
 * is published again is all from the oldest unconfirmed packet on.
 */
final class Flight {

    /**
     * How much is read at a turn, where the window allows: enough to keep the publisher busy
     * meanwhile.
     */
    static final int QUANTUM = 256 * 1024;

    private final OutgoingTransfer transfer;
    private final Token token;
    private final int attempt;
    private final Deque<KeptPacket> kept = new ArrayDeque<>();
    private boolean started;
    private KeptPacket end;
    private long endNumber;
    private boolean reading;
    private boolean over;
    private int granted;
    private long read;
    private long lastProgress;
    private long lastHeard;
    private long refusedSince;
    private boolean refused;
    private boolean afresh;
    private String whyOver;
    private KeptPacket question;
    private long lastQuestion;
    private boolean asksSoon;

    Flight(OutgoingTransfer transfer, long now) {
        this.transfer = transfer;
        this.token = transfer.token();
        this.attempt = transfer.attempt();
        this.lastProgress = now;
        this.lastQuestion = now;
    }

    OutgoingTransfer transfer() {
        return transfer;
    }

    Token token() {
        return token;
    }

    int attempt() {
        return attempt;
    }

    /**
     * How many bytes may be asked for at once: one more than are left, so that a file that grew is
     * found out.
     */
    int wanted() {
        int chunkSize = transfer.chunkSize();
        int quantum = Math.max(chunkSize, QUANTUM / chunkSize * chunkSize);
        Long length = transfer.length();
        return length == null ? quantum : (int) Math.min(quantum - 1, length - read) + 1;
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

    void keep(KeptPacket packet) {
        kept.add(packet);
    }

    /** All that the broker may not have, the oldest first. */
    List<KeptPacket> kept() {
        return List.copyOf(kept);
    }

    boolean keepsPackets() {
        return !kept.isEmpty();
    }

    /** Whether there is a packet of which nobody knows whether the broker has it. */
    boolean isUncertain() {
        return kept.stream().anyMatch(KeptPacket::isSent);
    }

    /**
     * The broker has this packet.
     *
     * @return how many bytes can be let go now
     */
    int confirmed(KeptPacket packet, long now) {
        packet.confirmed();
        lastProgress = now;
        lastHeard = now;
        int bytes = 0;
        while (!kept.isEmpty() && kept.peek().isConfirmed()) {
            bytes += kept.remove().bytes();
        }
        return bytes;
    }

    /** The broker refused a packet; it stays, and would be repeated on another connection. */
    void refused(long now) {
        if (!refused) {
            refused = true;
            refusedSince = now;
        }
    }

    boolean refusedFor(long nanos, long now) {
        return refused && now - refusedSince >= nanos;
    }

    /** The connection is gone: all that is kept has to be published again. */
    void lost() {
        kept.forEach(KeptPacket::lost);
        refused = false;
        asksSoon |= question != null;
        question = null;
    }

    /** Its end is repeated. Whether the broker takes that says nothing about the file. */
    void asks(KeptPacket endAgain, long now) {
        question = endAgain;
        lastQuestion = now;
        asksSoon = false;
    }

    /** Its end is to be repeated as soon as that is possible. */
    void asksSoon() {
        asksSoon = true;
    }

    boolean isToAskSoon() {
        return asksSoon;
    }

    /** Whether its end was repeated, and the broker has not said that it has it. */
    boolean isAsking() {
        return question != null;
    }

    /** The broker settled a packet: says whether it was the repeated end. */
    boolean hasAsked(KeptPacket settled) {
        boolean asked = settled == question;
        question = asked ? null : question;
        return asked;
    }

    /** For how long nothing came of it, and nothing was asked. */
    long quietFor(long now) {
        return now - Math.max(lastProgress, lastQuestion);
    }

    /** Whether its end was repeated when nothing had come of it for so long. */
    boolean hasAskedAfter(long nanos) {
        return lastQuestion - lastProgress > nanos;
    }

    /**
     * This attempt has come to its end, one way or the other.
     *
     * @return how many bytes can be let go
     */
    long over() {
        over = true;
        refused = false;
        long bytes = kept.stream().mapToLong(KeptPacket::bytes).sum();
        kept.forEach(KeptPacket::drop);
        kept.clear();
        return bytes;
    }

    boolean isOver() {
        return over;
    }

    /**
     * Another one comes after it, once nobody reads the source any more.
     *
     * @param underNewToken whether that one is another transfer to receivers
     */
    void successor(boolean underNewToken, String why) {
        afresh = underNewToken;
        whyOver = why;
    }

    boolean startsAfresh() {
        return afresh;
    }

    String whyOver() {
        return whyOver;
    }

    void touch(long now) {
        lastProgress = now;
    }

    /**
     * How long nothing has come of what was asked for: no bytes from the source, no confirm from
     * the broker, no connection.
     */
    long idleFor(boolean connected, long now) {
        return reading || isEnded() || !kept.isEmpty() || !connected ? now - lastProgress : 0;
    }

    /** The broker has, or gets now, something of it. */
    void heard(long now) {
        lastHeard = now;
    }

    /** Whether the broker, and so the receivers, have heard nothing for longer than announced. */
    boolean isSilent(long now) {
        return started && now - lastHeard > Nanos.of(transfer.idleTimeout());
    }

    void started(long now) {
        started = true;
        lastHeard = now;
    }

    boolean isStarted() {
        return started;
    }

    /**
     * @param number tells which of two flights ended first: the smaller
     */
    void ended(KeptPacket last, long number) {
        end = last;
        endNumber = number;
    }

    long endNumber() {
        return endNumber;
    }

    boolean isEnded() {
        return end != null;
    }

    /** The packet that ends it; null before that. */
    KeptPacket end() {
        return end;
    }

    /** What the whole file comes to; null before its end. */
    Digest digest() {
        return end == null ? null : end.annotations().digest();
    }

    /** Whether it was begun, and the broker has not all of it. */
    boolean isUnderWay() {
        return started && !isThrough();
    }

    boolean isReading() {
        return reading;
    }

    long bytesRead() {
        return read;
    }

    /** Whether the broker has all of it. */
    boolean isThrough() {
        return isEnded() && kept.isEmpty() && !over;
    }
}
