package io.github.nanitefile.camel.send;

import io.github.nanitefile.packet.Digest;
import io.github.nanitefile.packet.PacketWriter;
import io.github.nanitefile.transfer.send.OutgoingTransfer;

/**
 * One exchange's file on its way out. What is not final is owned by the thread of {@link Outbound}.
 */
final class SendRequest {

    private final OutgoingTransfer transfer;
    private final String routingKey;
    private final PacketWriter writer;
    private final BodySource source;
    private final boolean repeatable;
    private final Outcome outcome;
    private boolean reading;
    private boolean rewound;
    private boolean ended;
    private Digest digest;

    /**
     * @param transfer how it fares
     * @param routingKey where its packets go
     * @param writer how they are written
     * @param source where its bytes come from
     * @param repeatable whether they can be read more than once
     * @param outcome is told the end
     */
    SendRequest(
            OutgoingTransfer transfer,
            String routingKey,
            PacketWriter writer,
            BodySource source,
            boolean repeatable,
            Outcome outcome) {
        this.transfer = transfer;
        this.routingKey = routingKey;
        this.writer = writer;
        this.source = source;
        this.repeatable = repeatable;
        this.outcome = outcome;
    }

    /** Is told, once, on a thread that may wait, how the sending ended. */
    interface Outcome {

        void sent(Digest digest);

        void failed(Exception cause);
    }

    OutgoingTransfer transfer() {
        return transfer;
    }

    String routingKey() {
        return routingKey;
    }

    PacketWriter writer() {
        return writer;
    }

    BodySource source() {
        return source;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Whether a worker is in the source. */
    boolean isReading() {
        return reading;
    }

    /** A worker goes into the source; says whether it has to begin at its first byte again. */
    boolean beginRead() {
        reading = true;
        boolean fromTheStart = rewound;
        rewound = false;
        return fromTheStart;
    }

    void endRead() {
        reading = false;
    }

    /** The next read begins at the source's first byte; says false if that cannot be. */
    boolean rewind() {
        rewound = repeatable;
        return repeatable;
    }

    /** Nobody waits for it any more. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** What the source came to; null until its end was read. */
    Digest digest() {
        return digest;
    }

    void digest(Digest value) {
        digest = value;
    }
}
