package io.github.nanitefile.transfer;

import java.util.ArrayList;
import java.util.List;

/** Takes note of what is told of transfers. */
public final class RecordingListener implements TransferListener {

    public final List<Transfer> started = new ArrayList<>();
    public final List<Transfer> resumed = new ArrayList<>();
    public final List<String> startedOver = new ArrayList<>();
    public final List<String> waiting = new ArrayList<>();
    public final List<Long> progress = new ArrayList<>();
    public final List<Transfer> completed = new ArrayList<>();
    public final List<Transfer> failed = new ArrayList<>();
    public final List<FailureKind> kinds = new ArrayList<>();
    public final List<String> reasons = new ArrayList<>();
    public final List<Transfer> left = new ArrayList<>();
    public final List<Integer> wornOut = new ArrayList<>();

    @Override
    public void started(Transfer transfer, long nowNanos) {
        started.add(transfer);
    }

    @Override
    public void resumed(Transfer transfer, long bytes, long nowNanos) {
        resumed.add(transfer);
    }

    @Override
    public void startsOver(Transfer transfer, String reason, long nowNanos) {
        startedOver.add(reason);
    }

    @Override
    public void waiting(Transfer transfer, String reason, long nowNanos) {
        waiting.add(reason);
    }

    @Override
    public void progressed(Transfer transfer, long bytes, long nowNanos) {
        progress.add(bytes);
    }

    @Override
    public void completed(Transfer transfer, long bytes, long nowNanos) {
        completed.add(transfer);
    }

    @Override
    public void failed(Transfer transfer, FailureKind kind, String reason, long nowNanos) {
        failed.add(transfer);
        kinds.add(kind);
        reasons.add(reason);
    }

    @Override
    public void wornOut(Transfer transfer, int times, long nowNanos) {
        wornOut.add(times);
    }

    @Override
    public void left(Transfer transfer, long nowNanos) {
        left.add(transfer);
    }
}
