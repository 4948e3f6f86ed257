package io.github.nanitefile.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The slots of one open spool: its own, where new files grow, and those that it took over from
 * owners that died. Nothing is moved between them: no crash can then come between a file and its
 * record. Used by the thread that owns the spool.
 */
final class Slots implements Closeable {

    private final Slot own;
    private final List<Slot> adopted;

    private Slots(Slot own, List<Slot> adopted) {
        this.own = own;
        this.adopted = new ArrayList<>(adopted);
    }

    static Slots take(Path queueFolder) throws IOException {
        Slot own = Slot.takeFirst(queueFolder);
        try {
            return new Slots(own, Slot.takeAbandoned(queueFolder));
        } catch (IOException e) {
            Closing closing = new Closing(e);
            closing.run(own::close);
            throw e;
        }
    }

    Slot own() {
        return own;
    }

    List<Slot> all() {
        List<Slot> all = new ArrayList<>(adopted);
        all.add(own);
        return all;
    }

    /** Gives up those that were taken over and hold nothing any more. */
    void closeEmpty() throws IOException {
        for (Slot slot : List.copyOf(adopted)) {
            if (slot.closeIfEmpty()) {
                adopted.remove(slot);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Closing closing = new Closing(null);
        for (Slot slot : all()) {
            closing.run(slot::tidy);
            closing.run(slot::close);
        }
        closing.finish();
    }

    /** Gives all up as the death of this process would. */
    void abandon() throws IOException {
        Closing closing = new Closing(null);
        for (Slot slot : all()) {
            closing.run(slot::abandon);
        }
        closing.finish();
    }
}
