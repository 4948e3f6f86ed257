package io.github.nanitefile.camel.management;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.TransferListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps account of the transfers of one producer or consumer, and passes on what it is told.
 * Written by the thread that owns the sender or receiver, without a lock or an object for each
 * packet; read by any.
 */
public final class TransferBook implements TransferListener {

    private final TransferListener next;
    private final Meters meters;
    private final Map<Token, Entry> open = new ConcurrentHashMap<>();
    private final LongAdder completed = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);
    private final Throughput throughput = new Throughput();

    TransferBook(TransferListener next, Meters meters) {
        this.next = next;
        this.meters = meters;
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, new LongAdder());
        }
    }

    /** What is written of one transfer; {@code through} by the owner alone. */
    private static final class Entry {
        private final Transfer transfer;
        private final boolean waiting;
        private final long since;
        private final Meters.Running running;
        private volatile long through;

        Entry(
                Transfer transfer,
                long through,
                boolean waiting,
                long since,
                Meters.Running running) {
            this.transfer = transfer;
            this.through = through;
            this.waiting = waiting;
            this.since = since;
            this.running = running;
        }
    }

    @Override
    public void started(Transfer transfer, long now) {
        enter(transfer, 0, false, now);
        next.started(transfer, now);
    }

    @Override
    public void resumed(Transfer transfer, long there, long now) {
        enter(transfer, there, false, now);
        next.resumed(transfer, there, now);
    }

    @Override
    public void waiting(Transfer transfer, String reason, long now) {
        enter(transfer, 0, true, now);
        next.waiting(transfer, reason, now);
    }

    private void enter(Transfer transfer, long there, boolean waits, long now) {
        Entry entry = new Entry(transfer, there, waits, now, meters.open());
        end(open.put(transfer.token(), entry), now);
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long now) {
        end(open.remove(transfer.token()), now);
        next.startsOver(transfer, reason, now);
    }

    @Override
    public void left(Transfer transfer, long now) {
        end(open.remove(transfer.token()), now);
        next.left(transfer, now);
    }

    @Override
    public void wornOut(Transfer transfer, int times, long now) {
        next.wornOut(transfer, times, now);
    }

    @Override
    public void progressed(Transfer transfer, long all, long now) {
        Entry entry = open.get(transfer.token());
        if (entry != null) {
            long more = all - entry.through;
            entry.through = all;
            bytes.add(more);
            throughput.add(more, now);
            meters.bytes(more);
        }
        next.progressed(transfer, all, now);
    }

    @Override
    public void completed(Transfer transfer, long all, long now) {
        completed.increment();
        meters.completed(end(open.remove(transfer.token()), now));
        next.completed(transfer, all, now);
    }

    @Override
    public void failed(Transfer transfer, FailureKind kind, String reason, long now) {
        failures.get(kind).increment();
        meters.failed(kind, end(open.remove(transfer.token()), now));
        next.failed(transfer, kind, reason, now);
    }

    /**
     * @param entry null if its beginning was not told
     * @return how long it was open
     */
    private static Duration end(Entry entry, long now) {
        if (entry == null) {
            return Duration.ZERO;
        }
        entry.running.stop();
        return Duration.ofNanos(now - entry.since);
    }

    /** Of the transfers under way, in no order. */
    List<TransferProgress> progress(long now) {
        return open.values().stream()
                .map(
                        entry ->
                                new TransferProgress(
                                        entry.transfer,
                                        entry.through,
                                        entry.waiting,
                                        Duration.ofNanos(Math.max(0, now - entry.since))))
                .toList();
    }

    TransferTotals totals() {
        Map<FailureKind, Long> counts = new EnumMap<>(FailureKind.class);
        failures.forEach(
                (kind, count) -> {
                    if (count.sum() > 0) {
                        counts.put(kind, count.sum());
                    }
                });
        return new TransferTotals(completed.sum(), counts, bytes.sum());
    }

    long bytesPerSecond(long now) {
        return throughput.perSecond(now);
    }
}
