package io.github.nanitefile.camel.management;

import io.github.nanitefile.packet.Token;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** One producer or consumer as management sees it. Any thread. */
public final class Side implements TransferView {

    private final Direction direction;
    private final String name;
    private final String endpointUri;
    private final List<TransferBook> books;
    private final Supplier<Window> window;
    private final Cancelling cancelling;

    /** Fails a transfer on the thread that owns it. */
    public interface Cancelling {

        /**
         * Fails the transfer of that token.
         *
         * @return whether it was under way
         * @throws IOException if the owner did not answer in time
         */
        boolean cancel(Token token) throws IOException;
    }

    Side(
            Direction direction,
            String name,
            String endpointUri,
            List<TransferBook> books,
            Supplier<Window> window,
            Cancelling cancelling) {
        this.direction = direction;
        this.name = name;
        this.endpointUri = endpointUri;
        this.books = List.copyOf(books);
        this.window = window;
        this.cancelling = cancelling;
    }

    Direction direction() {
        return direction;
    }

    /** The id of a consumer's route, or what tells a producer from others. */
    String name() {
        return name;
    }

    /** Without secrets. */
    String endpointUri() {
        return endpointUri;
    }

    @Override
    public List<TransferProgress> progress() {
        long now = System.nanoTime();
        return books.stream().flatMap(book -> book.progress(now).stream()).toList();
    }

    @Override
    public TransferTotals totals() {
        return books.stream()
                .map(TransferBook::totals)
                .reduce(TransferTotals.NONE, TransferTotals::plus);
    }

    @Override
    public long bytesPerSecond() {
        long now = System.nanoTime();
        return books.stream().mapToLong(book -> book.bytesPerSecond(now)).sum();
    }

    @Override
    public Window window() {
        return window.get();
    }

    @Override
    public boolean cancel(Token token) throws IOException {
        return cancelling.cancel(token);
    }
}
