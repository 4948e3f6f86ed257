package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.TransferListener;

/** What a receiver tells of its transfers: the log that people read. */
record ReceivingListener(World world, ReceivingProcess process) implements TransferListener {

    @Override
    public void started(Transfer transfer, long nowNanos) {
        world.note(process.name, "started", transfer.token());
    }

    @Override
    public void resumed(Transfer transfer, long bytes, long nowNanos) {
        world.note(process.name, "resumed", transfer.token(), bytes);
        world.count(Count.TRANSFERS_RESUMED);
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long nowNanos) {
        throw new Violation(process.name + " receives, and starts over");
    }

    @Override
    public void waiting(Transfer transfer, String why, long nowNanos) {
        world.note(process.name, "lets wait", transfer.token(), why);
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long nowNanos) {}

    @Override
    public void completed(Transfer transfer, long bytes, long nowNanos) {
        world.note(process.name, "completed", transfer.token(), bytes);
    }

    @Override
    public void failed(Transfer transfer, FailureKind kind, String reason, long nowNanos) {
        world.ledger().logged(process, transfer.token(), reason);
    }

    @Override
    public void wornOut(Transfer transfer, int times, long nowNanos) {
        world.note(process.name, "worn out", transfer.token());
    }

    @Override
    public void left(Transfer transfer, long nowNanos) {
        world.note(process.name, "left", transfer.token());
    }
}
