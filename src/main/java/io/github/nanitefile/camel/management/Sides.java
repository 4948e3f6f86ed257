package io.github.nanitefile.camel.management;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Several producers and consumers seen together. Sides come and go on any thread; what those that
 * are gone did is counted on.
 */
final class Sides implements TransferView {

    private final Set<Side> live = new CopyOnWriteArraySet<>();
    private final AtomicReference<TransferTotals> before =
            new AtomicReference<>(TransferTotals.NONE);

    void add(Side side) {
        live.add(side);
    }

    void remove(Side side) {
        if (live.remove(side)) {
            before.accumulateAndGet(side.totals(), TransferTotals::plus);
        }
    }

    List<Side> all() {
        return List.copyOf(live);
    }

    @Override
    public List<TransferProgress> progress() {
        return live.stream().flatMap(side -> side.progress().stream()).toList();
    }

    @Override
    public TransferTotals totals() {
        return live.stream().map(Side::totals).reduce(before.get(), TransferTotals::plus);
    }

    @Override
    public long bytesPerSecond() {
        return live.stream().mapToLong(Side::bytesPerSecond).sum();
    }

    @Override
    public Window window() {
        return live.stream()
                .map(Side::window)
                .max(Comparator.comparingInt(Window::percent))
                .orElse(null);
    }

    @Override
    public boolean cancel(Token token) throws IOException {
        boolean cancelled = false;
        for (Side side : live) {
            cancelled |= side.cancel(token);
        }
        return cancelled;
    }
}
