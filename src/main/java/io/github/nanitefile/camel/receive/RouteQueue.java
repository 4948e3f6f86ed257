package io.github.nanitefile.camel.receive;

import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.transfer.receive.ReceivedFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/**
 * Finished files on their way into the route, so many at a time; the others wait their turn in the
 * order in which they were finished. Owned by the receiver's thread, but for {@link #pending}.
 */
final class RouteQueue {

    private final int concurrent;
    private final OwnerThread owner;
    private final ExecutorService workers;
    private final RouteHandOver handOver;
    private final Deque<ReceivedFile> waiting = new ArrayDeque<>();
    private boolean open;
    private volatile int inRoute;

    RouteQueue(int concurrent, OwnerThread owner, ExecutorService workers, RouteHandOver handOver) {
        this.concurrent = concurrent;
        this.owner = owner;
        this.workers = workers;
        this.handOver = handOver;
    }

    /** Is told, on the owner's thread, what the route made of files. */
    interface Ended {

        /** A file's way through the route has ended. */
        void ended(ReceivedFile file, RouteOutcome outcome);

        /** No file is in the route any more. */
        void idle();
    }

    /** Lets files go, or holds them back from now on. */
    void open(boolean letGo, Ended ended) {
        open = letGo;
        next(ended);
    }

    void add(ReceivedFile file, Ended ended) {
        waiting.add(file);
        next(ended);
    }

    private void next(Ended ended) {
        while (open && inRoute < concurrent && !waiting.isEmpty()) {
            ReceivedFile file = waiting.remove();
            count(1);
            workers.execute(
                    () ->
                            handOver.handOver(
                                    file,
                                    outcome -> owner.execute(() -> end(file, outcome, ended))));
        }
    }

    private void end(ReceivedFile file, RouteOutcome outcome, Ended ended) {
        try {
            ended.ended(file, outcome);
        } finally {
            count(-1);
            next(ended);
            if (inRoute == 0) {
                ended.idle();
            }
        }
    }

    /**
     * Only the owner's thread changes the number, so that reading and writing it need not be one
     * step.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int change) {
        inRoute += change;
    }

    /** Takes those that wait and match out of the queue, one by one. */
    void withdrawIf(Predicate<ReceivedFile> withdraw) {
        for (Iterator<ReceivedFile> all = waiting.iterator(); all.hasNext(); ) {
            if (withdraw.test(all.next())) {
                all.remove();
            }
        }
    }

    /** How many files wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    /** How many files are in the route. Any thread. */
    int pending() {
        return inRoute;
    }
}
