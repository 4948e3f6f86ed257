package io.github.nanitefile.transfer.simulation;

import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import io.github.nanitefile.transfer.TransferListener;

/** Traces what a sender tells of its transfers. */
record SendingListener(World world, String name) implements TransferListener {

    @Override
    public void started(Transfer transfer, long nowNanos) {
        world.note(name, "started", transfer.token());
    }

    @Override
    public void resumed(Transfer transfer, long bytes, long nowNanos) {
        world.note(name, "resumed", transfer.token(), bytes);
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long nowNanos) {
        world.note(name, "starts over", transfer.token(), reason);
        world.count(Count.SENDS_STARTED_OVER);
        world.ledger().startsOver(transfer.token(), reason);
    }

    @Override
    public void waiting(Transfer transfer, String why, long nowNanos) {
        world.note(name, "lets wait", transfer.token(), why);
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long nowNanos) {}

    @Override
    public void completed(Transfer transfer, long bytes, long nowNanos) {
        world.note(name, "completed", transfer.token(), bytes);
    }

    @Override
    public void failed(Transfer transfer, FailureKind kind, String reason, long nowNanos) {
        world.note(name, "failed", transfer.token(), reason);
    }

    @Override
    public void wornOut(Transfer transfer, int times, long nowNanos) {
        throw new Violation(name + " sends, and was delivered again");
    }

    @Override
    public void left(Transfer transfer, long nowNanos) {
        throw new Violation(name + " sends, and a transfer left");
    }
}
