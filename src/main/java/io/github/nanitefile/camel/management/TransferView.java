package io.github.nanitefile.camel.management;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.List;

/** Transfers as management sees them. Any thread. */
interface TransferView {

    /** Those under way, in no order. */
    List<TransferProgress> progress();

    TransferTotals totals();

    /** Over the last ten seconds. */
    long bytesPerSecond();

    /** The fullest of the windows that they go through; null if there is none. */
    Window window();

    /**
     * Fails a transfer, as an operator wants it.
     *
     * @return whether it was under way here
     * @throws IOException if whoever has it did not answer in time; says so
     */
    boolean cancel(Token token) throws IOException;
}
