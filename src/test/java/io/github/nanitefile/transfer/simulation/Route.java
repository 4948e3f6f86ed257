package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.transfer.receive.ReceivedFile;
import io.github.nanitefile.transfer.receive.Receiver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The route behind one receiver, and what becomes of a file when it ends: what RouteQueue,
 * FinishedFiles and FailurePolicy do.
 */
final class Route {

    private static final long REQUEUE_DELAY = 2 * World.SECOND;

    private final World world;
    private final ReceivingProcess process;
    private final Disk disk;
    private final Repository repository;
    private final Receiver receiver;
    private final Deque<ReceivedFile> waiting = new ArrayDeque<>();
    private boolean open;
    private int inRoute;

    /**
     * @param repository null for none
     */
    Route(ReceivingProcess process, Disk disk, Repository repository, Receiver receiver) {
        this.world = process.world;
        this.process = process;
        this.disk = disk;
        this.repository = repository;
        this.receiver = receiver;
    }

    void open(boolean letGo) {
        open = letGo;
        next();
    }

    void add(ReceivedFile file) {
        waiting.add(file);
        next();
    }

    int pending() {
        return inRoute;
    }

    boolean isIdle() {
        return inRoute == 0 && waiting.isEmpty();
    }

    void withdrawIf(Predicate<ReceivedFile> withdraw) {
        waiting.removeIf(withdraw);
    }

    private void next() {
        while (open && inRoute < world.scenario.concurrentRoutes() && !waiting.isEmpty()) {
            ReceivedFile file = waiting.remove();
            inRoute++;
            process.step();
            handOver(file);
        }
    }

    private void handOver(ReceivedFile file) {
        try {
            if (repository != null && repository.contains(file.token())) {
                world.note(process.name, "need not hand over", file.token());
                process.after(1, () -> end(() -> done(file, null)));
                return;
            }
        } catch (IOException e) {
            world.note(process.name, "cannot ask about", file.token());
            process.after(1, () -> end(() -> later(file, true)));
            return;
        }
        world.ledger().intoRoute(process, file, disk, repository);
        process.after(routeTime(), () -> end(() -> routed(file)));
    }

    private void done(ReceivedFile file, String name) {
        process.step();
        receiver.routeDone(file, name, world.now());
    }

    private long routeTime() {
        return world.has(Fault.ROUTE_SLOW)
                ? world.chance.between(World.SECOND, 8 * World.SECOND)
                : world.chance.between(1, 50 * World.MILLI);
    }

    private void routed(ReceivedFile file) {
        world.ledger().requireWhole(process, file, disk);
        settle(file, world.has(Fault.ROUTE_FAILS) && world.chance.oneIn(3));
    }

    private void end(Runnable outcome) {
        outcome.run();
        process.letIn();
        inRoute--;
        next();
        if (inRoute == 0) {
            process.closeIfDrained();
        }
    }

    private void settle(ReceivedFile file, boolean failed) {
        if (!failed) {
            process.step();
            if (repository != null) {
                repository.add(file.token());
            }
            world.ledger().throughRoute(process, file);
            done(file, file.start().dest());
            return;
        }
        world.count(Count.ROUTE_FAILURES);
        try {
            routeFailed(file);
        } catch (IOException e) {
            world.note(process.name, "cannot keep", file.token());
            later(file, world.scenario.onFailure() == RoutePolicy.DELIVER_AGAIN);
        }
    }

    private void routeFailed(ReceivedFile file) throws IOException {
        world.note(process.name, "route fails on", file.token());
        switch (world.scenario.onFailure()) {
            case KEEP -> keep(file);
            case REQUEUE -> later(file, false);
            case DELIVER_AGAIN -> later(file, true);
            case REJECT -> {
                if (receiver.isWithBroker(file)) {
                    world.ledger().logged(process, file.token(), "the route failed: rejected");
                    receiver.reject(file, "the route failed", world.now());
                } else {
                    keep(file);
                }
            }
        }
    }

    private void keep(ReceivedFile file) throws IOException {
        if (receiver.state(file).isEmpty()) {
            return;
        }
        disk.mayFail("keep");
        world.ledger().kept(process, file.token());
        process.step();
        receiver.putAside(file, "the route failed", world.now());
    }

    private void later(ReceivedFile file, boolean sameBytes) {
        process.after(
                REQUEUE_DELAY,
                () -> {
                    if (sameBytes) {
                        receiver.deliverAgain(file);
                    } else {
                        receiver.requeue(file, process.world.now());
                    }
                    process.letIn();
                });
    }
}
