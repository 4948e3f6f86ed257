package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Receipt;
import java.util.List;

/**
 * What a {@link Receiver} wants done. Messages are named by the tags with which they were given to
 * it. Called on the receiver's owner thread.
 */
public interface ReceiverOutput {

    /** These messages are safe, or of no more use: acknowledge them. */
    void acknowledge(List<Long> tags);

    /**
     * These messages can come to nothing: reject them without requeue (to the dead-letter exchange,
     * if there is one).
     */
    void reject(List<Long> tags);

    /** These messages shall come again: put them back into the queue. */
    void requeue(List<Long> tags);

    /**
     * Publish a receipt to the sender's queue, and say {@link Receiver#reported} when the broker
     * has it, or when there is no such queue. However long that takes: messages wait for it.
     */
    void report(String replyTo, Receipt receipt);

    /**
     * A receipt that was given to {@link #report} is not awaited any more, as there are too many:
     * do not publish it, nor say that it was.
     */
    void dropReport(String replyTo, Receipt receipt);

    /**
     * A file is whole: hand it to the route. Its end is told by {@link Receiver#routeDone}, {@link
     * Receiver#putAside}, {@link Receiver#requeue} or {@link Receiver#reject}, each followed by
     * {@link Receiver#letIn}.
     */
    void deliver(ReceivedFile file);
}
