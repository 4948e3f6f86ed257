package io.github.nanitefile.transfer.send;

import io.github.nanitefile.packet.Annotations;
import io.github.nanitefile.packet.Packet;
import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes note of what a sender wants done, and holds it to its word: nothing is asked for a transfer
 * whose end was told.
 */
final class RecordingSenderOutput implements SenderOutput {

    final Deque<Read> reads = new ArrayDeque<>();
    final List<Published> published = new ArrayList<>();
    final List<OutgoingTransfer> completed = new ArrayList<>();
    final Map<OutgoingTransfer, SendFailedException> failed = new LinkedHashMap<>();

    /** Whether sources can be read again. */
    boolean repeatable = true;

    /** Whose next read begins at the first byte again. */
    final Set<OutgoingTransfer> rewound = new HashSet<>();

    /** How many more packets go through; then the connection is lost. */
    int publishable = Integer.MAX_VALUE;

    /** What is wrong with every packet, or null. */
    RuntimeException unwritable;

    /** Whose packets these are, or null for everybody's. */
    OutgoingTransfer unwritableOf;

    private long numbers;
    private int tokens;

    /**
     * @param fromTheStart whether the source begins at its first byte, though it was read before
     */
    record Read(OutgoingTransfer transfer, int bytes, boolean fromTheStart) {

        Read(OutgoingTransfer transfer, int bytes) {
            this(transfer, bytes, false);
        }
    }

    record Published(
            long number, OutgoingTransfer transfer, Packet packet, Annotations annotations) {}

    @Override
    public void read(OutgoingTransfer transfer, int bytes) {
        requireUnderWay(transfer);
        reads.add(new Read(transfer, bytes, rewound.remove(transfer)));
    }

    @Override
    public boolean rewind(OutgoingTransfer transfer) {
        requireUnderWay(transfer);
        if (repeatable) {
            rewound.add(transfer);
        }
        return repeatable;
    }

    @Override
    public Token newToken() {
        tokens++;
        return new Token("new" + tokens);
    }

    @Override
    public long publish(OutgoingTransfer transfer, Packet packet, Annotations annotations)
            throws IOException {
        requireUnderWay(transfer);
        if (unwritable != null && (unwritableOf == null || unwritableOf == transfer)) {
            throw unwritable;
        }
        if (publishable == 0) {
            throw new IOException("connection reset");
        }
        publishable--;
        numbers++;
        published.add(new Published(numbers, transfer, packet, annotations));
        return numbers;
    }

    @Override
    public void completed(OutgoingTransfer transfer) {
        requireUnderWay(transfer);
        completed.add(transfer);
    }

    @Override
    public void failed(OutgoingTransfer transfer, SendFailedException cause) {
        requireUnderWay(transfer);
        failed.put(transfer, cause);
    }

    private void requireUnderWay(OutgoingTransfer transfer) {
        if (completed.contains(transfer) || failed.containsKey(transfer)) {
            throw new AssertionError("asked for after its end: " + transfer.describe());
        }
    }

    List<Published> publishedOf(OutgoingTransfer transfer) {
        return published.stream().filter(one -> one.transfer() == transfer).toList();
    }

    List<String> typesOf(OutgoingTransfer transfer) {
        return publishedOf(transfer).stream()
                .map(one -> one.annotations().abort() == null ? one.packet().type() : "abort")
                .toList();
    }

    long lastNumber() {
        return numbers;
    }
}
