package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes note of what a receiver wants done, and sees that no message is settled twice. */
final class RecordingReceiverOutput implements ReceiverOutput {

    final List<Long> acknowledged = new ArrayList<>();
    final List<Long> rejected = new ArrayList<>();
    final List<Long> requeued = new ArrayList<>();
    final Deque<ReceivedFile> delivered = new ArrayDeque<>();
    final Deque<Receipt> reports = new ArrayDeque<>();
    final Set<Long> unsettled = new HashSet<>();

    /** The broker gave this message to the receiver. */
    void given(long tag) {
        unsettled.add(tag);
    }

    @Override
    public void acknowledge(List<Long> tags) {
        settle(tags, acknowledged);
    }

    @Override
    public void reject(List<Long> tags) {
        settle(tags, rejected);
    }

    @Override
    public void requeue(List<Long> tags) {
        settle(tags, requeued);
    }

    private void settle(List<Long> tags, List<Long> into) {
        for (Long tag : tags) {
            if (!unsettled.remove(tag)) {
                throw new AssertionError("message " + tag + " is settled already");
            }
        }
        into.addAll(tags);
    }

    @Override
    public void report(String replyTo, Receipt receipt) {
        reports.add(receipt);
    }

    @Override
    public void dropReport(String replyTo, Receipt receipt) {
        if (!reports.remove(receipt)) {
            throw new AssertionError(receipt + " was not given, or is with the broker");
        }
    }

    @Override
    public void deliver(ReceivedFile file) {
        delivered.add(file);
    }
}
